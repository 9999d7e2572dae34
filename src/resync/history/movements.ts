import type { BranchDeleted, Fact, Pushed } from '../../facts/fact.ts';
import type { OldBranch } from '../../facts/old-branches.ts';
import { commitsBetween, committedAt, movementsSince, type RefUpdate } from '../../github/read/history.ts';
import { pushAsDelivered } from '../../intake/read/as-delivered.ts';
import { targetOf } from '../../policy/target.ts';
import { movementsOf, targetHeads } from '../../store/facts/history.ts';
import { sameMovementTolerance } from '../../waiting/timings.ts';
import type { History } from './history.ts';

const none = '0'.repeat(40);

export interface BranchHistory {
  facts: Fact[];
  /** It was last moved before the App came. */
  old: OldBranch | null;
}

/**
 * Movements of a hotfix branch that no delivery reported. `head`: the present head; `null`: the branch is gone. Where
 * GitHub does not remember how it got there, the only fact is that it exists.
 */
export async function readMovements(
  memory: History,
  branch: string,
  head: string | null,
): Promise<BranchHistory> {
  const { work, repository, github } = memory.context;
  const since = memory.since ?? new Date(0);
  const known = await movementsOf(work.db, repository.id, branch);
  const now = work.now();
  const remembered = (await movementsSince(github, { branch, since, now })) ?? [];
  const missed = remembered.filter((movement) => !isKnown(movement, known));
  const facts: Fact[] = [];
  for (const movement of missed) facts.push(...(await understood(memory, movement)));
  if (remembered.length > 0) return { facts, old: null };
  const last = known.at(-1);
  const at = last?.kind === 'pushed' ? last.sha : null;
  if (at === head) return { facts, old: null };
  return last
    ? { facts: await moved(memory, branch, { from: at, to: head }), old: null }
    : found(memory, branch, head);
}

function isKnown({ before, after, timestamp }: RefUpdate, known: (Pushed | BranchDeleted)[]): boolean {
  const at = new Date(timestamp);
  return known.some(
    (one) =>
      Math.abs(at.getTime() - new Date(one.at).getTime()) < sameMovementTolerance &&
      (one.kind === 'pushed'
        ? one.sha === after && (one.before ?? none) === before
        : after === none && one.sha === before),
  );
}

async function understood(memory: History, movement: RefUpdate): Promise<Fact[]> {
  const { github, repository } = memory.context;
  const { before, after } = movement;
  const of = { id: repository.id, defaultBranch: repository.defaultBranch };
  if (after === none) return memory.understand(pushAsDelivered(movement, { of, commits: [] }));
  const apart = await apartFromTarget(memory, movement);
  const brought = before === none ? apart : await commitsBetween(github, { from: before, to: after });
  const own = new Set(apart.map(({ sha }) => sha));
  return memory.understand(pushAsDelivered(movement, { of, commits: brought, own }));
}

/** Commits of the branch that the target lacked then: by now it may have all of them. */
async function apartFromTarget(memory: History, { after, timestamp }: RefUpdate) {
  const { work, github, repository, inForce } = memory.context;
  const target = targetOf(inForce.policy, repository);
  const apart = await commitsBetween(github, { from: target, to: after });
  if (apart.length > 0) return apart;
  const since = new Date(timestamp);
  const moves = await movementsSince(github, { branch: target, since, now: work.now() });
  const then = moves?.[0]?.before;
  return then === undefined || then === none ? [] : commitsBetween(github, { from: then, to: after });
}

/** It moved, and GitHub does not say when: by now. */
function moved(
  memory: History,
  branch: string,
  { from, to }: { from: string | null; to: string | null },
): Promise<Fact[]> {
  const timestamp = memory.context.work.now().toISOString();
  return understood(memory, {
    before: from ?? none,
    after: to ?? none,
    ref: `refs/heads/${branch}`,
    timestamp,
    activity_type: 'push',
    actor: null,
  });
}

/** A branch that nothing is known of: it is as old as its commit, and no older than that can be told. */
async function found(memory: History, branch: string, head: string | null): Promise<BranchHistory> {
  const { github } = memory.context;
  const committed = head === null ? null : await committedAt(github, head);
  if (head === null || committed === null) return { facts: [], old: null };
  const movedAt = new Date(committed);
  if (memory.since !== null && movedAt < memory.since) {
    return { facts: [], old: { branch, sha: head, movedAt } };
  }
  const movement = { before: none, after: head, ref: `refs/heads/${branch}`, actor: null };
  const creation = { ...movement, timestamp: committed, activity_type: 'branch_creation' };
  return { facts: await understood(memory, creation), old: null };
}

/** Pushes to the target without a delivery: they show what arrived, and what may have removed it again. */
export async function readTargetHistory(memory: History, since: Date): Promise<Fact[]> {
  const { work, repository, github, inForce } = memory.context;
  const branch = targetOf(inForce.policy, repository);
  const movements = (await movementsSince(github, { branch, since, now: work.now() })) ?? [];
  const known = await targetHeads(work.db, repository.id, { target: branch, since });
  const of = { id: repository.id, defaultBranch: repository.defaultBranch };
  const facts: Fact[] = [];
  for (const movement of movements) {
    const { before, after } = movement;
    if (after === none || known.has(after)) continue;
    const commits = before === none ? [] : await commitsBetween(github, { from: before, to: after });
    facts.push(...memory.understand(pushAsDelivered(movement, { of, commits })));
  }
  return facts;
}
