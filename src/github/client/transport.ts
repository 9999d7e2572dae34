import type { Breaker, CircuitScope } from './breaker.ts';
import type { Credentials } from './credentials.ts';
import { GitHubTrouble } from './errors.ts';

export type Fetch = typeof globalThis.fetch;

export interface TransportOptions {
  breaker: Breaker;
  credentials: Credentials;
  /** Longest wait for a whole answer, milliseconds. */
  timeout: number;
}

/** Names of repositories change: GitHub leads on from the old one, and from that perhaps once more. */
const mostRedirects = 3;

/**
 * Every request goes this way, those that sign in as well. What comes back is GitHub's own answer; whatever else may
 * stand in its place (a page of a proxy, half a body, a way to somewhere else) is none, and says nothing.
 */
export function createTransport({ breaker, credentials, timeout }: TransportOptions): Fetch {
  return async (input, init) => {
    const url = String(input);
    const asApp = header(init, 'authorization').startsWith('bearer ');
    if (asApp) credentials.assertTried();
    const passage = breaker.enter(aboutOf(url));
    try {
      const limit = AbortSignal.timeout(timeout);
      const signal = init?.signal ? AbortSignal.any([init.signal, limit]) : limit;
      const response = await follow(url, { ...init, signal, redirect: 'manual' });
      await assertWhole(response);
      if (response.status >= 500) passage.failed();
      else passage.answered();
      if (asApp && response.status === 401) credentials.refused();
      else if (asApp && response.ok) credentials.accepted();
      return response;
    } catch (error) {
      passage.failed();
      if (error instanceof GitHubTrouble) throw error;
      throw new GitHubTrouble('request', { kind: 'unavailable' }, true);
    }
  };
}

/** As GitHub asks for: the same request, word for word. `fetch` itself would make a reading of a write. */
async function follow(url: string, init: RequestInit): Promise<Response> {
  let at = url;
  for (let count = 0; count <= mostRedirects; count++) {
    const response = await fetch(at, init);
    if (![301, 302, 307, 308].includes(response.status)) return response;
    await response.body?.cancel();
    const to = URL.parse(response.headers.get('location') ?? '', at);
    // The token is for this GitHub alone.
    if (!to || to.origin !== new URL(url).origin) break;
    at = to.href;
  }
  throw new GitHubTrouble('redirect', { kind: 'unavailable' }, false);
}

/**
 * Throws where a success cannot be an object or a list of JSON: an empty body would be an empty list, and a page of HTML a
 * thing without fields. Only its ends are looked at, since whoever asked parses it; see `isWhole`.
 */
async function assertWhole(response: Response): Promise<void> {
  if (!response.ok || isBodiless(response.status)) return;
  const body = (await response.clone().text()).trim();
  if (!['{}', '[]'].includes(`${body.at(0)}${body.at(-1)}`)) throw new TypeError('not an answer of the API');
}

/** Whether an answer that was parsed is an object or a list: Octokit hands on as text what it cannot parse. */
export function isWhole({ status, data }: { status: number; data: unknown }): boolean {
  return isBodiless(status) || (typeof data === 'object' && data !== null);
}

function isBodiless(status: number): boolean {
  return status === 204 || status === 205;
}

function aboutOf(url: string): CircuitScope {
  const { pathname } = new URL(url);
  const [, scope, part] =
    /\/(repos\/[^/]+\/[^/]+|repositories\/\d+|installations\/\d+|orgs\/[^/]+)(?:\/([^/]+))?/.exec(pathname) ??
    [];
  return { scope: scope?.toLowerCase() ?? 'the rest', part: part ?? '' };
}

function header(init: RequestInit | undefined, name: string): string {
  return new Headers(init?.headers).get(name) ?? '';
}
