/** Reads scripts on a thread of its own, which can be ended: they are somebody else's, and so is what reads them. */
import { parentPort, workerData } from 'node:worker_threads';
import { lintSource } from '@secretlint/core';
import { creator as wellKnownSecrets } from '@secretlint/secretlint-rule-preset-recommend';
import { LangVariant, ParseError, parse } from 'sh-syntax';
import type { Script, ScriptRead, SecretKind, Statement } from '../../runbook/script.ts';
import { type Shell, shellOf } from '../../runbook/shell-of.ts';

/** The parser's memory ends with longer ones. */
const longestParsed = 65_536;

const variants: Partial<Record<Shell, LangVariant>> = {
  bash: LangVariant.LangBash,
  posix: LangVariant.LangPOSIX,
  ksh: LangVariant.LangMirBSDKorn,
};

async function readScript(script: Script): Promise<ScriptRead> {
  return { path: script.path, ...(await syntaxOf(script)), secrets: await secretsIn(script) };
}

async function syntaxOf({ path, text }: Script): Promise<Pick<ScriptRead, 'syntax' | 'statements'>> {
  const variant = variants[shellOf(path, text) ?? 'other'];
  const bytes = Buffer.from(text);
  if (variant === undefined || bytes.length > longestParsed) return { syntax: null, statements: null };
  try {
    const { Stmts } = await parse(text, { filepath: 'script', variant });
    const statements = Stmts.map(
      ({ Position: at, End: end }): Statement => ({
        line: at.Line,
        text: bytes.subarray(at.Offset, Math.min(end.Offset, at.Offset + 500)).toString('utf8'),
      }),
    );
    return { syntax: null, statements };
  } catch (error) {
    const mistake = mistakeOf(error);
    if (!mistake) return { syntax: null, statements: null };
    const { line, byte, message } = mistake;
    const before = Buffer.from(text.split('\n', line)[line - 1] ?? '').subarray(0, byte - 1);
    return { syntax: { line, column: before.toString('utf8').length + 1, message }, statements: null };
  }
}

/** Whatever else the parser throws means that it could not read the script; the script may be right. */
function mistakeOf(error: unknown): { line: number; byte: number; message: string } | null {
  if (error instanceof ParseError)
    return error.Pos ? { line: error.Pos.Line, byte: error.Pos.Col, message: error.Text } : null;
  // What another shell can do has its place in the message alone.
  const [, line, byte, message = ''] =
    (error instanceof SyntaxError &&
      /^script:(\d+):(\d+): (.*?)(?:; tried parsing as \w+)?$/s.exec(error.message)) ||
    [];
  return line === undefined ? null : { line: Number(line), byte: Number(byte), message };
}

/** By the names of the rules. */
const kinds: Record<string, SecretKind> = {
  aws: 'aws',
  gcp: 'gcp',
  github: 'github',
  npm: 'npm',
  slack: 'slack',
  privatekey: 'private-key',
  basicauth: 'address',
  'database-connection-string': 'database',
};

async function secretsIn({ text }: Script): Promise<ScriptRead['secrets']> {
  const { messages } = await lintSource({
    source: { content: text, filePath: 'script.sh', ext: '.sh', contentType: 'text' },
    options: {
      noPhysicFilePath: true,
      config: {
        rules: [{ id: '@secretlint/secretlint-rule-preset-recommend', rule: wellKnownSecrets }],
      },
    },
  });
  // What it says has the secret in it.
  return messages.map(({ ruleId, loc: { start } }) => ({
    line: start.line,
    column: start.column + 1,
    what: kinds[ruleId.replace(/^@secretlint\/secretlint-rule-/, '')] ?? 'other',
  }));
}

for (const script of workerData as Script[]) parentPort?.postMessage(await readScript(script));
