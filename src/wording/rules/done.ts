import type { Situation } from '../../hotfix/situation.ts';
import { nothingOwed } from '../check-run/headline.ts';
import { codeSpan } from '../markdown/code-span.ts';
import { type Done, foundSince, newerHeads, outcome } from '../phrases/outcome.ts';
import { pullLink } from '../phrases/pull-request.ts';
import type { HeadlineWords } from './words.ts';

/** The fix is on the target, or is no longer owed. */
export const doneWords = {
  headline(situation: Situation): HeadlineWords {
    const { obligation } = situation;
    if (!('newerHeads' in obligation)) throw new Error('only a hotfix that is done has these words');
    const word = obligation.kind === 'waived' ? 'Waived' : 'Done';
    return {
      title: titleOf(situation, obligation),
      state: [`**${word}.** ${outcome(situation, obligation)}`, ...newerHeads(obligation)].join(' '),
      owed: nothingOwed,
      next: next(situation, obligation),
      details: [],
    };
  },
};

function titleOf({ target }: Situation, obligation: Done): string {
  switch (obligation.kind) {
    case 'merged':
      return `Done: merged by #${obligation.pull.number}`;
    case 'on-target':
      return `Done: on ${target}`;
    case 'nothing-to-merge':
      return `Done: nothing to merge into ${target}`;
    case 'declared':
      return `Done: declared by ${obligation.by.login}`;
    case 'waived':
      return `Waived by ${obligation.by.login}`;
  }
}

function next(situation: Situation, obligation: Done): string {
  const target = codeSpan(situation.target);
  if (
    (obligation.kind === 'declared' || obligation.kind === 'waived') &&
    situation.backfill?.state === 'open'
  )
    return `Close ${pullLink(situation.backfill)}: while it is open, this check keeps it from being merged by mistake.`;
  if (obligation.newerHeads > 0)
    return `If the newer commits are wanted, bring them to ${target} by a pull request; otherwise delete the branch.`;
  if (obligation.kind === 'merged' && foundSince(situation, obligation)?.kind === 'unclear')
    return `Check that the fix is still on ${target}; if it is not, bring it back by a pull request.`;
  return 'Nothing to do; the branch is no longer needed.';
}
