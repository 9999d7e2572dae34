import type { Consequences, Headline } from '../../artefact/rule.ts';
import type { Situation } from '../situation.ts';

/** The branch name does not follow the policy's pattern: the hotfix is tracked all the same. */
export function misnamed({ obligation, name }: Situation): Consequences<never, Headline> {
  if (obligation.kind !== 'open' || name.kind !== 'misnamed') return {};
  return { notes: [{ weight: 'headline', conclusion: 'failure', checkRunOnly: true }] };
}
