import { addMilliseconds } from 'date-fns/addMilliseconds';
import { type Comment, comment } from '../../artefact/artefact.ts';
import { artefactKey } from '../../artefact/keys.ts';
import type { Consequences, Headline } from '../../artefact/rule.ts';
import { waitForBranchDeletion } from '../../waiting/timings.ts';
import { isBeforeEnforcement } from '../before-enforcement.ts';
import { isClosedByPerson } from '../settlement/pull-request-closing.ts';
import type { Situation } from '../situation.ts';

/** A person closed the backfill without a merge: the obligation stands, and a comment says so once. */
export function closedUnmerged(situation: Situation, now: Date): Consequences<Comment, Headline> {
  const { obligation, backfill } = situation;
  if (obligation.kind !== 'open' && obligation.kind !== 'discarded') return {};
  const closedAt = backfill?.state === 'closed' ? backfill.endedAt : null;
  // GitHub closes a pull request whose branch is deleted, and may tell of the deletion later.
  const until = closedAt && addMilliseconds(closedAt, waitForBranchDeletion);
  if (obligation.kind !== 'open' || !isClosedByPerson(situation)) return { until };
  const said = backfill && closedAt && until && now >= until && !isBeforeEnforcement(closedAt, situation);
  return {
    artefacts: said
      ? [comment({ key: artefactKey.closedUnmerged(backfill.number, closedAt), number: backfill.number })]
      : [],
    notes: [{ weight: 'headline', conclusion: 'failure', checkRunOnly: false }],
    until,
  };
}
