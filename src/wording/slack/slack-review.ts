import { reviewDueAt } from '../../incident/due.ts';
import type { Incident, Review } from '../../incident/incident.ts';
import type { SlackMessage } from '../../notify/message.ts';
import { incidentWords } from '../review/incident-words.ts';
import { slackMessage } from './slack-blocks.ts';
import { slackCode, slackEscape, slackLink } from './slack-text.ts';

const mostListed = 5;

/** That a review is due and not complete. */
export function slackReviewMessage(incident: Incident, review: Review): SlackMessage {
  const { inForce, repository } = incident.home;
  const { owner, name, url } = repository;
  const dueAt = reviewDueAt(review.openedAt, inForce);
  const issue = slackLink(`#${review.number}`, review.url);
  const { headline, state, next } = incidentWords['review-reminder'].channel.due(incident, issue, dueAt);
  return slackMessage(
    {
      title: `${headline}: ${incident.id}`,
      state,
      facts: [
        ['Repository', slackLink(`${owner}/${name}`, url)],
        ['Review', issue],
        ['Hotfixes', hotfixesOf(incident)],
      ],
      next,
    },
    `${owner}/${name}`,
  );
}

function hotfixesOf({ hotfixes }: Incident): string {
  const shown = hotfixes.slice(0, mostListed).map(({ hotfix: { repository, branch } }) => {
    const where = `${repository.owner}/${repository.name}`;
    return `${slackEscape(where, 150)} ${slackCode(branch)}`;
  });
  const more = hotfixes.length - shown.length;
  return [...shown, ...(more > 0 ? [`and ${more} more`] : [])].join('\n');
}
