import { addMilliseconds } from 'date-fns/addMilliseconds';
import { GitHubTrouble } from './trouble.ts';
import type { Fetch } from './wire.ts';

export interface FreshTokenOptions {
  fetch: Fetch;
  /** Signs in anew; returns the token. */
  renew: () => Promise<string>;
  now: () => Date;
}

/** A token may be refused while GitHub spreads the word of it; another one would be no better. */
const renewAtMostEvery = 60_000;

/** Permissions that were granted since are not in a token from before; those that were not, are not in a new one either. */
const renewForPermissionsEvery = 600_000;

/**
 * A token lasts an hour, and may be taken back before, or know nothing of permissions that were granted since. Where
 * GitHub refuses it, the App signs in anew and asks once more: what was refused was not carried out.
 */
export function withFreshToken({ fetch, renew, now }: FreshTokenOptions): Fetch {
  let token: string | null = null;
  let renewedAt: Date | null = null;
  let renewing: Promise<string> | null = null;

  async function another(used: string, every: number): Promise<string | null> {
    // Another request has been through this already.
    if (token !== null && token !== used) return token;
    const at = now();
    if (renewedAt && at >= renewedAt && at < addMilliseconds(renewedAt, every)) return null;
    renewing ??= renew().finally(() => {
      renewing = null;
    });
    renewedAt = at;
    token = await renewing;
    return token;
  }

  return async (input, init) => {
    const headers = new Headers(init?.headers);
    const [, used] = /^token (.+)$/.exec(headers.get('authorization') ?? '') ?? [];
    const response = await fetch(input, init);
    if (used === undefined) return response;
    const unknown = response.status === 401;
    if (!unknown && !(await lacksPermission(response))) return response;
    const next = await another(used, unknown ? renewAtMostEvery : renewForPermissionsEvery);
    if (next !== null) {
      headers.set('authorization', `token ${next}`);
      const again = await fetch(input, { ...init, headers });
      if (again.status !== 401) return again;
    }
    if (!unknown) return response;
    // Octokit would wait here, and ask several times more; waiting is the queue's.
    throw new GitHubTrouble('request', { kind: 'unauthorised' }, false);
  };
}

async function lacksPermission(response: Response): Promise<boolean> {
  if (response.status !== 403) return false;
  return /not accessible by integration/i.test(await response.clone().text());
}
