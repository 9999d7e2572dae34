import type { Conclusion } from '../../artefact/artefact.ts';
import type { Consequences, Headline } from '../../artefact/rule.ts';
import type { Situation } from '../situation.ts';

/** The fix is on the target, or somebody entitled to it said that nothing is owed. */
export function done(situation: Situation): Consequences<never, Headline> {
  const conclusion = conclusionOf(situation);
  if (conclusion === undefined) return {};
  return { notes: [{ weight: 'headline', conclusion, checkRunOnly: false }] };
}

/** `undefined`: it is not done. */
function conclusionOf({ obligation, backfill }: Situation): Conclusion | undefined {
  if (!('newerHeads' in obligation)) return undefined;
  // Declared content is on the target. The open pull request may still have more to merge.
  const declared = obligation.kind === 'declared' || obligation.kind === 'waived';
  if (declared && backfill?.state === 'open') return 'failure';
  // Nothing can be said yet of a head that came after what is on the target: it is owed once it is deployed.
  return obligation.newerHeads > 0 ? 'neutral' : 'success';
}
