import type { Obligation } from '../../hotfix/settlement/obligation.ts';
import type { Situation } from '../../hotfix/situation.ts';
import { leadTime } from '../phrases/deadline.ts';
import { when } from '../phrases/when.ts';
import { slackCommit, slackPull } from './slack-pieces.ts';
import { slackCode, slackLink } from './slack-text.ts';

type Done = Extract<Obligation, { newerHeads: number }>;

/** By what and when a hotfix was done, and how long it took. */
export function slackOutcome(situation: Situation, obligation: Done): string {
  const { hotfix, target, inForce } = situation;
  const to = slackCode(target);
  const at = `on ${when(obligation.at, inForce.policy.timezone)}, ${leadTime(situation, obligation.at)} after the first push`;
  switch (obligation.kind) {
    case 'merged': {
      const { pull } = obligation;
      const by = pull.mergedBy ? ` by ${slackCode(pull.mergedBy.login, 60)}` : '';
      return `*The fix is on ${to}.* ${slackPull(pull)} was merged${by} ${at}.`;
    }
    case 'on-target':
      if (obligation.via !== null && obligation.via !== 'none')
        return `*The fix is on ${to}.* ${slackPull(obligation.via)} brought it, seen ${at}.`;
      return obligation.sha === null
        ? `*The fix is on ${to}.* Its content was found there ${at}; no pull request of its own brought it.`
        : `*The fix is on ${to}.* It came with ${slackCommit(obligation.sha, hotfix.repository)} ${at}, without a pull request of its own.`;
    case 'nothing-to-merge':
      return `*The fix is on ${to}.* GitHub found nothing to merge ${at}.`;
    case 'waived':
      return `*The fix need not reach ${to}.* ${slackCode(obligation.by.login, 60)} ${slackLink('waived', obligation.url)} it ${at}: ${slackCode(obligation.reason, 500)}.`;
    case 'declared':
      return `*The fix is on ${to} in another form, or no longer needed.* ${slackCode(obligation.by.login, 60)} ${slackLink('said so', obligation.url)} ${at}: ${slackCode(obligation.reason, 500)}.`;
  }
}
