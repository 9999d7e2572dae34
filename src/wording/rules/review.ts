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
        'Write an answer after or below each question, or tick it once it is answered.',
        gapQuestions.map((question) => `- [ ] ${question}`).join('\n'),
        '## Improvements',
        'List specific changes to the pipeline. Link each to its issue or pull request, or add `declined: <reason>`. Add lines, and delete those you do not need. If there is nothing to improve, write `None: <reason>`.',
        improvementPrompts.map((prompt, index) => `${index + 1}. ${prompt}`).join('\n'),
        ...(runbooks.length === 0
          ? []
          : [
              '## Runbooks',
              'Tick each runbook that is fine as it is, or link the pull request that changes it.',
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
    `The review of ${incidentLink(incident.id, incident.home.inForce.policy)}: what happened, what the pipeline let through, and what to change.`,
    ...completeness(incident),
    '### Hotfixes',
    hotfixTable(incident),
    '### Timeline',
    timelineTable(timeline, incident),
    ...(chart ? [chart] : []),
    howToFill,
    '### Gates that the fast lane skipped',
    ...gatesText(incident),
    '### Runbooks of these services',
    ...runbooksText(incident),
    incident.review?.ours === false
      ? '*This comment is kept up to date automatically. The issue above is yours: it is read and never changed.*'
      : '*Everything above is kept up to date automatically. Everything below is yours: it is read and never changed.*',
  ];
}

const howToFill = [
  'Fill in or correct a row with a comment here or on a pull request of the incident:',
  `${codeSpan('/hotfix timeline detected 14:02')}, ${codeSpan('/hotfix timeline root-cause 20 minutes ago')}, ${codeSpan('/hotfix timeline rollback none')}, ${codeSpan('/hotfix timeline recovered unknown <why>')}.`,
  'The rows are `deploy`, `detected`, `rollback`, `recovered` and `root-cause`. This needs write permission; the answer shows how the time was understood.',
].join(' ');

function completeness(incident: Incident): string[] {
  const missing = missingParts(incident);
  const closed = incident.review?.state === 'closed';
  if (missing.length === 0) {
    return [
      '**Complete.** The timeline is filled in, each gap is answered, each improvement is linked or declined, and each runbook is checked.',
      ...(closed ? [] : ['**Next:** Go through it together, then close this issue.']),
    ];
  }
  const count = missing.length === 1 ? '1 part' : `${missing.length} parts`;
  const verb = missing.length === 1 ? 'is' : 'are';
  return [
    closed ? `**Closed with ${count} missing:**` : `**Not complete: ${count} ${verb} missing.**`,
    missingList(missing),
  ];
}
