import type { Situation } from '../../hotfix/situation.ts';
import { nothingOwed } from '../check-run/headline.ts';
import { codeSpan } from '../markdown/code-span.ts';
import { when } from '../phrases/when.ts';
import type { HeadlineWords } from './words.ts';

/** The branch was deleted before anything of it was deployed. */
export const abandonedWords = {
  headline({ hotfix, inForce, obligation }: Situation): HeadlineWords {
    const at = obligation.kind === 'abandoned' ? ` on ${when(obligation.at, inForce.policy.timezone)}` : '';
    return {
      title: 'Abandoned: never deployed',
      state: `**Abandoned.** ${codeSpan(hotfix.branch)} was deleted${at}, and no production deploy of it has been seen.`,
      owed: nothingOwed,
      next: 'Nothing to do. If the branch is pushed again, the fix is owed again.',
      details: [],
    };
  },
};
