import type { Situation } from '../../hotfix/situation.ts';
import { wholeDebt } from '../check-run/headline.ts';
import { policyMistakes } from '../policy-file/policy-file-text.ts';
import type { HeadlineWords } from './words.ts';

/** The repository's policy file has mistakes. */
export const policyFileWords = {
  headline(situation: Situation): HeadlineWords {
    const { title, state, next, list } = policyMistakes(situation.inForce, situation.hotfix.repository);
    return { title, state, owed: wholeDebt(situation), next, details: [list] };
  },
};
