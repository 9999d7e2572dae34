import { isHeld, pauseFor } from '../../waiting/pause.ts';
import { GitHubTrouble } from './errors.ts';
import type { Fetch } from './transport.ts';

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
 * GitHub refuses it, the App signs in anew and asks once more: what was refused was not carried out. Octokit keeps the old
 * one for the whole of its hour; from then on the new one goes in its place.
 */
export function withFreshToken({ fetch, renew, now }: FreshTokenOptions): Fetch {
  let latest: string | null = null;
  let replaced: { old: string; by: string } | null = null;
  let renewedAt: Date | null = null;
  let renewing: Promise<string> | null = null;

  async function another(used: string, every: number): Promise<string | null> {
    // Another request has been through this already, or is in the midst of it.
    if (latest !== null && latest !== used) return latest;
    if (renewing) return renewing;
    const at = now();
    if (renewedAt && isHeld(pauseFor(every, renewedAt), at)) return null;
    renewedAt = at;
    renewing = renew().finally(() => {
      renewing = null;
    });
    latest = await renewing;
    return latest;
  }

  return async (input, init) => {
    const headers = new Headers(init?.headers);
    const [, given] = /^token (.+)$/.exec(headers.get('authorization') ?? '') ?? [];
    if (given === undefined) return fetch(input, init);
    const send = (token: string): Promise<Response> => {
      headers.set('authorization', `token ${token}`);
      return fetch(input, { ...init, headers });
    };
    const used = replaced?.old === given ? replaced.by : given;
    const response = await send(used);
    const unknown = response.status === 401;
    if (!unknown && !(await lacksPermission(response))) return response;
    const next = unknown
      ? await another(used, renewAtMostEvery)
      : // Where no new token can be had, the refusal stands.
        await another(used, renewForPermissionsEvery).catch(() => null);
    if (next !== null) {
      const again = await send(next);
      if (again.status !== 401) {
        replaced = { old: given, by: next };
        return again;
      }
      if (latest === next) latest = null;
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
