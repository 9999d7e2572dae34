import type { ChecksChanged } from './fact.ts';
import { make } from './make.ts';

/** For a commit that GitHub was asked about: a change of its checks may not have been delivered. */
export function hintOfChecks(repository: number, sha: string, now: Date): ChecksChanged {
  return make.checksChanged({ at: now.toISOString(), repository, sha, followed: true }, null);
}
