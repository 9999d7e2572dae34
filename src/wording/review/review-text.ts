import { artefactKey } from '../../artefact/keys.ts';
import { markerOf } from '../../artefact/marker.ts';
import { asBlock } from '../../artefact/review-block.ts';
import type { Incident } from '../../incident/incident.ts';
import { missingFrom, type ReviewGap, runbooksOf } from '../../incident/missing.ts';
import { readPeopleParts } from '../../incident/people-parts.ts';
import { type Timeline, timelineOf } from '../../incident/timeline.ts';
import { codeSpan } from '../markdown/code-span.ts';
import { bodyLimit, fit } from '../markdown/fit.ts';
import { mention, mentionActor } from '../markdown/mention.ts';
import { titleText } from '../markdown/plain-text.ts';
import { incidentLink } from '../phrases/incident.ts';
import { when } from '../phrases/when.ts';
import { gantt } from './review-gantt.ts';
import { gatesText } from './review-gates.ts';
import { hotfixTable } from './review-hotfixes.ts';
import { missingList } from './review-missing.ts';
import { peopleParts } from './review-people-parts.ts';
import { runbooksText } from './review-runbooks.ts';
import { timelineTable } from './review-timeline.ts';

/** So much of the longest text is left to people, at least. */
const theirs = 16_000;

export function reviewTitle({ id }: Incident): string {
  return titleText(`Post-incident review: ${id}`);
}

/** What people are given to fill in when a review is opened; from then on it is theirs. */
export function peopleHalf(incident: Incident): string {
  return peopleParts(runbooksOf(incident).map(({ name }) => name));
}

/** This App's part of the review, as it should stand there now. */
export function reviewBlock(incident: Incident): string {
  const { id, review } = incident;
  const content = fit(paragraphs(incident).join('\n\n'), bodyLimit - theirs);
  return review && !review.ours ? `${markerOf(artefactKey.review(id))}\n\n${content}` : asBlock(id, content);
}

function paragraphs(incident: Incident): string[] {
  const timeline = timelineOf(incident);
  const chart = gantt(timeline, incident);
  return [
    `What happened in ${incidentLink(incident.id, incident.home.inForce.policy)}, what the pipeline let through, and what will be different next time.`,
    ...standing(incident, missingOf(incident, timeline)),
    '### Hotfixes',
    hotfixTable(incident),
    '### Timeline',
    timelineTable(timeline, incident),
    ...(chart ? [chart] : []),
    howToFill,
    '### What the fast lane skipped',
    ...gatesText(incident),
    '### Runbooks of these services',
    ...runbooksText(incident),
    incident.review?.ours === false
      ? '*This comment is kept up to date. What stands in the issue is yours, and is read, not written.*'
      : '*Down to here it is kept up to date. What follows is yours: it is read, and never written over.*',
  ];
}

const howToFill = [
  'Fill in a row, or correct it, by a comment here or on a pull request of the incident:',
  `${codeSpan('/hotfix timeline detected 14:02')}, ${codeSpan('/hotfix timeline root-cause 20 minutes ago')}, ${codeSpan('/hotfix timeline rollback none')}, ${codeSpan('/hotfix timeline recovered unknown <why>')}.`,
  'The rows are `deploy`, `detected`, `rollback`, `recovered` and `root-cause`. It takes write permission; the answer says how the time was understood.',
].join(' ');

/** Of a review that is not there yet: all that it will ask. */
export function missingOf(incident: Incident, timeline: Timeline = timelineOf(incident)): ReviewGap[] {
  const { home, review } = incident;
  const { owner, name } = home.repository;
  const people = review?.people ?? readPeopleParts(peopleHalf(incident), { owner, name, number: 0 });
  return missingFrom(incident, timeline, people);
}

function standing(incident: Incident, missing: ReviewGap[]): string[] {
  const closed = incident.review?.state === 'closed';
  if (missing.length === 0) {
    const next = closed ? '' : ' Read it together, and close this issue.';
    return [
      `**Complete.** The timeline is known, each gap is answered, each improvement is on its way or declined, each runbook was looked at.${next}`,
    ];
  }
  const things = missing.length === 1 ? '1 thing is' : `${missing.length} things are`;
  const was = missing.length === 1 ? '1 thing was' : `${missing.length} things were`;
  return [
    closed ? `**Closed, and not complete: ${was} missing.**` : `**Not complete yet: ${things} missing.**`,
    missingList(missing),
  ];
}

/** A reminder of what is missing, to those who had a part in it. `count`: 1 for the first. */
export function reviewReminder(incident: Incident, count: number): string[] {
  const { hotfixes, home, id } = incident;
  const { owners, reminders, timezone } = home.inForce.policy;
  const authors = hotfixes.map(({ hotfix }) => hotfix.startedBy).filter(({ bot }) => !bot);
  const names = [...authors.map(mentionActor), ...owners.map(mention)];
  const who = [...new Map(names.map((name) => [name.toLowerCase(), name])).values()].join(', ');
  const opened = incident.review ? `, opened on ${when(incident.review.openedAt, timezone)},` : '';
  const due = `the review of ${incidentLink(id, home.inForce.policy)}${opened} is due, and not complete. Missing:`;
  const last = count >= reminders.limit ? ' It is the last one; the review stays open.' : '';
  return [
    who === '' ? `${due.charAt(0).toUpperCase()}${due.slice(1)}` : `${who}: ${due}`,
    missingList(missingOf(incident)),
    `Reminder ${count} of ${reminders.limit}.${last}`,
  ];
}
