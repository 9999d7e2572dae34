import { gapQuestions, improvementPrompts } from '../../incident/prompts.ts';
import { longestRunbookPath } from '../../policy/runbook-paths.ts';
import { codeSpan } from '../markdown/code-span.ts';

/**
 * The half of a new review that belongs to people: written once, and read by `readPeopleParts` ever after. No words may
 * stand behind a question before people write some: they would be taken for the answer.
 */
export function peopleParts(runbooks: string[]): string {
  return [
    '## Pipeline gaps',
    'Answer below or behind each question, or tick it once it is answered.',
    gapQuestions.map((question) => `- [ ] ${question}`).join('\n'),
    '## Improvements',
    'Specific, actionable changes to the pipeline. Each needs a link to its issue or pull request, or `declined: <reason>`; delete the lines that are not needed and add others. If there is nothing to improve, write `None: <reason>`.',
    improvementPrompts.map((prompt, index) => `${index + 1}. ${prompt}`).join('\n'),
    ...(runbooks.length === 0 ? [] : runbookLines(runbooks)),
  ].join('\n\n');
}

function runbookLines(runbooks: string[]): string[] {
  return [
    '## Runbooks',
    'Tick each that is fine as it is, or write behind it the pull request that changes it.',
    runbooks.map((path) => `- [ ] ${codeSpan(path, longestRunbookPath)}`).join('\n'),
  ];
}
