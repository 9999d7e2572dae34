import { type Comment, comment } from '../../artefact/artefact.ts';
import { artefactKey } from '../../artefact/keys.ts';
import type { Consequences, Headline } from '../../artefact/rule.ts';
import { isBeforeEnforcement } from '../before-enforcement.ts';
import type { Situation } from '../situation.ts';

/** The fix was on the target and was reverted, or never was all there: it is owed again, and a comment says so once. */
export function takenBack(situation: Situation): Consequences<Comment, Headline> {
  const { obligation, backfill } = situation;
  if (obligation.kind !== 'open' || !obligation.removed) return {};
  const said = backfill?.state === 'merged' && !isBeforeEnforcement(obligation.removed.at, situation);
  return {
    artefacts: said
      ? [comment({ key: artefactKey.takenBack(backfill.number, obligation.id), number: backfill.number })]
      : [],
    notes:
      backfill?.state === 'open' ? [] : [{ weight: 'headline', conclusion: 'failure', checkRunOnly: false }],
  };
}
