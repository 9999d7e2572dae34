import { kindOfArtefact } from '../../artefact/keys.ts';
import type { Fact, ProofRead, Pushed } from '../../facts/fact.ts';
import { chronological, movementsInOrder } from '../../facts/order.ts';
import type { Repository } from '../../facts/repository.ts';
import { parseBranchName } from '../../policy/branch-name.ts';
import { isDeployDispatch, isFastLaneWorkflow, isProduction } from '../../policy/deploy-matching.ts';
import type { Policy } from '../../policy/policy.ts';
import { rechecks, toldDeploys } from '../commands/commands.ts';
import type { Command, Hotfix } from '../hotfix.ts';
import { changesBySha } from '../pipeline/check-events.ts';
import { productionDeploys } from '../production-deploys.ts';
import { refusalsOf } from '../refusals.ts';
import { amongAll, foldDeploys, withTold } from './deploys.ts';
import {
  headsOf,
  isMovement,
  lineage,
  type Movement,
  owedFrom,
  ownCommits,
  pushesOf,
  successorOf,
} from './lineage.ts';
import { foldPulls } from './pulls.ts';

export interface FoldContext {
  repository: Repository;
  branch: string;
  /** Says which deploys are production, and which runs and dispatches are the fast lane's. */
  policy: Policy;
}

/**
 * The hotfix that the facts amount to, whatever order and however often they came; `null` where none of them
 * is a push to the branch. The facts may include others' that are about the same commits.
 */
