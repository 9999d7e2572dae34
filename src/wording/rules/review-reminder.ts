import type { Comment, Reminder } from '../../artefact/artefact.ts';
import type { Incident } from '../../incident/incident.ts';
import { missingParts } from '../../incident/missing-parts.ts';
import { mention, mentionActor } from '../markdown/mention.ts';
import { incidentLink, incidentUrl } from '../phrases/incident.ts';
import { when } from '../phrases/when.ts';
import { missingInWords, missingList } from '../review/review-missing.ts';
import { slackEscape, slackLink } from '../slack/slack-text.ts';
import type { ChannelText } from './words.ts';

/** To those who had a part in the incident: the review is due, and what is missing. */
export const reviewReminderWords = {
  comment(incident: Incident, comment: Comment | Reminder): string[] {
    const { hotfixes, home, id, review } = incident;
    const { owners, reminders, timezone } = home.inForce.policy;
    const count = comment.kind === 'reminder' ? comment.count : 1;
    const authors = hotfixes.map(({ hotfix }) => hotfix.startedBy).filter(({ bot }) => !bot);
    const names = [...authors.map(mentionActor), ...owners.map(mention)];
    const who = [...new Map(names.map((name) => [name.toLowerCase(), name])).values()].join(', ');
    const opened = review ? `, opened on ${when(review.openedAt, timezone)},` : '';
    const due = `the review of ${incidentLink(id, home.inForce.policy)}${opened} is due and not complete. Missing:`;
    const last = count >= reminders.limit ? ' This is the last one; the review stays open.' : '';
    return [
      who === '' ? `${due.charAt(0).toUpperCase()}${due.slice(1)}` : `${who}: ${due}`,
      missingList(missingParts(incident)),
      '**Next:** Fill in the missing parts, or close the issue.',
      `Reminder ${count} of ${reminders.limit}.${last}`,
    ];
  },

  channel: {
    due(incident: Incident, issue: string, dueAt: Date): ChannelText {
      const { id, home } = incident;
      const { policy } = home.inForce;
      const about = slackLink(id, incidentUrl(id, policy));
      const missing = missingInWords(missingParts(incident)).map((one) => `• ${slackEscape(one, 300)}`);
      return {
        headline: 'Review due',
        state: [
          `*The review of ${about} was due on ${when(dueAt, policy.timezone)} and is not complete.* Missing:`,
          ...missing,
        ].join('\n'),
        next: `Fill in the missing parts of ${issue}, or close it.`,
      };
    },
  },
};
