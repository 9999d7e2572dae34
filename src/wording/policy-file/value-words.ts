import type { NameKind, ValueProblem } from '../../policy/explain/problem.ts';
import type { ProblemWords } from './problem-words.ts';
import { quoteInput } from './quote-input.ts';

/** The value that is wrong: of a key, or an entry of its list. */
export interface ValueSubject {
  /** Dotted; the last part is a number for an entry of a list. */
  path: string;
  entry?: string;
}

const names: Record<NameKind, string> = {
  login: 'a GitHub login, such as ada',
  'login-or-team': 'a GitHub login or a team, such as ada or acme/payments',
  repository: 'a repository with its owner, such as acme/infra',
  label: 'the name of a label, such as hotfix',
  glob: 'a name, in which * matches anything, such as production*',
  branch: 'the name of a branch, such as main',
  pattern: 'a regular expression in quotation marks',
  url: 'an address with {incident}, such as https://incidents.example.com/{incident}',
  workflow: 'the file name of a workflow, such as hotfix-ci.yml',
  dispatch: 'the type of a repository_dispatch, such as deploy-service',
  gate: 'the name of a gate, such as unit-tests',
};

/** Each goes on from the value that it is about. */
const predicates: ProblemWords<ValueProblem> = {
  'not-true-or-false': () => 'must be true or false',
  'not-a-section': () => 'must be a mapping of keys to values, indented below it',
  'not-gates': () => 'must be a mapping of gates, such as unit-tests: { keep: true }',
  'not-a-gate': () => 'must be a mapping, such as { keep: true }',
  'not-locks': () => 'must be a list of keys, such as [mode, backfill.deadline]',
  'not-one-of': ({ values }) => `must be one of ${values.join(', ')}`,
  'not-a-list': ({ example }) => `must be a list, such as ${example}`,
  'too-many-entries': ({ most }) => `must have at most ${most} entries`,
  'too-many-gates': ({ most }) => `must have at most ${most} gates`,
  'too-long': ({ most }) => `must be at most ${most} characters`,
  'not-whole': ({ least, most }) => `must be a whole number from ${least} to ${most}`,
  'yaml-number': () => 'is a number in YAML; put it in quotation marks',
  'yaml-word': () => 'is true or false in YAML; put it in quotation marks',
  'not-a-name': ({ wanted, colon }) =>
    `must be ${names[wanted]}${colon ? '; if it contains a colon, put it in quotation marks' : ''}`,
  'not-a-login': () => `must be ${names.login}`,
  'not-a-login-or-team': () => `must be ${names['login-or-team']}`,
  'not-a-repository': () => `must be ${names.repository}`,
  empty: () => 'must not be empty',
  'control-characters': () => 'must not have control characters',
  'outer-space': () => 'must not begin or end with a space',
  'no-letter': () => 'must contain a letter',
  'not-a-duration': ({ example }) => `must be a number and s, m, h or d, such as ${example}`,
  'duration-too-long': ({ most }) => `must be at most ${most}`,
  'duration-zero': () => 'must be greater than zero',
  'unbalanced-bracket': () =>
    'has an unbalanced bracket; if the name contains a comma, put it in quotation marks',
  'not-a-glob': () =>
    'is matched letter by letter, except for * and ?; write a name or a part of it, such as production*',
  'path-not-from-root': () =>
    'must be a path from the root of the repository, without / or ./ before it, such as runbooks/**',
  'path-is-folder': () => 'is a folder; name the files in it, such as runbooks/**',
  'not-the-branch-alone': () => 'must be the name of the branch alone, such as main',
  'no-branch-name': () => 'is not a valid branch name',
  'not-a-prefix': () => 'must be the beginning of branch names, such as hotfix/',
  'prefix-without-slash': () => 'must end with a slash, such as hotfix/',
  'not-the-prefix-alone': () =>
    'must not begin with refs/; write the beginning of branch names, such as hotfix/',
  'no-prefix-name': () => 'cannot be the beginning of a branch name',
  'merge-queue': () =>
    'is where GitHub keeps the branches of its merge queue; choose another prefix, such as hotfix/',
  'pattern-in-slashes': () => 'must be the expression alone, without slashes around it',
  'pattern-look-around': () => 'uses a look-around or a back-reference, which RE2 does not support',
  'pattern-too-large': ({ most }) =>
    `compiles to more than ${most} instructions; repeat fewer times, such as {1,20}, or write + instead`,
  'too-many-stars': ({ most }) => `must have at most ${most} asterisks`,
  'pattern-without-groups': ({ missing }) =>
    `must have the named group${missing.length > 1 ? 's' : ''} ${missing.map((name) => `(?<${name}>…)`).join(' and ')}`,
  'not-a-pattern': ({ reason, part }) => {
    const shown = part === null ? '' : `: \`${quoteInput(part)}\``;
    return `is not a valid regular expression: ${reason === null ? 'check its brackets and backslashes' : `${quoteInput(reason)}${shown}`}`;
  },
  'not-a-timezone': () => 'must be a time zone, such as Europe/Berlin',
  'unknown-timezone': ({ nearest }) =>
    `is not a known time zone; ${nearest === null ? 'write one such as UTC or Europe/Berlin' : `did you mean ${nearest}?`}`,
  'url-form': () => 'must begin with https:// and contain no spaces, quotation marks or angle brackets',
  'url-without-incident': () => 'must have {incident} where the ID goes',
  'url-with-dollar': () => 'must have {incident} without the $ before it',
  'url-with-secret': () =>
    'contains what looks like a password or a token, which everybody would see; leave it out and revoke it',
  'not-a-url': () => 'is not a valid address',
  'not-quiet-hours': () => 'must be two times of day, such as 20:00-08:00, or null',
  'endless-quiet-hours': () => 'would never end; write two different times, such as 20:00-08:00',
  'not-weekdays': () => 'must be days, such as mon-fri or mon,wed,fri, or null',
  'not-a-workflow-file': () => 'must be the file name of a workflow, in full, such as hotfix-ci.yml',
  'dispatch-with-star': () => 'must be the type in full: * is not a wildcard here',
  'not-a-lock': () => 'must be a key, such as backfill.deadline',
  'unknown-lock': ({ nearest }) =>
    `must be a key of the policy, such as ${nearest ?? 'mode or backfill.deadline'}`,
  'lock-does-nothing-yet': () => 'does nothing in this version yet; leave it out',
  'lock-part': ({ whole }) => `cannot be locked by itself; lock all of \`${whole}\``,
  'lock-not-in-full': ({ paths }) => `must be written in full: \`${paths.join('` or `')}\``,
};

/** Sentences about the value at a path. */
export const valueWords = Object.fromEntries(
  Object.keys(predicates).map((code) => [
    code,
    (problem: ValueProblem, at: ValueSubject) => sentenceOf(nameOf(at), problem),
  ]),
) as { [Code in ValueProblem['code']]: (problem: ValueProblem, at: ValueSubject) => string };

export function sentenceOf(subject: string, problem: ValueProblem): string {
  const predicate = predicates[problem.code] as (problem: ValueProblem) => string;
  const sentence = `${subject} ${predicate(problem)}`;
  return sentence.endsWith('?') ? sentence : `${sentence}.`;
}

/** An entry of a list by what it is, any other value by its key. */
function nameOf({ path, entry }: ValueSubject): string {
  const [, list, index] = /^(.*)\.(\d+)$/.exec(path) ?? [];
  if (list === undefined || index === undefined) return `\`${quoteInput(path)}\``;
  const shown = entry === undefined || entry === '' ? 'An entry' : `\`${quoteInput(entry)}\``;
  return `${shown} in \`${quoteInput(list)}\``;
}
