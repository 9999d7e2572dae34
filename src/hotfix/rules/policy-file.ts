import type { Consequences, Headline } from '../../artefact/rule.ts';
import type { Situation } from '../situation.ts';

/** The repository's policy file has mistakes: until they are mended, the last valid version stays in force. */
export function brokenPolicyFile({ obligation, inForce }: Situation): Consequences<never, Headline> {
  if (obligation.kind !== 'open' || inForce.mistakes.length === 0) return {};
  return { notes: [{ weight: 'headline', conclusion: 'failure', checkRunOnly: true }] };
}
