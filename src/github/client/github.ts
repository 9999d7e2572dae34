/**
 * The only room that calls GitHub: reads (found, absent, or an error that says nothing), and performing what the
 * plan wants. Everything that it learns comes back as facts; it decides nothing.
 */

import { Probot, ProbotOctokit } from 'probot';
import { type CreateSignature, createSignature } from './app-signature.ts';
import { createBreaker } from './breaker.ts';
import { createCredentials } from './credentials.ts';
import { GitHubTrouble, troubleFrom } from './errors.ts';
import { withFreshToken } from './fresh-token.ts';
import type { Pacer } from './pacer.ts';
import { createInstallationHold, type InstallationHold } from './rate-limit.ts';
import { isNotModified } from './read-if-changed.ts';
import { createTransport, type Fetch, isWhole } from './transport.ts';
import { createVouch, type Vouch } from './vouch.ts';

export type Octokit = InstanceType<typeof ProbotOctokit>;

/** One installation's way to GitHub. Every failure is a {@link GitHubTrouble}. */
export interface Installation {
  request: Octokit['request'];
  paginate: Octokit['paginate'];
  appId: number;
  /** Login under which the App writes, such as `hotfix-policy[bot]`. */
  botLogin(): Promise<string>;
  /** Vouches for these words: nobody without the App's private key can make the same. */
  vouch: Vouch;
}

/** How GitHub is doing, as this process sees it. `failing`: no answer, or errors. `refused`: it does not accept the App's signature. */
export interface GitHubHealth {
  state: 'ok' | 'failing' | 'refused';
  /** Since when it has been so; `null` where it is `ok`. */
  since: Date | null;
  /** How many installations wait because GitHub limits their rate. */
  limited: number;
}

/** The App's own way to GitHub, with no installation's rights. */
export type AppAccess = Pick<Octokit, 'request' | 'paginate'>;

export interface GitHub {
  installation(id: number): Promise<Installation>;
  app(): Promise<AppAccess>;
  health(): GitHubHealth;
}

export interface GitHubOptions {
  appId: number;
  privateKey: string;
  apiUrl: string;
  log: NonNullable<ConstructorParameters<typeof Probot>[0]>['log'];
  now: () => Date;
  /** How the writes of an installation are spaced out. */
  pacer: (installation: number) => Pacer;
  /** Longest wait for an answer, milliseconds. */
  timeout?: number;
}

/** Long enough for GitHub's slowest answers, short enough that a hanging connection does not hold up a worker. */
const longestAnswer = 20_000;

/**
 * Probot signs the App in and keeps the tokens. Its own pacing and repeating are off: a create repeated after a
 * lost answer is a second comment, and waits belong to the queue, where they survive a restart.
 */
