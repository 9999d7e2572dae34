import { minutesToMilliseconds } from 'date-fns';
import { isDeployDispatch, isFastLaneWorkflow, isProduction } from '../policy/deploy-matching.ts';
import type { Policy } from '../policy/policy.ts';
import { foldDeploys } from './deploys.ts';
import type { BranchDeleted, Fact, ProofRead, PullRequestSeen, Pushed } from './fact.ts';
import type { Head, Hotfix, PullRequest, Repository } from './hotfix.ts';
import { inOrder, movementsInOrder } from './in-order.ts';

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
  const known = inOrder(facts);
  const own = known.filter((fact) => fact.repository === repository.id && fact.branch === branch);
  const movements = movementsInOrder(own.filter(isMovement));
  const pushes = movements.filter((movement) => movement.kind === 'pushed');
  const first = pushes[0];
  const last = movements.at(-1);
  if (!first || !last) return null;

  const heads = pushes.map(headOf);
  const commits = new Set(pushes.flatMap((push) => [push.sha, ...push.commits]));
  const about = known.filter((fact) => fact.sha !== null && commits.has(fact.sha));
  const others = known
    .filter(isMovement)
    .filter((one) => one.repository === repository.id && one.branch !== branch);
  const renamedFrom = predecessorOf(pushes, others);
  const creation = pushes.findLast((push) => push.before === null) ?? first;

  return {
    repository,
    branch,
    startedAt: new Date(renamedFrom?.at ?? first.at),
    startedBy: renamedFrom?.by ?? first.by,
    head: last.kind === 'pushed' ? last.sha : null,
    lastHead: last.sha,
    heads,
    commits: [...commits],
    bringsNothing: pushes.every((push) => push.commits.length === 0),
    createdAt: new Date(creation.at),
    deleted: last.kind === 'branch-deleted' ? { at: new Date(last.at), by: last.by } : null,
    renamedFrom: renamedFrom?.branch ?? null,
    renamedTo: last.kind === 'branch-deleted' ? successorOf(last, first, others) : null,
    sharedHeads: headsOfLaterBranches(pushes, others),
    deploys: foldDeploys({
      deployments: about
        .concat(own.filter((fact) => fact.sha === null || !commits.has(fact.sha)))
        .filter((fact) => fact.kind === 'deployment')
        .filter((fact) => isProduction(policy, fact.environment)),
      laneRuns: own
        .filter((fact) => fact.kind === 'workflow-run')
        .filter((fact) => !fact.event.startsWith('pull_request'))
        .filter((fact) => fact.workflows.some((path) => isFastLaneWorkflow(policy, path))),
      dispatches: about
        .filter((fact) => fact.kind === 'dispatch')
        .filter((fact) => isDeployDispatch(policy, fact.type))
        .filter((fact) => fact.environment === null || isProduction(policy, fact.environment)),
    }),
    pulls: foldPulls(own.filter((fact) => fact.kind === 'pull-request')),
    runs: own
      .filter((fact) => fact.kind === 'workflow-run')
      .map((fact) => ({
        sha: fact.sha,
        workflows: fact.workflows,
        event: fact.event,
        conclusion: fact.conclusion,
        startedAt: new Date(fact.startedAt),
        finishedAt: new Date(fact.at),
        url: fact.url,
      })),
    arrivals: known
      .filter((fact) => fact.kind === 'target-pushed')
      .filter((fact) => fact.repository === repository.id)
      .flatMap((fact) =>
        [...new Set(fact.commits)]
          .filter((sha) => commits.has(sha))
          .map((sha) => ({ target: fact.branch, sha, by: fact.sha, at: new Date(fact.at) })),
      ),
    checks: Object.fromEntries(
      own
        .filter((fact) => fact.kind === 'checks-read')
        .map((fact) => [fact.sha, { checks: fact.checks, readAt: new Date(fact.at) }]),
    ),
    checksChangedAt: Object.fromEntries(
      about
        .filter((fact) => fact.kind === 'checks-changed')
        .filter((fact) => fact.repository === repository.id)
        .map((fact) => [fact.sha, new Date(fact.at)]),
    ),
    requiredChecks:
      own
        .filter((fact) => fact.kind === 'required-checks-read')
        .map((fact) => ({ target: fact.target, names: fact.names, readAt: new Date(fact.at) }))
        .at(-1) ?? null,
    mergeability: own
      .filter((fact) => fact.kind === 'mergeability-read')
      .map(({ number, sha, mergeable, files, at }) => ({
        number,
        sha,
        mergeable,
        files,
        readAt: new Date(at),
      })),
    touches: own
      .filter((fact) => fact.kind === 'target-touched')
      .map(({ target, sha, commits, at }) => ({ target, sha, commits, at: new Date(at) })),
    whereabouts:
      own
        .filter((fact) => fact.kind === 'whereabouts-read')
        .map(({ sha, exists, at }) => ({ sha, exists, readAt: new Date(at) }))
        .at(-1) ?? null,
    forkPoints: own
      .filter((fact) => fact.kind === 'fork-point-read')
      .map(({ sha, target, base, at }) => ({ sha, target, base, readAt: new Date(at) })),
    proofs: newestProofs(own.filter((fact) => fact.kind === 'proof-read')),
    nothingToMerge: own
      .filter((fact) => fact.kind === 'nothing-to-merge')
      .map(({ sha, target, at }) => ({ sha, target, at: new Date(at) })),
    written: Object.fromEntries(
      own
        .filter((fact) => fact.kind === 'written')
        .map((fact) => [fact.artefact, { number: fact.number, url: fact.url, at: new Date(fact.at) }]),
    ),
    refused: Object.fromEntries(
      own
        .filter((fact) => fact.kind === 'refused')
        .map((fact) => [fact.artefact, { reason: fact.reason, at: new Date(fact.at) }]),
    ),
  };
}