export function foldHotfix(
  facts: readonly Fact[],
  { repository, branch, policy }: FoldContext,
): Hotfix | null {
  const known = chronological(facts);
  const here = known.filter((fact) => fact.repository === repository.id);
  const moves = Map.groupBy(here.filter(isMovement), (fact) => fact.branch);
  const names = lineage(branch, moves);
  const own = here.filter((fact) => fact.branch === branch);
  /** Of the branches whose name this one took over, too. */
  const ofLine = here.filter((fact) => fact.branch !== null && names.includes(fact.branch));
  const movements = movementsInOrder(moves.get(branch) ?? []);
  const last = movements.at(-1);
  const pushes = names.flatMap((name) => pushesOf(moves.get(name) ?? []));
  const [first] = pushes;
  if (!first || !last || !pushesOf(movements)[0]) return null;

  const others = [...moves].flatMap(([name, theirs]) => (names.includes(name) ? [] : theirs));
  const forks = ofLine.filter((fact) => fact.kind === 'fork-point-read');
  const commits = ownCommits(pushes, forks);
  const foreign = new Set(pushes.map((push) => push.sha).filter((sha) => !commits.has(sha)));
  const about = known.filter((fact) => fact.sha !== null && commits.has(fact.sha));
  const creation = pushesOf(movements).findLast((push) => push.before === null) ?? first;
  const told = foldDeploys({
    deployments: about
      .concat(ofLine.filter((fact) => fact.sha === null || !(commits.has(fact.sha) || foreign.has(fact.sha))))
      .filter((fact) => fact.kind === 'deployment')
      .filter((fact) => isProduction(policy, fact.environment)),
    laneRuns: ofLine
      .filter((fact) => fact.kind === 'workflow-run')
      .filter((fact) => !foreign.has(fact.sha) && !fact.event.startsWith('pull_request'))
      .filter((fact) => fact.workflows.some((path) => isFastLaneWorkflow(policy, path))),
    dispatches: about
      .filter((fact) => fact.kind === 'dispatch')
      .filter((fact) => isDeployDispatch(policy, fact.type))
      .filter((fact) => fact.environment === null || isProduction(policy, fact.environment)),
  });

  const seen = here.filter((fact) => fact.kind === 'deployment');
  const heads = headsOf(pushes);
  const shas = [...new Set(heads.map(({ sha }) => sha))];
  const incident = incidentOf(policy, branch);
  const circumstances = { startedBy: first.by, heads, incident, commands: commandsOf(here, ofLine) };
  const all = withTold(told, toldDeploys(circumstances));
  const { deploys, laterDeploys } = amongAll(all, productionDeploys(seen, policy));
  const asked = rechecks(circumstances);

  return {
    repository,
    branch,
    startedAt: new Date(first.at),
    ...circumstances,
    owedFrom: owedFrom(movements, deploys) ?? new Date(first.at),
    head: last.kind === 'pushed' ? last.sha : null,
    lastHead: last.sha,
    commits: [...commits],
    fresh: [...new Set(pushes.flatMap((push) => push.commits))],
    endings: movements
      .filter((one) => one.kind === 'branch-deleted' || one.forced)
      .map((one) => new Date(one.at)),
    createdAt: new Date(creation.at),
    deleted: last.kind === 'branch-deleted' ? { at: new Date(last.at), by: last.by } : null,
    renamedFrom: names.at(-2) ?? null,
    renamedTo: last.kind === 'branch-deleted' ? successorOf(last, creation, others) : null,
    sharedHeads: headsOfLaterBranches(pushes, others),
    deploys,
    laterDeploys,
    pulls: foldPulls(own.filter((fact) => fact.kind === 'pull-request')),
    runs: ofLine
      .filter((fact) => fact.kind === 'workflow-run')
      .map((fact) => ({
        id: fact.run,
        attempt: fact.attempt,
        sha: fact.sha,
        workflows: fact.workflows,
        event: fact.event,
        conclusion: fact.conclusion,
        startedAt: new Date(fact.startedAt),
        finishedAt: new Date(fact.at),
        url: fact.url,
      })),
    jobs: ofLine
      .filter((fact) => fact.kind === 'jobs-read')
      .map(({ run, attempt, sha, jobs }) => ({ run, attempt, sha, jobs })),
    arrivals: known
      .filter((fact) => fact.kind === 'target-pushed')
      .filter((fact) => fact.repository === repository.id)
      .flatMap((fact) => {
        const others = fact.commits.filter((sha) => !commits.has(sha));
        const clean = others.every((sha) => fact.byGitHub && sha === fact.sha);
        return [...new Set(fact.commits)]
          .filter((sha) => commits.has(sha))
          .map((sha) => ({ target: fact.branch, sha, by: fact.sha, at: new Date(fact.at), clean }));
      }),
    checks: Object.fromEntries(
      ofLine
        .filter((fact) => fact.kind === 'checks-read')
        .sort((a, b) => a.covers - b.covers)
        .map(({ sha, checks, covers, at }) => [sha, { checks, covers, readAt: new Date(at) }]),
    ),
    checksChanges: changesBySha([
      ...here
        .filter((fact) => fact.kind === 'checks-changed')
        .filter(({ sha }) => commits.has(sha) || foreign.has(sha))
        .map(({ sha, at, of = null }) => ({ sha, at: new Date(at), of })),
      ...asked.flatMap((at) => shas.map((sha) => ({ sha, at, of: null }))),
    ]),
    requiredChecks:
      own
        .filter((fact) => fact.kind === 'required-checks-read')
        .map((fact) => ({ target: fact.target, names: fact.names, readAt: new Date(fact.at) }))
        .at(-1) ?? null,
    mergeability: own
      .filter((fact) => fact.kind === 'mergeability-read')
      .map(({ number, sha, mergeable, files, covers, at }) => ({
        number,
        sha,
        mergeable,
        files,
        covers,
        readAt: new Date(at),
      })),
    touches: ofLine
      .filter((fact) => fact.kind === 'target-touched')
      .map(({ target, sha, commits, at }) => ({ target, sha, commits, at: new Date(at) })),
    whereabouts:
      own
        .filter((fact) => fact.kind === 'whereabouts-read')
        .map(({ sha, exists, at }) => ({ sha, exists, readAt: new Date(at) }))
        .at(-1) ?? null,
    forkPoints: forks.map(({ sha, target, base, behind = null, files, at }) => ({
      sha,
      target,
      base,
      behind,
      files,
      readAt: new Date(at),
    })),
    proofs: newestProofs(ofLine.filter((fact) => fact.kind === 'proof-read')),
    nothingToMerge: own
      .filter((fact) => fact.kind === 'nothing-to-merge')
      .map(({ sha, target, at }) => ({ sha, target, at: new Date(at) })),
    disturbances: own
      .filter((fact) => fact.kind === 'disturbed')
      .map(({ what, number, change, detail, by, at }) => ({
        what,
        number,
        change,
        detail,
        by,
        at: new Date(at),
      })),
    rechecks: asked,
    review:
      own
        .filter((fact) => fact.kind === 'review-opened')
        .map(({ incident, url, where, number }) => ({ incident, url, where, number }))
        .at(-1) ?? null,
    written: Object.fromEntries(
      own
        .filter((fact) => fact.kind === 'written')
        .map((fact) => [fact.artefact, { number: fact.number, url: fact.url, at: new Date(fact.at) }]),
    ),
    refused: refusalsOf(own.filter((fact) => fact.kind === 'refused')),
  };
}

