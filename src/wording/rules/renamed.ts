import type { Situation } from '../../hotfix/situation.ts';
import { nothingOwed } from '../check-run/headline.ts';
import { codeSpan } from '../markdown/code-span.ts';
import type { HeadlineWords } from './words.ts';

/** The hotfix goes on under another branch name. */
export const renamedWords = {
  headline({ hotfix, obligation }: Situation): HeadlineWords {
    const to = codeSpan(obligation.kind === 'renamed' ? obligation.to : hotfix.branch);
    return {
      title: 'Renamed',
      state: `**Renamed.** ${codeSpan(hotfix.branch)} is now ${to}.`,
      owed: `${nothingOwed} here; the fix is owed from ${to}`,
      next: `Go on with ${to}.`,
      details: [],
    };
  },
};
