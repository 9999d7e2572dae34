import type { Consequences, Headline } from '../../artefact/rule.ts';
import type { Situation } from '../situation.ts';

/** The branch was renamed: the hotfix goes on under its new name. */
export function renamed({ obligation }: Situation): Consequences<never, Headline> {
  if (obligation.kind !== 'renamed') return {};
  return { notes: [{ weight: 'headline', conclusion: 'neutral', checkRunOnly: false }] };
}
