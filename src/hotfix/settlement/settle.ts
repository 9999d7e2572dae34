import { addMilliseconds } from 'date-fns/addMilliseconds';
import type { Policy } from '../../policy/policy.ts';
import { waitForRestOfMerge } from '../../waiting/timings.ts';
import { successfulDeploys } from '../fold/deploys.ts';
import type { Hotfix } from '../hotfix.ts';
import { type DeployedOnly, findDeployedOnly, isMadeUpFor } from './deployed-only.ts';
import { type FulfilledHead, fulfilmentsOf } from './fulfilments.ts';
import { indexOf } from './heads.ts';
import type { Obligation, OpenObligation, Removal } from './obligation.ts';
import { type PendingSearch, scheduleSearches } from './pending-searches.ts';
import { isRemoved, removalOf } from './removal.ts';
import { isElsewhere, type TargetView, viewFrom } from './target-view.ts';
import { type Owed, owedOf, termOf } from './term.ts';

export interface Settlement {
  obligation: Obligation;
  pendingSearches: PendingSearch[];
}

/** All that is known of whether the hotfix is on its target. */
interface Findings {
  /** The newest head that is fulfilled; `null`: none is. */
  fulfilled: FulfilledHead | null;
  /** Set where none is, because what was has been removed since. */
  removed: Removal | null;
  /** Set where one is, but production runs an earlier one. */
  deployedOnly: DeployedOnly | null;
  pendingSearches: PendingSearch[];
}

/**
 * Whether the hotfix owes its content to the target at `now`, since when and until when; and for what the target is
 * still to be searched.
 */
export function settle(
  hotfix: Hotfix,
  { policy, target }: { policy: Policy; target: string },
  now: Date,
): Settlement {
  const view = viewFrom(target, hotfix);
  const fulfilments = fulfilmentsOf(view);
  const fulfilled = fulfilments.find((one) => !isRemoved(one, view)) ?? null;
  const removed = fulfilments[0] && !fulfilled ? removalOf(fulfilments[0], view) : null;
  const deployedOnly = fulfilled && findDeployedOnly(view, fulfilled);
  const pendingSearches = scheduleSearches(view, { fulfilled, removed, deployedOnly });
  const findings = { fulfilled, removed, deployedOnly, pendingSearches };
  return { obligation: obligationOf(view, findings, { policy, now }), pendingSearches };
}

function obligationOf(
  view: TargetView,
  findings: Findings,
  { policy, now }: { policy: Policy; now: Date },
): Obligation {
  const { hotfix } = view;
  const { fulfilled, deployedOnly } = findings;
  const owed = owedOf(hotfix, findings);
  if (fulfilled && !owed) {
    const newerHeads = hotfix.heads.length - 1 - fulfilled.head;
    if (!deployedOnly || isMadeUpFor(deployedOnly, fulfilled, view)) return { ...fulfilled.by, newerHeads };
    if (deployedOnly.verdict === null) return { kind: 'settling', until: fulfilled.by.at };
  }
  if (hotfix.renamedTo !== null) return { kind: 'renamed', to: hotfix.renamedTo };
  const open = openObligation(view, { owed, findings, policy, now });
  return hotfix.deleted
    ? afterDeletion(hotfix.deleted.at, open, { hotfix, findings })
    : (arriving(view, findings) ?? onAnotherBranch(view) ?? open);
}

function openObligation(
  { hotfix, headIndex, searches }: TargetView,
  { owed, findings, policy, now }: { owed: Owed | null; findings: Findings; policy: Policy; now: Date },
): OpenObligation {
  const { removed, deployedOnly } = findings;
  const newestSearch = searches.toSorted((a, b) => indexOf(headIndex, b.sha) - indexOf(headIndex, a.sha))[0];
  return {
    kind: 'open',
    ...termOf(hotfix, owed ?? { since: hotfix.owedFrom, again: false }, { policy, now }),
    removed,
    verdict: newestSearch?.verdict ?? null,
    deployedOnly: deployedOnly && !owed ? { sha: deployedOnly.sha, forced: deployedOnly.forced } : null,
  };
}

/** First GitHub is asked what became of the branch, and the target is searched: the hotfix may have been merged. */
function afterDeletion(
  at: Date,
  open: OpenObligation,
  { hotfix, findings }: { hotfix: Hotfix; findings: Findings },
): Obligation {
  const settledAt = addMilliseconds(at, waitForRestOfMerge);
  const { whereabouts } = hotfix.readings;
  if (!whereabouts || whereabouts.readAt < settledAt) return { kind: 'settling', until: settledAt };
  // The branch is there again; its push is still on its way.
  if (whereabouts.exists) return open;
  if (findings.pendingSearches.length > 0) return { kind: 'settling', until: settledAt };
  if (open.removed) return open;
  const deployed = [...new Set(successfulDeploys(hotfix).map(({ sha }) => sha))];
  if (deployed.length === 0) return { kind: 'abandoned', at };
  const { since, deadline, extendedBy, overdue, id, term } = open;
  return { kind: 'discarded', at, deployed, since, deadline, extendedBy, overdue, id, term };
}

/**
 * A head came to the target, and neither a merged pull request nor a search explains it yet: the event of the merge may
 * be on its way, so the search waits for it.
 */
function arriving({ arrivals, headIndex }: TargetView, findings: Findings): Obligation | null {
  const arrival = arrivals.findLast(({ sha }) => headIndex.has(sha));
  if (!arrival || findings.pendingSearches.length === 0) return null;
  return { kind: 'settling', until: addMilliseconds(arrival.at, waitForRestOfMerge) };
}

/** It is on another branch than the target is now: whether the target has it as well is found out first. */
function onAnotherBranch(view: TargetView): Obligation | null {
  if (!isElsewhere(view) || view.searches.length > 0) return null;
  return { kind: 'settling', until: view.hotfix.startedAt };
}