function isMovement(fact: Fact): fact is Pushed | BranchDeleted {
  return fact.kind === 'pushed' || fact.kind === 'branch-deleted';
}

function headOf({ sha, at, by, subject, before, forced, merging }: Pushed): Head {
  return { sha, at: new Date(at), by, subject, forks: before === null || forced || merging };
}

function newestProofs(read: ProofRead[]): Hotfix['proofs'] {
  const newest = new Map<string, ProofRead>();
  for (const fact of read) {
    const name = `${fact.sha} ${fact.target}`;
    newest.delete(name);
    newest.set(name, fact);
  }
  return [...newest.values()].map(({ sha, target, verdict, at }) => ({
    sha,
    target,
    verdict,
    readAt: new Date(at),
  }));
}

/**
 * Renaming a branch is, to GitHub, a push of the new name at the old head and a deletion of the old name, soon
 * after one another. The new branch keeps the beginning of the old one, and so its deadline.
 */
function predecessorOf(pushes: Pushed[], others: (Pushed | BranchDeleted)[]): Pushed | null {
  const begun = pushes[0];
  const left = others.find(
    (other) => other.kind === 'branch-deleted' && begun?.before === null && isRename(other, begun),
  );
  const first = others.find((other) => other.kind === 'pushed' && other.branch === left?.branch);
  return first?.kind === 'pushed' && begun && first.at <= begun.at ? first : null;
}

/** The heir begins after the branch that it takes over from: the old name is no heir of the new one. */
function successorOf(
  deletion: BranchDeleted,
  first: Pushed,
  others: (Pushed | BranchDeleted)[],
): string | null {
  const heir = others.findLast(
    (other) =>
      other.kind === 'pushed' && other.before === null && other.at >= first.at && isRename(deletion, other),
  );
  return heir?.branch ?? null;
}

function isRename(deletion: BranchDeleted, creation: Pushed): boolean {
  const apart = Math.abs(Date.parse(deletion.at) - Date.parse(creation.at));
  return deletion.sha === creation.sha && apart <= minutesToMilliseconds(60);
}

/** A commit has one check run: of the living branches that share it, the one that came to it last looks after it. */
function headsOfLaterBranches(pushes: Pushed[], others: (Pushed | BranchDeleted)[]): string[] {
  const branches = Map.groupBy(others, (other) => other.branch);
  const living = [...branches.values()]
    .map(movementsInOrder)
    .filter((moves) => moves.at(-1)?.kind === 'pushed');
  const shared = pushes.filter((push) =>
    living
      .flat()
      .some(
        (other) =>
          other.kind === 'pushed' &&
          other.sha === push.sha &&
          (other.at > push.at || (other.at === push.at && other.branch > push.branch)),
      ),
  );
  return [...new Set(shared.map((push) => push.sha))];
}

/**
 * The newest state of each pull request. A merge is final; otherwise the later state counts, and of two in the
 * same second (GitHub's times are whole seconds) the one that ended it.
 */
function foldPulls(seen: PullRequestSeen[]): PullRequest[] {
  const rank = { open: 0, closed: 1, merged: 2 };
  const newest = new Map<number, PullRequestSeen>();
  for (const fact of seen) {
    const known = newest.get(fact.number);
    const later =
      !known || known.at < fact.at || (known.at === fact.at && rank[known.state] <= rank[fact.state]);
    if (fact.state === 'merged' ? known?.state !== 'merged' || later : later && known?.state !== 'merged') {
      newest.set(fact.number, fact);
    }
  }
  return [...newest.values()].map(pullOf).sort((a, b) => a.number - b.number);
}

function pullOf(fact: PullRequestSeen): PullRequest {
  return {
    number: fact.number,
    base: fact.base,
    head: fact.sha,
    state: fact.state,
    draft: fact.draft,
    author: fact.author,
    ours: fact.ours,
    createdAt: new Date(fact.createdAt),
    endedAt: fact.endedAt === null ? null : new Date(fact.endedAt),
    mergedBy: fact.mergedBy,
    mergeCommit: fact.mergeCommit,
    url: fact.url,
  };
}
