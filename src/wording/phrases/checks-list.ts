import type { PipelineVerdict } from '../../hotfix/situation.ts';
import { codeSpan } from '../markdown/code-span.ts';
import { link } from '../markdown/link.ts';

type Counted = PipelineVerdict['checks'][number];

/** The checks that block the merge come first. */
const order: Counted['state'][] = ['failed', 'missing', 'pending', 'skipped', 'passed'];

const meaning: Record<Counted['state'], string> = {
  failed: 'failed',
  missing: 'has not started',
  pending: 'is running or waiting',
  skipped: 'was skipped, which does not count as passed',
  passed: 'passed',
};

const mostLines = 50;

/** One line for each check that counts and has not passed, and one for the others together. */
export function checksList({ checks }: PipelineVerdict): string {
  const lines = order
    .filter((state) => state !== 'passed')
    .flatMap((state) => checks.filter((check) => check.state === state))
    .map(({ name, state, url }) => `- ${link(codeSpan(name), url)} ${meaning[state]}`);
  const left = lines.length - mostLines;
  const passed = checks.filter((check) => check.state === 'passed');
  const names = passed.slice(0, 10).map(({ name, url }) => link(codeSpan(name), url));
  const more = passed.length > names.length ? ` and ${passed.length - names.length} more` : '';
  return [
    ...lines.slice(0, mostLines),
    ...(left > 0 ? [`- and ${left} more that have not passed`] : []),
    ...(passed.length > 0 ? [`- passed: ${names.join(', ')}${more}`] : []),
  ].join('\n');
}

/** Why these checks count: the line above the list. */
export function rulesOfChecks({ rule }: PipelineVerdict, target: string): string {
  switch (rule) {
    case 'policy':
      return 'These checks count, because the policy names them in `backfill.required-checks`:';
    case 'target':
      return `These checks count, because GitHub requires them on ${codeSpan(target)}:`;
    case 'all':
      return `Every check counts, because none is required on ${codeSpan(target)}:`;
  }
}

/** How many, in words: `1 check`, `3 checks`. */
export function countOf(checks: Counted[], ...states: Counted['state'][]): string {
  const count = checks.filter((check) => states.includes(check.state)).length;
  return `${count} ${count === 1 ? 'check' : 'checks'}`;
}

/** The names of those in these states, as many as fit a sentence. */
export function checkNames(checks: Counted[], ...states: Counted['state'][]): string {
  const names = checks.filter((check) => states.includes(check.state)).map(({ name }) => codeSpan(name, 80));
  const more = names.length > 5 ? ` and ${names.length - 5} more` : '';
  return `${names.slice(0, 5).join(', ')}${more}`;
}
