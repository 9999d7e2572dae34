import { addMilliseconds } from 'date-fns';
import type { Policy } from '../policy/policy.ts';
import type { Deploy, Head, Hotfix, PullRequest } from './hotfix.ts';
import type { Standing } from './situation.ts';

/**
 * GitHub deletes a branch as its pull request merges, and moves the target as it does so: one happening, several
 * deliveries, in any order. For this long after one of them the others are waited for before anything is said.
 */
const settleTime = 10_000;

interface Proof {
  /** The head had nothing that the target lacked. */
  empty: boolean;
  /** Index of the newest head that it covers. */
  head: number;
  at: Date;
  standing: (newerHeads: number) => Standing;
}

/** Where the hotfix stands at `now`: whether its content is still owed to `target`, since when and until when. */
export function standingOf(hotfix: Hotfix, policy: Policy, target: string, now: Date): Standing {
  const { deleted } = hotfix;
  const proof = bestProof(hotfix, target);
  const debt = debtOf(hotfix, proof);

  if (proof && !debt) {
    const standing = proof.standing(hotfix.heads.length - 1 - proof.head);
    const ending = standing.kind === 'on-target' ? mergeUnderWay(hotfix, target, standing.at) : null;
    return ending ?? standing;
  }
  if (hotfix.renamedTo !== null) return { kind: 'renamed', to: hotfix.renamedTo };

  const since = debt?.since ?? hotfix.startedAt;
  const deadline = deadlineOf(hotfix, policy, proof ? since : null);
  const overdue = deadline !== null && now >= deadline;
  if (!deleted) return { kind: 'open', since, deadline, overdue };

  const seen = hotfix.whereabouts;
  if (!seen || seen.readAt < addMilliseconds(deleted.at, settleTime)) {
    return { kind: 'settling', until: addMilliseconds(deleted.at, settleTime) };
  }
  // The branch is there again; its push is still on its way.
  if (seen.exists) return { kind: 'open', since, deadline, overdue };
  const deployed = [...new Set(successes(hotfix).map((deploy) => deploy.sha))];
  if (deployed.length === 0) return { kind: 'abandoned', at: deleted.at };
  return { kind: 'discarded', at: deleted.at, since, deployed, deadline, overdue };
}

/** When the backfill must be merged; `null` while nothing has started the clock. */
function deadlineOf(hotfix: Hotfix, policy: Policy, reopenedAt: Date | null): Date | null {
  const start =
    reopenedAt ??
    (policy.backfill.clock === 'push' ? hotfix.startedAt : (successes(hotfix)[0]?.finishedAt ?? null));
  return start && addMilliseconds(start, policy.backfill.deadline);
}

/** Deploys that reached production, in the order in which they did. */
export function successes(hotfix: Hotfix): Deploy[] {
  return hotfix.deploys
    .filter((deploy) => deploy.state === 'succeeded')
    .sort((a, b) => (a.finishedAt?.getTime() ?? 0) - (b.finishedAt?.getTime() ?? 0));
}

/**
 * What is still owed although an earlier head is on the target: a later one that was deployed since. Where the
 * earlier head had nothing of its own (a branch just made from the target), the first commit starts the debt.
 */
function debtOf(hotfix: Hotfix, proof: Proof | null): { since: Date } | null {
  if (!proof) return { since: hotfix.startedAt };
  const next = hotfix.heads[proof.head + 1];
  if (next && proof.empty) return { since: next.at };
  const newer = new Set(hotfix.heads.slice(proof.head + 1).map((head) => head.sha));
  const covered = new Set(hotfix.heads.slice(0, proof.head + 1).map((head) => head.sha));
  const deploy = successes(hotfix).find(({ sha }) => newer.has(sha) && !covered.has(sha));
  return deploy?.finishedAt ? { since: deploy.finishedAt } : null;
}

/** The proof that covers the newest head; of several for the same head, the one that says most. */
function bestProof(hotfix: Hotfix, target: string): Proof | null {
  const proofs = [
    ...mergeProofs(hotfix, target),
    ...arrivalProofs(hotfix, target),
    ...emptyProofs(hotfix, target),
  ];
  const newest = Math.max(...proofs.map((proof) => proof.head));
  return proofs.find((proof) => proof.head === newest) ?? null;
}

function mergeProofs(hotfix: Hotfix, target: string): Proof[] {
  return hotfix.pulls.flatMap((pull) => {
    if (pull.state !== 'merged' || pull.base !== target || !pull.endedAt) return [];
    const at = pull.endedAt;
    const head = headMerged(hotfix, pull, at);
    return head < 0
      ? []
      : [{ empty: false, head, at, standing: (newerHeads) => ({ kind: 'merged', pull, at, newerHeads }) }];
  });
}

/** Index of the head that a merge took. Where its push was never told of, the last head pushed before the merge. */
function headMerged(hotfix: Hotfix, pull: PullRequest, at: Date): number {
  const exact = hotfix.heads.findLastIndex((head) => head.sha === pull.head);
  return exact >= 0 ? exact : hotfix.heads.findLastIndex((head) => head.at <= at);
}

function arrivalProofs(hotfix: Hotfix, target: string): Proof[] {
  const looked = hotfix.whereabouts;
  const seen = looked?.onTarget
    ? [{ target: looked.target, sha: looked.sha, by: looked.sha, at: looked.readAt }]
    : [];
  return [...hotfix.arrivals, ...seen]
    .filter((arrival) => arrival.target === target)
    .map(({ sha, by, at }) => ({
      empty: false,
      head: hotfix.heads.findLastIndex((head) => head.sha === sha),
      at,
      standing: (newerHeads: number): Standing => ({ kind: 'on-target', sha: by, at, newerHeads }),
    }))
    .filter((proof) => cameAfter(proof, hotfix.heads));
}

/** A branch that was made from the target begins at a commit which came there before: that proves nothing. */
function cameAfter(proof: Proof, heads: Head[]): boolean {
  const head = heads[proof.head];
  return head !== undefined && proof.at > head.at;
}

function emptyProofs(hotfix: Hotfix, target: string): Proof[] {
  return hotfix.nothingToMerge
    .filter((fact) => fact.target === target)
    .map(({ sha, at }) => ({
      empty: true,
      head: hotfix.heads.findLastIndex((head) => head.sha === sha),
      at,
      standing: (newerHeads: number): Standing => ({ kind: 'nothing-to-merge', sha, at, newerHeads }),
    }))
    .filter((proof) => proof.head >= 0);
}

/**
 * The commit came to the target while its pull request is still open as far as we know: GitHub is about to tell
 * that it merged. Waits for that, then has GitHub asked once.
 */
function mergeUnderWay(hotfix: Hotfix, target: string, arrivedAt: Date): Standing | null {
  const open = hotfix.pulls.some((pull) => pull.state === 'open' && pull.base === target);
  const until = addMilliseconds(arrivedAt, settleTime);
  const looked = hotfix.whereabouts !== null && hotfix.whereabouts.readAt >= until;
  return open && !looked ? { kind: 'settling', until } : null;
}
