import type { Incident } from '../../incident/incident.ts';
import { codeSpan } from '../markdown/code-span.ts';
import { link } from '../markdown/link.ts';

/** On another issue for the incident: where its review is. */
export const reviewElsewhereWords = {
  comment({ review, home }: Incident): string[] {
    if (!review) return [];
    const { owner, name, url } = home.repository;
    const there = link(`#${review.number}`, review.url ?? `${url}/issues/${review.number}`);
    return [
      `This incident already has a review: ${there} in ${codeSpan(`${owner}/${name}`)}.`,
      '**Next:** Copy your notes there, then close this issue.',
    ];
  },
};
