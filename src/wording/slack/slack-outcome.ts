import type { Situation, Standing } from '../../hotfix/situation.ts';
import { leadTime } from '../phrases/deadline.ts';
import { when } from '../phrases/when.ts';
import { slackCommit, slackPull } from './slack-pieces.ts';
import { slackCode, slackLink } from './slack-text.ts';

type Done = Extract<Standing, { newerHeads: number }>;

/** By what and when a hotfix was done, and how long it took. */
export function slackOutcome(situation: Situation, standing: Done): string {
  const { hotfix, target, inForce } = situation;
  const to = slackCode(target);
  const at = `on ${when(standing.at, inForce.policy.timezone)}, ${leadTime(situation, standing.at)} after the first push`;
  switch (standing.kind) {
    case 'merged': {
      const { pull } = standing;
      const by = pull.mergedBy ? ` by ${slackCode(pull.mergedBy.login, 60)}` : '';
      return `*The fix is on ${to}.* ${slackPull(pull)} was merged${by} ${at}.`;
    }
    case 'on-target':
      if (standing.via !== null && standing.via !== 'none')
        return `*The fix is on ${to}.* ${slackPull(standing.via)} brought it, seen ${at}.`;
      return standing.sha === null
        ? `*The fix is on ${to}.* Its content was found there ${at}; no pull request of its own brought it.`
        : `*The fix is on ${to}.* It came with ${slackCommit(standing.sha, hotfix.repository)} ${at}, without a pull request of its own.`;
    case 'nothing-to-merge':
      return `*The fix is on ${to}.* GitHub found nothing to merge ${at}.`;
    case 'waived':
      return `*The fix need not reach ${to}.* ${slackCode(standing.by.login, 60)} ${slackLink('waived', standing.url)} it ${at}: ${slackCode(standing.reason, 500)}.`;
    case 'declared':
      return `*The fix is on ${to} in another form, or no longer needed.* ${slackCode(standing.by.login, 60)} ${slackLink('said so', standing.url)} ${at}: ${slackCode(standing.reason, 500)}.`;
  }
}
