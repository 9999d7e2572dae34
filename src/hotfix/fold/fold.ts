import type { Fact, Pushed } from '../../facts/fact.ts';
import { chronological, movementsInOrder } from '../../facts/order.ts';
import type { Repository } from '../../facts/repository.ts';
import { parseBranchName } from '../../policy/branch-name.ts';
import { isDeployDispatch, isFastLaneRun, isProduction } from '../../policy/deploy-matching.ts';
import type { Policy } from '../../policy/policy.ts';
import { rechecksAmong, reportedDeploys } from '../commands/accepted-commands.ts';
import { judgeCommands } from '../commands/judge-commands.ts';
import type { Arrival, CheckEvent, Hotfix, Tampering, TargetChange, WorkflowRun } from '../hotfix.ts';
import { eventsBySha } from '../pipeline/check-events.ts';
import { productionDeploys } from '../production-deploys.ts';
import { refusalsOf } from '../refusals.ts';
import { byKind, type FactsByKind } from './by-kind.ts';
import { commandsAbout } from './commands.ts';
import { besideOthers, type DeploySignals, foldDeploys, withReported } from './deploys.ts';
import { trustedSignals } from './deploys-elsewhere.ts';
import { headsOf, isMovement, owedFrom, ownCommits, pushesOf } from './movements.ts';
import { foldPulls } from './pulls.ts';
import { foldReadings } from './readings.ts';
import { namesOfBranch, successorOf } from './renames.ts';
import { headsOfLaterBranches } from './shared-heads.ts';

export interface FoldContext {
  repository: Repository;
  branch: string;
  /** Says which deploys are production, and which runs and dispatches are the fast lane's. */
  policy: Policy;
}

/**
 * Folds facts, in whatever order and however often they came, to a hotfix; `null` where none of them is a push to the
 * branch. They may include facts of other branches and repositories about the same commits.
 */
export function foldHotfix(
  facts: readonly Fact[],
  { repository, branch, policy }: FoldContext,
): Hotfix | null {
  const known = chronological(facts);
  const inRepository = known.filter((fact) => fact.repository === repository.id);
  const moves = Map.groupBy(inRepository.filter(isMovement), (fact) => fact.branch);
  const names = namesOfBranch(branch, moves);
  const movements = movementsInOrder(moves.get(branch) ?? []);
  const last = movements.at(-1);
  const pushes = names.flatMap((name) => pushesOf(moves.get(name) ?? []));
  const [first] = pushes;
  if (!first || !last || !pushesOf(movements)[0]) return null;

  const everywhere = byKind(known);
  const here = byKind(inRepository);
  const own = byKind(inRepository.filter((fact) => fact.branch === branch));
  /** Also of the branches whose name this one took over. */
  const line = byKind(inRepository.filter((fact) => fact.branch !== null && names.includes(fact.branch)));

  const others = [...moves].flatMap(([name, theirs]) => (names.includes(name) ? [] : theirs));
  const creation = pushesOf(movements).findLast((push) => push.before === null) ?? first;
  const commits = ownCommits(pushes, line('fork-point-read'));
  /** Commits that the branch was made from. */
  const foreign = new Set(pushes.map((push) => push.sha).filter((sha) => !commits.has(sha)));
  const heads = headsOf(pushes);
  const incident = incidentOf(policy, branch);
  const commands = judgeCommands(commandsAbout({ here, line }), { startedBy: first.by, heads, incident });
  const rechecks = rechecksAmong(commands);
  const { signals, deployHints } = trustedSignals(deploySignals({ everywhere, line }, { commits, policy }), {
    repository: repository.id,
    policy,
    entitled: new Map(line('entitlement-read').map((read) => [read.command, read.entitled])),
  });
  const told = withReported(foldDeploys(signals), reportedDeploys({ commands, heads }));
  const { deploys, laterDeploys } = besideOthers(told, productionDeploys(here('deployment'), policy));

  return {
    repository,
    branch,
    incident,
    startedAt: new Date(first.at),
    startedBy: first.by,
    owedFrom: owedFrom(movements, deploys) ?? new Date(first.at),
    createdAt: new Date(creation.at),
    deleted: last.kind === 'branch-deleted' ? { at: new Date(last.at), by: last.by } : null,
    deletedOrForcedAt: movements
      .filter((one) => one.kind === 'branch-deleted' || one.forced)
      .map((one) => new Date(one.at)),
    renamedFrom: names.at(-2) ?? null,
    renamedTo: last.kind === 'branch-deleted' ? successorOf(last, creation, others) : null,
    head: last.kind === 'pushed' ? last.sha : null,
    lastHead: last.sha,
    heads,
    sharedHeads: headsOfLaterBranches(pushes, others),
    commits: [...commits],
    newCommits: [...new Set(pushes.flatMap((push) => push.commits))],
    deploys,
    laterDeploys,
    deployHints,
    runs: runsOf(line),
    pulls: foldPulls(own('pull-request')),
    arrivals: arrivalsOf(here, commits),
    targetChanges: targetChangesOf(line),
    checkEvents: eventsBySha([
      ...here('checks-changed')
        .filter(({ sha }) => commits.has(sha) || foreign.has(sha))
        .map(({ sha, at, of = null }) => ({ sha, at: new Date(at), of })),
      ...askedAnew(rechecks, pushes),
    ]),
    commands,
    rechecks,
    tampering: tamperingOf(own),
    review: reviewOf(own),
    readings: foldReadings({ own, line }),
    ledger: {
      written: Object.fromEntries(
        own('written').map((fact) => [
          fact.artefact,
          { number: fact.number, url: fact.url, at: new Date(fact.at) },
        ]),
      ),
      refused: refusalsOf(own('refused')),
    },
  };
}