/** An expression may leave the incident out of a name that it accepts. */
function incidentOf(policy: Policy, branch: string): string | null {
  const name = parseBranchName(policy, branch);
  return name.kind === 'hotfix' && name.incident !== '' ? name.incident : null;
}

/** Those given where this hotfix is talked about: on its pull requests, whatever its name was, and on its issues. */
function commandsOf(here: Fact[], own: Fact[]): Command[] {
  const places = new Set(own.map(placeOf));
  const entitled = new Map(
    own
      .filter((fact) => fact.kind === 'entitlement-read')
      .map((fact) => [fact.command, fact.entitled] as const),
  );
  return here
    .filter((fact) => fact.kind === 'commanded')
    .filter((fact) => places.has(fact.number))
    .map(({ key, number, comment, url, line, timezone, by, at }) => ({
      key,
      number,
      comment,
      url,
      line,
      timezone,
      by,
      at: new Date(at),
      entitled: entitled.get(key) ?? null,
    }));
}

function placeOf(fact: Fact): number | null {
  if (fact.kind === 'pull-request') return fact.number;
  return fact.kind === 'written' && kindOfArtefact(fact.artefact) === 'breach' ? fact.number : null;
}

function newestProofs(read: ProofRead[]): Hotfix['proofs'] {
  const newest = new Map<string, Hotfix['proofs'][number]>();
  for (const { sha, target, verdict, via, at } of read) {
    const name = `${sha} ${target}`;
    const readAt = new Date(at);
    const whole = verdict.kind === 'there' && !verdict.edited;
    const wholeAt = whole ? readAt : (newest.get(name)?.wholeAt ?? null);
    newest.delete(name);
    newest.set(name, { sha, target, verdict, via, readAt, wholeAt });
  }
  return [...newest.values()];
}

/** A commit has one check run: of the living branches that are at it, the one that came to it last looks after it. */
function headsOfLaterBranches(pushes: Pushed[], others: Movement[]): string[] {
  const branches = Map.groupBy(others, (other) => other.branch);
  const last = new Map<string, Pushed>();
  for (const theirs of branches.values()) {
    const newest = movementsInOrder(theirs).at(-1);
    if (newest?.kind === 'pushed' && cameLater(newest, last.get(newest.sha))) last.set(newest.sha, newest);
  }
  const shared = pushes.filter((push) => {
    const other = last.get(push.sha);
    return other && cameLater(other, push);
  });
  return [...new Set(shared.map((push) => push.sha))];
}

function cameLater(one: Pushed, other: Pushed | undefined): boolean {
  return !other || one.at > other.at || (one.at === other.at && one.branch > other.branch);
}
