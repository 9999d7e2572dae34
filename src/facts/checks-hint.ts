import type { ChecksChanged } from './fact.ts';
import { make } from './make.ts';

/** Of a commit that GitHub was asked about: what happened to its checks may not have been told. */
export function hintOfChecks(repository: number, sha: string, now: Date): ChecksChanged {
  return make.checksChanged({ at: now.toISOString(), repository, sha, followed: true }, null);
}
