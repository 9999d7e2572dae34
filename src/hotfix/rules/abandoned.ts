import type { Consequences, Headline } from '../../artefact/rule.ts';
import type { Situation } from '../situation.ts';

/** The branch was deleted, and nothing of it was ever deployed: nothing is owed. */
export function abandoned({ standing }: Situation): Consequences<never, Headline> {
  if (standing.kind !== 'abandoned') return {};
  return { notes: [{ weight: 'headline', conclusion: 'neutral', checkRunOnly: false }] };
}
