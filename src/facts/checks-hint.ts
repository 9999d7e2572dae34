import type { ChecksChanged } from './fact.ts';

/** Of a commit that GitHub was asked about: what happened to its checks may not have been told. */
export function hintOfChecks(repository: number, sha: string, now: Date): ChecksChanged {
  const at = now.toISOString();
  const key = `checks-changed:swept:${sha}:${at}`;
  return { kind: 'checks-changed', key, at, clock: 'receipt', repository, branch: null, sha, followed: true };
}
