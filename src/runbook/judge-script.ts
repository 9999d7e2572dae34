import { assignedSecrets } from './assigned-secrets.ts';
import type { JudgedScript, Script, ScriptFinding, ScriptRead } from './script.ts';
import { shellOf } from './shell-of.ts';
import { missingStrictMode } from './strict-mode.ts';

/** What is wrong with a script. `null`: it is none, by its first line. */
export function judgeScript({ path, text }: Script, read: ScriptRead | undefined): JudgedScript | null {
  const shell = shellOf(path, text);
  if (shell === null) return null;
  const { syntax = null, statements = null, secrets = [] } = read ?? {};
  const loose = syntax === null && statements ? missingStrictMode(shell, statements) : null;
  const known = new Set(secrets.map(({ line }) => line));
  const findings: ScriptFinding[] = [
    ...(syntax ? [{ kind: 'syntax' as const, ...syntax }] : []),
    ...(loose ? [{ kind: 'strict-mode' as const, column: 1, ...loose }] : []),
    ...secrets.map((secret) => ({ kind: 'secret' as const, ...secret })),
    ...assignedSecrets(text)
      .filter(({ line }) => !known.has(line))
      .map((place) => ({ kind: 'secret' as const, what: 'assigned' as const, ...place })),
  ];
  findings.sort((a, b) => a.line - b.line || a.column - b.column);
  return { path, findings, unread: syntax === null && statements === null };
}
