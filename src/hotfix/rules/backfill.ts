import { addMilliseconds } from 'date-fns/addMilliseconds';
import { min } from 'date-fns/min';
import { type Backfill, backfill } from '../../artefact/artefact.ts';
import { artefactKey } from '../../artefact/keys.ts';
import type { Consequences, Headline } from '../../artefact/rule.ts';
import { successfulDeploys } from '../fold/deploys.ts';
import { isRefused } from '../refusals.ts';
import { isClosedByPerson } from '../settlement/pull-request-closing.ts';
import type { Situation } from '../situation.ts';

/**
 * The pull request that brings the fix to the target: opened at the first successful production deploy, or a while
 * after the first push where none is seen. One that a person opened is the backfill.
 */
export function bringToTarget(situation: Situation, now: Date): Consequences<Backfill, Headline> {
  const { obligation } = situation;
  if (obligation.kind !== 'open') return {};
  if (situation.backfill?.state === 'open') return { artefacts: wanted(situation) };
  const conclusion = refusal(situation) || obligation.overdue ? 'failure' : null;
  return {
    artefacts: mayOpen(situation, now) ? wanted(situation) : [],
    notes: [{ weight: 'headline', conclusion, checkRunOnly: false }],
    until: obligation.removed ? null : opensAt(situation),
  };
}

function wanted(situation: Situation): Backfill[] {
  const { hotfix, target, inForce } = situation;
  const number = situation.backfill?.state === 'open' ? situation.backfill.number : null;
  if (hotfix.head === null) return [];
  const { draft } = inForce.policy.backfill;
  const key = backfillKey(situation);
  return [backfill({ key, branch: hotfix.branch, sha: hotfix.head, target, draft, number })];
}

function mayOpen(situation: Situation, now: Date): boolean {
  const { obligation } = situation;
  if (obligation.kind !== 'open' || isClosedByPerson(situation) || isRefusedNow(situation, now)) return false;
  // A revert is a person's decision: what comes of it is theirs too. And nothing is merged twice.
  if (obligation.removed || obligation.deployedOnly || hasNothingToMerge(situation)) return false;
  return now >= opensAt(situation);
}

function hasNothingToMerge({ hotfix, target }: Situation): boolean {
  return hotfix.readings.nothingToMerge.some((fact) => fact.sha === hotfix.head && fact.target === target);
}

function opensAt({ hotfix, inForce, obligation }: Situation): Date {
  const deployedAt = successfulDeploys(hotfix)[0]?.finishedAt;
  const since = obligation.kind === 'open' ? obligation.since : hotfix.startedAt;
  const { openAfter, deadline } = inForce.policy.backfill;
  // Later than the deadline is too late.
  const unseen = addMilliseconds(since, Math.min(openAfter, deadline));
  return deployedAt ? min([deployedAt, unseen]) : unseen;
}

/** Why GitHub refused for good to open it; after a push it may be tried again. `null`: it did not. */
export function refusal(situation: Situation): { reason: string; at: Date } | null {
  const refused = situation.hotfix.ledger.refused[backfillKey(situation)];
  const pushedAt = situation.hotfix.heads.at(-1)?.at;
  return refused && pushedAt && refused.at >= pushedAt ? refused : null;
}

function isRefusedNow(situation: Situation, now: Date): boolean {
  return (
    refusal(situation) !== null && isRefused(situation.hotfix.ledger.refused[backfillKey(situation)], now)
  );
}

function backfillKey({ hotfix, target }: Situation): Backfill['key'] {
  const ended = hotfix.pulls.filter((pull) => pull.base === target && pull.state !== 'open').length;
  return artefactKey.backfill(hotfix.branch, ended + 1);
}
