import type { Repository } from '../../facts/repository.ts';
import type { EvaluatedFile } from '../../policy/evaluate-file.ts';
import type { PolicyMistake } from '../../policy/explain/problem.ts';
import { type Shown, shownValues } from '../../policy/explain/shown-values.ts';
import { type FileSeen, policyPath, twinPath } from '../../policy/policy-file.ts';
import type { PolicyInForce } from '../../policy/policy-in-force.ts';
import { codeSpan, codeSpanInCell } from '../markdown/code-span.ts';
import { fit, summaryLimit } from '../markdown/fit.ts';
import { link } from '../markdown/link.ts';
import { plainText } from '../markdown/plain-text.ts';
import { table } from '../markdown/table.ts';
import { mistakeText } from './mistake-text.ts';

const mostMistakes = 50;

/** The parts of all that is said about mistakes on the default branch. */
export function policyMistakes(inForce: PolicyInForce, repository: Repository) {
  const mistakes = all(inForce);
  const count = counted(mistakes);
  const file = policyFileUrl(inForce, repository);
  return {
    title: `The policy file has ${count}`,
    state: `**The policy file has ${count}.** ${meanwhile(inForce)}`,
    next: `Correct ${link(`\`${inForce.path}\``, file)} on the default branch; it is read again as soon as that is pushed.`,
    list: listOf(mistakes, (line) => `${file}#L${line}`),
  };
}

/** Address of the file on the default branch, for people. */
export function policyFileUrl({ path }: PolicyInForce, { url, defaultBranch }: Repository): string {
  return `${url}/blob/${encodeURIComponent(defaultBranch).replaceAll('%2F', '/')}/${path}`;
}

/** For the check run of a commit that would bring another policy file: what is wrong, and what would be in force. */
export function policyCandidateText(
  seen: FileSeen,
  evaluated: EvaluatedFile,
): { title: string; summary: string } {
  const mistakes = [...evaluated.mistakes, ...evaluated.remarks];
  const paragraphs =
    evaluated.mistakes.length > 0
      ? [
          `**The policy file has ${counted(mistakes)}.** If it is merged like this, it is refused, and the present policy stays in force.`,
          listOf(mistakes, null),
          '**Next:** Correct the lines, and push again.',
        ]
      : [
          ...(mistakes.length > 0
            ? [
                `**The policy file has ${counted(mistakes)}.** The rest of it would be in force.`,
                listOf(mistakes, null),
                '**Next:** Correct the lines, and push again.',
              ]
            : [fine(seen)]),
          ...named(seen),
          ...unverified(seen),
          '### In force once this is merged',
          effective(evaluated),
        ];
  const title =
    mistakes.length > 0
      ? `The policy file has ${counted(mistakes)}`
      : seen.kind === 'absent'
        ? 'The policy file is removed'
        : 'The policy file has no mistakes';
  return { title, summary: fit(paragraphs.join('\n\n'), summaryLimit) };
}

function fine(seen: FileSeen): string {
  return seen.kind === 'absent'
    ? "**The policy file is removed.** The organisation's file and the defaults would be in force."
    : '**The policy file has no mistakes.**';
}

function named(seen: FileSeen): string[] {
  return seen.kind === 'there' && seen.path === twinPath
    ? [`${codeSpan(twinPath)} is read, but ${codeSpan(policyPath)} is the usual name.`]
    : [];
}

function unverified(seen: FileSeen): string[] {
  if (seen.kind === 'absent' || seen.unverified === undefined) return [];
  const why =
    seen.unverified === 'fork'
      ? 'this pull request comes from a fork'
      : 'too many names were looked up for this repository within the last hour';
  return [
    `People, teams and the target branch have not been verified: ${why}. They are verified once it is merged.`,
  ];
}

/** The values that somebody wrote; the others are the defaults. */
function effective(evaluated: EvaluatedFile): string {
  const written = shownValues(evaluated).filter(({ origin }) => origin !== 'default');
  if (written.length === 0) return 'The defaults, for every key.';
  const rows = written.map((one) => [codeSpanInCell(one.path), codeSpanInCell(one.value), from(one)]);
  return `${table(['Key', 'Value', 'From'], rows)}\n\nEvery other key has its default.`;
}

function from({ origin, locked }: Shown): string {
  if (origin === 'repository') return 'this file';
  return locked ? 'the organisation, locked' : 'the organisation';
}

function all({ mistakes, remarks }: PolicyInForce): PolicyMistake[] {
  return [...mistakes, ...remarks];
}

function counted({ length }: PolicyMistake[]): string {
  return length === 1 ? '1 mistake' : `${length} mistakes`;
}

function listOf(mistakes: PolicyMistake[], addressOf: ((line: number) => string) | null): string {
  const lines = mistakes.slice(0, mostMistakes).map((mistake) => {
    const { line, column } = mistake;
    const place = `${line}:${column}`;
    return `- ${addressOf ? link(place, addressOf(line)) : place} ${plainText(mistakeText(mistake), 500)}`;
  });
  const left = mistakes.length - lines.length;
  return ['Mistakes, by line and column:', '', ...lines, ...(left > 0 ? [`- and ${left} more`] : [])].join(
    '\n',
  );
}

function meanwhile({ origin, mistakes }: PolicyInForce): string {
  if (mistakes.length === 0) return 'The rest of it is in force.';
  switch (origin) {
    case 'last-good':
      return 'Until they are corrected, the last version without mistakes stays in force.';
    case 'defaults':
      return "Until they are corrected, the organisation's file and the defaults are in force: no version of this file has been valid.";
    case 'file':
      return 'Until they are corrected, the policy as it was read before stays in force.';
  }
}
