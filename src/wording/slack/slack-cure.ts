import type { Situation } from '../../hotfix/situation.ts';
import type { ChannelText } from '../rules/words.ts';
import { slackOutcome } from './slack-outcome.ts';
import { slackCode } from './slack-text.ts';

export const nothingMoreOwed = 'Nothing more is owed.';

/** How a hotfix ended, for a channel; `null`: it is still owed. */
export function slackCure(situation: Situation): ChannelText | null {
  const { obligation, hotfix } = situation;
  if ('newerHeads' in obligation)
    return {
      headline: 'Hotfix done',
      state: slackOutcome(situation, obligation),
      next: nothingMoreOwed,
    };
  if (obligation.kind !== 'abandoned') return null;
  return {
    headline: 'Hotfix ended',
    state: `${slackCode(hotfix.branch)} was deleted, and no production deploy of it has been seen.`,
    next: nothingMoreOwed,
  };
}
