import type { Consequences, Headline } from '../../artefact/rule.ts';
import type { Situation } from '../situation.ts';

/** The branch was deleted, and nothing of it was ever deployed: nothing is owed. */
export function abandoned({ obligation }: Situation): Consequences<never, Headline> {
  if (obligation.kind !== 'abandoned') return {};
  return { notes: [{ weight: 'headline', conclusion: 'neutral', checkRunOnly: false }] };
}
