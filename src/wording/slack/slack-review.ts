import type { SlackMessage } from '../../notify/message.ts';
import { when } from '../phrases/when.ts';
import { slackMessage } from './slack-blocks.ts';
import { slackCode, slackEscape, slackLink } from './slack-text.ts';

export interface DueReview {
  incident: string;
  /** Of the incident; `null`: the policy names none. */
  incidentUrl: string | null;
  /** The repository that the review's issue is in. */
  repository: { owner: string; name: string; url: string };
  issue: { number: number; url: string };
  dueAt: Date;
  timezone: string;
  /** Where the incident's hotfixes are, by repository and branch. */
  hotfixes: { repository: string; branch: string }[];
  /** In words, each without a full stop. */
  missing: string[];
}

const mostListed = 5;

/** That a review is due and not complete. */
export function reviewDueMessage(review: DueReview): SlackMessage {
  const { incident, incidentUrl, repository, issue, dueAt, timezone, hotfixes, missing } = review;
  const where = `${repository.owner}/${repository.name}`;
  const link = slackLink(`#${issue.number}`, issue.url);
  const branches = hotfixes
    .slice(0, mostListed)
    .map((one) => `${slackEscape(one.repository, 150)} ${slackCode(one.branch)}`);
  const more = hotfixes.length - branches.length;
  const left = missing.slice(0, mostListed).map((one) => `• ${slackEscape(one, 300)}`);
  const others = missing.length - left.length;
  return slackMessage(
    {
      title: `Review due: ${incident}`,
      state: [
        `*The review of ${slackLink(incident, incidentUrl)} was due on ${when(dueAt, timezone)}, and is not complete.*${left.length > 0 ? ' It lacks:' : ''}`,
        ...left,
        ...(others > 0 ? [`• and ${others} more`] : []),
      ].join('\n'),
      facts: [
        ['Repository', slackLink(where, repository.url)],
        ['Review', link],
        ['Hotfixes', [...branches, ...(more > 0 ? [`and ${more} more`] : [])].join('\n') || 'none'],
      ],
      next: `Fill in what is missing in ${link}, or close it.`,
    },
    where,
  );
}
