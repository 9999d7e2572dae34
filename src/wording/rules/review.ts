import type { Incident } from '../../incident/incident.ts';
import { missingParts, runbooksOf } from '../../incident/missing-parts.ts';
import { gapQuestions, improvementPrompts } from '../../incident/prompts.ts';
import { timelineOf } from '../../incident/timeline.ts';
import { longestRunbookPath } from '../../policy/runbook-paths.ts';
import { codeSpan } from '../markdown/code-span.ts';
import { titleText } from '../markdown/plain-text.ts';
import { incidentLink } from '../phrases/incident.ts';
import { gantt } from '../review/review-gantt.ts';
import { gatesText } from '../review/review-gates.ts';
import { hotfixTable } from '../review/review-hotfixes.ts';
import { missingList } from '../review/review-missing.ts';
import { runbooksText } from '../review/review-runbooks.ts';
import { timelineTable } from '../review/review-timeline.ts';

/** The issue in which people look back on an incident; in one that a person opened, this App's part is a comment. */
export const reviewWords = {
  review: {
    title: ({ id }: Incident) => titleText(`Post-incident review: ${id}`),
    own: ownPart,
    /**
     * Read by `readPeopleParts` ever after. No words may stand behind a question before people write some: they would be
     * taken for the answer.
     */
    people(incident: Incident): string[] {
      const runbooks = runbooksOf(incident);
      return [
        '## Pipeline gaps',
        'Answer below or behind each question, or tick it once it is answered.',
        gapQuestions.map((question) => `- [ ] ${question}`).join('\n'),
        '## Improvements',
        'Specific, actionable changes to the pipeline. Each needs a link to its issue or pull request, or `declined: <reason>`; delete the lines that are not needed and add others. If there is nothing to improve, write `None: <reason>`.',
        improvementPrompts.map((prompt, index) => `${index + 1}. ${prompt}`).join('\n'),
        ...(runbooks.length === 0
          ? []
          : [
              '## Runbooks',
              'Tick each that is fine as it is, or write behind it the pull request that changes it.',
              runbooks.map(({ name }) => `- [ ] ${codeSpan(name, longestRunbookPath)}`).join('\n'),
            ]),
      ];
    },
  },
  comment: ownPart,
};

function ownPart(incident: Incident): string[] {
  const timeline = timelineOf(incident);
  const chart = gantt(timeline, incident);
  return [
    `What happened in ${incidentLink(incident.id, incident.home.inForce.policy)}, what the pipeline let through, and what will be different next time.`,
    ...completeness(incident),
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

function completeness(incident: Incident): string[] {
  const missing = missingParts(incident);
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
