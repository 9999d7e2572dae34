import { addMilliseconds } from 'date-fns/addMilliseconds';
import type { Policy } from '../../policy/policy.ts';
import { extensionsSince } from '../commands/accepted-commands.ts';
import { successfulDeploys } from '../fold/deploys.ts';
import type { Hotfix } from '../hotfix.ts';
import type { FulfilledHead } from './fulfilments.ts';
import type { Removal, Term } from './obligation.ts';

/** That something is owed. */
export interface Owed {
  since: Date;
  /** An earlier obligation of the hotfix was fulfilled: this one has its own deadline. */
  again: boolean;
}

/**
 * Nothing is fulfilled; or an earlier head is, and a later one has been deployed since. Where the earlier head had
 * nothing of its own (a branch just made from the target), the first commit starts the obligation. Content that was
 * removed from the target is owed from then on. `null`: nothing is owed.
 */
export function owedOf(
  hotfix: Hotfix,
  { fulfilled, removed }: { fulfilled: FulfilledHead | null; removed: Removal | null },
): Owed | null {
  if (removed) return { since: removed.at, again: true };
  if (!fulfilled) return { since: hotfix.owedFrom, again: false };
  const covered = new Set(hotfix.heads.slice(0, fulfilled.head + 1).map(({ sha }) => sha));
  const newer = hotfix.heads.slice(fulfilled.head + 1);
  if (newer[0] && fulfilled.by.kind === 'nothing-to-merge') return { since: newer[0].at, again: false };
  const uncovered = new Set(newer.map(({ sha }) => sha).filter((sha) => !covered.has(sha)));
  const deploy = successfulDeploys(hotfix).find(({ sha }) => uncovered.has(sha));
  return deploy?.finishedAt ? { since: deploy.finishedAt, again: true } : null;
}

/** The time that there is for what is owed. */
export function termOf(
  hotfix: Hotfix,
  { since, again }: Owed,
  { policy, now }: { policy: Policy; now: Date },
): Term {
  const extensions = extensionsSince(since, hotfix);
  const start = again || policy.backfill.clock !== 'deploy' ? since : firstDeployOf(hotfix);
  const deadline = start && addMilliseconds(start, policy.backfill.deadline + extensions.by);
  const id = again ? String(since.getTime()) : 'first';
  return {
    since,
    deadline,
    extendedBy: extensions.by,
    overdue: deadline !== null && now >= deadline,
    id,
    term: extensions.count > 0 ? `${id}+${extensions.count}` : id,
  };
}

function firstDeployOf(hotfix: Hotfix): Date | null {
  return successfulDeploys(hotfix)[0]?.finishedAt ?? null;
}
