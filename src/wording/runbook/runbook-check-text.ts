import type { JudgedScript, ScriptFinding, SecretKind } from '../../runbook/script.ts';
import { codeSpan } from '../markdown/code-span.ts';
import { fit, summaryLimit } from '../markdown/fit.ts';
import { plainText } from '../markdown/plain-text.ts';
import { visible } from '../markdown/visible.ts';

const mostListed = 50;

/** For the check run of a commit on a branch that changes runbooks. `left`: how many were not checked. */
export function runbookCheckText(judged: JudgedScript[], left: number): { title: string; summary: string } {
  const count = judged.reduce((sum, { findings }) => sum + findings.length, 0);
  const scripts = judged.length === 1 ? 'the runbook' : `the ${judged.length} runbooks`;
  const partly = left > 0 || judged.some(({ unread }) => unread);
  const [title, state] =
    count === 0
      ? partly
        ? [
            'Some runbooks could not be checked',
            `**No problems found in ${scripts}** that this branch changes, as far as they could be checked.`,
          ]
        : ['The runbooks are fine', `**No problems found in ${scripts}** that this branch changes.`]
      : [
          `The runbooks have ${counted(count)}`,
          `**${counted(count)} in ${scripts}** that this branch changes. During an incident nobody has time to debug a runbook.`,
        ];
  const secret = judged.some(({ findings }) => findings.some(({ kind }) => kind === 'secret'));
  const paragraphs = [
    state,
    ...judged.filter(({ findings, unread }) => findings.length > 0 || unread).map(listOf),
    ...(left > 0 ? [`${left === 1 ? '1 more runbook was' : `${left} more runbooks were`} not checked.`] : []),
    ...(count === 0 ? [] : [nextStep(secret)]),
  ];
  return { title, summary: fit(paragraphs.join('\n\n'), summaryLimit) };
}

function nextStep(secret: boolean): string {
  return secret
    ? '**Next:** Revoke each secret: it stays in the history of the branch. Then fix the lines and push again.'
    : '**Next:** Fix the lines and push again.';
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
          '- Its syntax was not checked: it is too long, too deeply nested, or written for an unsupported shell.',
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
      return 'Secret in the script';
  }
}

/** Never shows the secret itself. */
export function findingMessage(finding: ScriptFinding): string {
  switch (finding.kind) {
    case 'syntax':
      return `The shell cannot parse this: ${withoutWords(finding.message)}.`;
    case 'strict-mode':
      return `\`${setting(finding.missing)}\` is missing before the first command: without it, the script continues after a failure.`;
    case 'secret':
      return `${secrets[finding.what]} is written out here. Revoke it, and read it from a secret store instead.`;
  }
}

/** As a script has it: `set -euo pipefail`. */
function setting(missing: string[]): string {
  const letters: Record<string, string> = { errexit: 'e', nounset: 'u', pipefail: 'o pipefail' };
  return `set -${missing.map((option) => letters[option] ?? '').join('')}`;
}

const secrets: Record<SecretKind, string> = {
  aws: 'An AWS key',
  gcp: 'A Google Cloud key',
  github: 'A GitHub token',
  npm: 'An npm token',
  slack: 'A Slack token or webhook',
  'private-key': 'A private key',
  address: 'A password in a URL',
  database: 'A password in a database URL',
  assigned: 'A likely password, key or token',
  other: 'A secret of a known kind',
};

const shellWords =
  /^(?:if|then|elif|else|fi|for|select|in|do|done|while|until|case|esac|function|time|coproc|let|declare|\W{1,3})$/;

/** The parser quotes the text that it failed on, which may be a secret: only the shell's own words are kept. */
function withoutWords(message: string): string {
  const quoted = message.replace(/`([^`]*)`/g, (all, word: string) => (shellWords.test(word) ? all : '`…`'));
  return visible(quoted.replace(/"([^"]{2,})"/g, '"…"'), 300);
}