/** A policy's expression may accept a name without an incident. */
function incidentOf(policy: Policy, branch: string): string | null {
  const name = parseBranchName(policy, branch);
  return name.kind === 'hotfix' && name.incident !== '' ? name.incident : null;
}

/**
 * Signals about its commits, from any repository. A deployment or a run says by which ref it came, and a tag may be named
 * like the branch: it is the hotfix's only if a push to the branch brought its commit.
 */
function deploySignals(
  { everywhere, line }: { everywhere: FactsByKind; line: FactsByKind },
  { commits, policy }: { commits: Set<string>; policy: Policy },
): DeploySignals {
  return {
    deployments: everywhere('deployment').filter(
      ({ sha, environment }) => commits.has(sha) && isProduction(policy, environment),
    ),
    laneRuns: line('workflow-run').filter((run) => commits.has(run.sha) && isFastLaneRun(policy, run)),
    dispatches: everywhere('dispatch')
      .filter(({ sha, type }) => commits.has(sha) && isDeployDispatch(policy, type))
      .filter(({ environment }) => environment === null || isProduction(policy, environment)),
  };
}

function runsOf(line: FactsByKind): WorkflowRun[] {
  return line('workflow-run').map((fact) => ({
    id: fact.run,
    attempt: fact.attempt,
    sha: fact.sha,
    workflows: fact.workflows,
    event: fact.event,
    conclusion: fact.conclusion,
    startedAt: new Date(fact.startedAt),
    finishedAt: new Date(fact.at),
    url: fact.url,
  }));
}

function arrivalsOf(here: FactsByKind, commits: Set<string>): Arrival[] {
  return here('target-pushed').flatMap((fact) => {
    const others = fact.commits.filter((sha) => !commits.has(sha));
    const clean = others.every((sha) => fact.byGitHub && sha === fact.sha);
    return [...new Set(fact.commits)]
      .filter((sha) => commits.has(sha))
      .map((sha) => ({ target: fact.branch, sha, by: fact.sha, at: new Date(fact.at), clean }));
  });
}

function targetChangesOf(line: FactsByKind): TargetChange[] {
  return line('target-touched').map(({ target, sha, commits, at }) => ({
    target,
    sha,
    commits,
    at: new Date(at),
  }));
}

/** A recheck is an event of the checks of every head. */
function askedAnew(rechecks: Date[], pushes: Pushed[]): (CheckEvent & { sha: string })[] {
  const shas = new Set(pushes.map(({ sha }) => sha));
  return rechecks.flatMap((at) => [...shas].map((sha) => ({ sha, at, of: null })));
}

function tamperingOf(own: FactsByKind): Tampering[] {
  return own('disturbed').map(({ what, number, change, detail, by, at }) => ({
    what,
    number,
    change,
    detail,
    by,
    at: new Date(at),
  }));
}

function reviewOf(own: FactsByKind): Hotfix['review'] {
  const opened = own('review-opened').at(-1);
  if (!opened) return null;
  const { incident, url, where, number } = opened;
  return { incident, url, where, number };
}
