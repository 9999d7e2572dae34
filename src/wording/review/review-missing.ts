import type { MissingPart } from '../../incident/missing-parts.ts';
import { codeSpan } from '../markdown/code-span.ts';
import { plainText } from '../markdown/plain-text.ts';
import { rowNames } from '../phrases/timeline-words.ts';

const mostNamed = 20;

/** The missing parts of a review by kind, each with the next action. */
export function missingList(missing: MissingPart[]): string {
  const rows = namesOf(missing);
  const first = missing.find((one) => one.kind === 'row');
  const gaps = of(missing, 'gap').map(({ question }) => `“${question}”`);
  const improvements = of(missing, 'improvement').map(({ text }) => `“${plainText(text, 80)}”`);
  const runbooks = of(missing, 'runbook').map(({ name }) => codeSpan(name, 200));
  return [
    ...(first
      ? [
          `- **Timeline:** ${listed(rows)}. Comment ${codeSpan(`/hotfix timeline ${first.row} 14:02`)} here, or ${codeSpan(`/hotfix timeline ${first.row} unknown`)}.`,
        ]
      : []),
    ...(gaps.length > 0
      ? [`- **Pipeline gaps:** ${listed(gaps)} Answer each in the issue, or tick its box.`]
      : []),
    ...(improvements.length > 0
      ? [
          `- **Improvements:** ${listed(improvements)}. For each, link its issue or pull request, write ${codeSpan('declined: <reason>')}, or delete the line.`,
        ]
      : []),
    ...(of(missing, 'no-improvements').length > 0
      ? [
          `- **Improvements:** none listed. Add one with its issue or pull request, or write ${codeSpan('None: <reason>')}.`,
        ]
      : []),
    ...(runbooks.length > 0
      ? [
          `- **Runbooks:** ${listed(runbooks)}. Tick each in the issue if it is fine, or link the pull request that changes it. One without a line needs one under ${codeSpan('## Runbooks')}.`,
        ]
      : []),
  ].join('\n');
}

/** The same as plain text, a line for each kind. */
export function missingInWords(missing: MissingPart[]): string[] {
  const rows = namesOf(missing);
  const gaps = of(missing, 'gap').map(({ question }) => `“${question}”`);
  const improvements = of(missing, 'improvement').map(({ text }) => `“${text}”`);
  const runbooks = of(missing, 'runbook').map(({ name }) => name);
  return [
    ...(rows.length > 0 ? [`Timeline: ${listed(rows)}`] : []),
    ...(gaps.length > 0 ? [`Pipeline gaps: ${listed(gaps)}`] : []),
    ...(improvements.length > 0 ? [`Improvements: ${listed(improvements)}`] : []),
    ...(of(missing, 'no-improvements').length > 0 ? ['Improvements: none listed'] : []),
    ...(runbooks.length > 0 ? [`Runbooks: ${listed(runbooks)}`] : []),
  ];
}

function of<K extends MissingPart['kind']>(
  missing: MissingPart[],
  kind: K,
): Extract<MissingPart, { kind: K }>[] {
  return missing.filter((one): one is Extract<MissingPart, { kind: K }> => one.kind === kind);
}

function namesOf(missing: MissingPart[]): string[] {
  return of(missing, 'row').map(({ row }) => rowNames[row].toLowerCase());
}

function listed(names: string[]): string {
  const left = names.length - mostNamed;
  return `${names.slice(0, mostNamed).join(', ')}${left > 0 ? ` and ${left} more` : ''}`;
}
