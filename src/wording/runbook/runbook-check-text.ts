import type { JudgedScript, ScriptFinding, SecretKind } from '../../runbook/script.ts';
import { codeSpan } from '../markdown/code-span.ts';
import { fit, summaryLimit } from '../markdown/fit.ts';
import { plainText } from '../markdown/plain-text.ts';
import { visible } from '../markdown/visible.ts';

const mostListed = 50;

/** For the check run of a commit on a branch that changes runbooks. `left`: so many were not looked at. */
export function runbookCheckText(judged: JudgedScript[], left: number): { title: string; summary: string } {
  const count = judged.reduce((sum, { findings }) => sum + findings.length, 0);
  const scripts = judged.length === 1 ? 'the runbook' : `the ${judged.length} runbooks`;
  const partly = left > 0 || judged.some(({ unread }) => unread);
  const [title, state] =
    count === 0
      ? partly
        ? [
            'Not all of the runbooks could be read',
            `**Nothing wrong was found in ${scripts}** that this branch changes, as far as they could be read.`,
          ]
        : ['The runbooks are fine', `**Nothing is wrong with ${scripts}** that this branch changes.`]
      : [
          `The runbooks have ${counted(count)}`,
          `**${counted(count)} in ${scripts}** that this branch changes. Whoever runs them will have no time to find out.`,
        ];
  const secret = judged.some(({ findings }) => findings.some(({ kind }) => kind === 'secret'));
  const paragraphs = [
    state,
    ...judged.filter(({ findings, unread }) => findings.length > 0 || unread).map(listOf),
    ...(left > 0 ? [`${left === 1 ? 'One more was' : `${left} more were`} not looked at.`] : []),
    ...(count === 0 ? [] : [nextStep(secret)]),
  ];
  return { title, summary: fit(paragraphs.join('\n\n'), summaryLimit) };
}

function nextStep(secret: boolean): string {
  return secret
    ? '**Next:** Take each secret back where it is valid: it is in the history of the branch, whatever becomes of the line. Then correct the lines, and push again.'
    : '**Next:** Correct the lines, and push again.';
}

function listOf({ path, findings, unread }: JudgedScript): string {
  const lines = findings
    .slice(0, mostListed)
    .map((one) => `- line ${one.line}: ${plainText(findingMessage(one), 500)}`);
  const more = findings.length - lines.length;
  return [
    `${codeSpan(path, 300)}:`,
    '',
    ...lines,
    ...(more > 0 ? [`- and ${more} more`] : []),
    ...(unread
      ? [
          '- Its syntax was not looked at: it is too long or too deeply nested, or for a shell that is not read here.',
        ]
      : []),
  ].join('\n');
}

function counted(count: number): string {
  return count === 1 ? '1 problem' : `${count} problems`;
}

export function findingTitle({ kind }: ScriptFinding): string {
  switch (kind) {
    case 'syntax':
      return 'Syntax error';
    case 'strict-mode':
      return 'No strict mode';
    case 'secret':
      return 'A secret';
  }
}

/** Of a secret, never what it is. */
export function findingMessage(finding: ScriptFinding): string {
  switch (finding.kind) {
    case 'syntax':
      return `The shell cannot read this: ${withoutWords(finding.message)}.`;
    case 'strict-mode':
      return `Goes on after a failure: \`${setting(finding.missing)}\` is missing before the first command.`;
    case 'secret':
      return `${secrets[finding.what]} is written out here. Take it back where it is valid, and read it from where secrets are kept.`;
  }
}

/** As one writes it, such as `set -euo pipefail`. */
function setting(missing: string[]): string {
  const letters: Record<string, string> = { errexit: 'e', nounset: 'u', pipefail: 'o pipefail' };
  return `set -${missing.map((option) => letters[option] ?? '').join('')}`;
}

const secrets: Record<SecretKind, string> = {
  aws: 'A key of AWS',
  gcp: 'A key of Google Cloud',
  github: 'A token of GitHub',
  npm: 'A token of npm',
  slack: 'A token or webhook of Slack',
  'private-key': 'A private key',
  address: 'A password in an address',
  database: 'A password in the address of a database',
  assigned: 'What seems to be a password, key or token',
  other: 'A secret of a well-known kind',
};

const shellWords =
  /^(?:if|then|elif|else|fi|for|select|in|do|done|while|until|case|esac|function|time|coproc|let|declare|\W{1,3})$/;

/** The parser quotes what it stumbled over. That may be a secret: all but the shell's own words is left out. */
function withoutWords(message: string): string {
  const quoted = message.replace(/`([^`]*)`/g, (all, word: string) => (shellWords.test(word) ? all : '`…`'));
  return visible(quoted.replace(/"([^"]{2,})"/g, '"…"'), 300);
}