export function createGitHub(options: GitHubOptions): GitHub {
  const { appId, privateKey, apiUrl, log, now, pacer, timeout = longestAnswer } = options;
  const breaker = createBreaker({
    now,
    opened: ({ until }) => log?.warn({ until }, 'GitHub not answering; probing one request at a time'),
    closed: ({ since }) => log?.info({ since }, 'GitHub answers again'),
  });
  const credentials = createCredentials({
    now,
    onRefused: () =>
      log?.error(
        { appId },
        "GitHub does not accept the App's signature; check APP_ID, the private key and this machine's clock",
      ),
    onAccepted: () => log?.info({ appId }, "GitHub accepts the App's signature again"),
  });
  const createJwt = createSignature(privateKey);
  const vouch = createVouch(privateKey);
  const transport = createTransport({ breaker, credentials, timeout });
  const probot = new Probot({
    appId,
    privateKey,
    baseUrl: apiUrl,
    ...(log ? { log } : {}),
    // Nothing is received through Probot; without a value it would set a well-known one.
    secret: crypto.randomUUID(),
    request: { fetch: transport },
    Octokit: ProbotOctokit.defaults(({ auth, ...options }: Options) => ({
      ...options,
      auth: auth && signingBy(createJwt, auth),
      throttle: { enabled: false },
      retry: { enabled: false },
    })),
  });
  const installations = new Map<number, Promise<Installation>>();
  const holds = new Map<number, InstallationHold>();
  let app: Promise<Octokit> | null = null;
  let botLogin: Promise<string> | null = null;

  /** Watched once: Probot hands out the same one each time. */
  function asApp(): Promise<Octokit> {
    app ??= probot
      .auth()
      .then((octokit) =>
        watch(octokit, { hold: createInstallationHold(now), now, pacer: null, fetch: transport }),
      )
      .catch((error: unknown) => {
        app = null;
        throw error;
      });
    return app;
  }

  /** Octokit would ask the wrong server for it, where GitHub is one of one's own. */
  async function anotherToken(installation_id: number): Promise<string> {
    const asked = (await asApp()).request('POST /app/installations/{installation_id}/access_tokens', {
      installation_id,
    });
    return (await asked).data.token;
  }

  async function askLogin(): Promise<string> {
    const { data } = await (await asApp()).request('GET /app');
    if (!data) throw new GitHubTrouble('GET /app', { kind: 'unavailable' }, false);
    // GitHub makes the one of the other.
    return `${data.slug ?? data.name.toLowerCase().replace(/[^a-z0-9]+/g, '-')}[bot]`;
  }

  async function signIn(id: number): Promise<Installation> {
    const octokit = await probot.auth(id);
    const fetch = withFreshToken({ fetch: transport, renew: () => anotherToken(id), now });
    const hold = holds.get(id) ?? createInstallationHold(now);
    holds.set(id, hold);
    watch(octokit, { hold, now, pacer: pacer(id), fetch });
    return {
      request: octokit.request,
      paginate: octokit.paginate,
      appId,
      vouch,
      botLogin() {
        botLogin ??= askLogin().catch((error: unknown) => {
          botLogin = null;
          throw error;
        });
        return botLogin;
      },
    };
  }

  return {
    app: asApp,
    installation(id) {
      const known = installations.get(id);
      if (known) return known;
      // Forgotten once, before anybody who waits for it can ask again.
      const signedIn = signIn(id).catch((error: unknown) => {
        installations.delete(id);
        throw error;
      });
      installations.set(id, signedIn);
      return signedIn;
    },
    health() {
      const outage = breaker.outage();
      const refused = credentials.refusedSince();
      const limited = [...holds.values()].filter((hold) => hold.isLimited()).length;
      if (outage) return { state: 'failing', since: outage.since, limited };
      return refused ? { state: 'refused', since: refused, limited } : { state: 'ok', since: null, limited };
    },
  };
}

interface Options extends Record<string, unknown> {
  auth?: Record<string, unknown>;
}

/** Octokit takes the one or the other. */
function signingBy(createJwt: CreateSignature, { privateKey: _, ...auth }: Record<string, unknown>): object {
  return { ...auth, createJwt };
}

interface Watching {
  hold: InstallationHold;
  now: () => Date;
  pacer: Pacer | null;
  fetch: Fetch;
}

function watch(octokit: Octokit, { hold, now, pacer, fetch }: Watching): Octokit {
  octokit.hook.wrap('request', async (request, options) => {
    const what = `${options.method} ${options.url}`;
    hold.assertOpen(what);
    if (options.method !== 'GET' && !isSignIn(options.url))
      await pacer?.turn(options.request.isUrgent === true ? 'first' : 'later', repositoryIn(options));
    // In place: the hooks below this one, that of signing in among them, are given this very object.
    Object.assign(options, { request: { ...options.request, fetch } });
    try {
      const answer = await request(options);
      if (!isWhole(answer)) throw new GitHubTrouble(what, { kind: 'unavailable' }, true);
      hold.answered();
      return answer;
    } catch (error) {
      // Octokit throws "not modified", which is an answer, though only to who asked for it.
      if (isNotModified(error) && 'if-none-match' in options.headers) throw error;
      const trouble = troubleFrom(error, what, now());
      hold.failed(trouble.trouble);
      throw trouble;
    }
  });
  return octokit;
}

function repositoryIn({ owner, repo }: Record<string, unknown>): string | null {
  return typeof owner === 'string' && typeof repo === 'string' ? `${owner}/${repo}`.toLowerCase() : null;
}

/** Signing in is a request of its own inside another one. */
function isSignIn(url: string): boolean {
  return url.endsWith('/access_tokens');
}
