/**
 * The only room that calls GitHub: reads (found, absent, or an error that says nothing), and performing what the
 * plan wants. Everything that it learns comes back as facts; it decides nothing.
 */
import { Probot, ProbotOctokit } from 'probot';
import type { Pacer } from './pacer.ts';
import { GitHubTrouble, troubleFrom } from './trouble.ts';

export type Octokit = InstanceType<typeof ProbotOctokit>;

/** One installation's way to GitHub. Every failure is a {@link GitHubTrouble}. */
export interface Installation {
  request: Octokit['request'];
  paginate: Octokit['paginate'];
  appId: number;
  /** Login under which the App writes, such as `hotfix-policy[bot]`. */
  botLogin(): Promise<string>;
}

/** The App's own way to GitHub, with no installation's rights. */
export type AppAccess = Pick<Octokit, 'request' | 'paginate'>;

export interface GitHub {
  installation(id: number): Promise<Installation>;
  app(): Promise<AppAccess>;
}

export interface GitHubOptions {
  appId: number;
  privateKey: string;
  apiUrl: string;
  log: NonNullable<ConstructorParameters<typeof Probot>[0]>['log'];
  now: () => Date;
  pacer: () => Pacer;
}

/** Long enough for GitHub's slowest answers, short enough that a hanging connection does not hold up a worker. */
const requestTimeout = 20_000;
const signInTime = 5_000;

/**
 * Probot signs the App in and keeps the tokens. Its own pacing and repeating are off: a create repeated after a
 * lost answer is a second comment, and waits belong to the queue, where they survive a restart.
 */
export function createGitHub({ appId, privateKey, apiUrl, log, now, pacer }: GitHubOptions): GitHub {
  const probot = new Probot({
    appId,
    privateKey,
    baseUrl: apiUrl,
    ...(log ? { log } : {}),
    // Nothing is received through Probot; without a value it would set a well-known one.
    secret: crypto.randomUUID(),
    Octokit: ProbotOctokit.defaults((options: object) => ({
      ...options,
      throttle: { enabled: false },
      retry: { enabled: false },
    })),
  });
  const installations = new Map<number, Promise<Installation>>();
  let botLogin: Promise<string> | null = null;

  async function askLogin(): Promise<string> {
    const octokit = await probot.auth();
    watch(octokit, now, null);
    const { data } = await octokit.request('GET /app');
    if (!data) throw new GitHubTrouble('GET /app', { kind: 'unavailable' }, false);
    // GitHub makes the one of the other.
    return `${data.slug ?? data.name.toLowerCase().replace(/[^a-z0-9]+/g, '-')}[bot]`;
  }

  async function signIn(id: number): Promise<Installation> {
    const octokit = await probot.auth(id);
    watch(octokit, now, pacer());
    return {
      request: octokit.request,
      paginate: octokit.paginate,
      appId,
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
    async app() {
      const octokit = await probot.auth();
      watch(octokit, now, null);
      return octokit;
    },
    installation(id) {
      const known = installations.get(id) ?? signIn(id);
      installations.set(id, known);
      known.catch(() => installations.delete(id));
      return known;
    },
  };
}

function watch(octokit: Octokit, now: () => Date, pacer: Pacer | null): void {
  let blockedUntil: Date | null = null;
  octokit.hook.wrap('request', async (request, options) => {
    const what = `${options.method} ${options.url}`;
    // GitHub counts requests that come during a wait against the App: they are not sent.
    if (blockedUntil && now() < blockedUntil) {
      throw new GitHubTrouble(what, { kind: 'rate-limited', until: blockedUntil }, false);
    }
    if (options.method !== 'GET') await pacer?.turn();
    try {
      const answered = request({
        ...options,
        request: { ...options.request, signal: AbortSignal.timeout(requestTimeout) },
      });
      return await inTime(answered);
    } catch (error) {
      if (field304(error)) throw error;
      const trouble = troubleFrom(error, what, now());
      if (trouble.trouble.kind === 'rate-limited') blockedUntil = trouble.trouble.until;
      throw trouble;
    }
  });
}

/** Signing in is a request of its own, inside this one and without its limit. */
async function inTime<T>(answered: T | Promise<T>): Promise<T> {
  const { promise: late, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(() => reject(new Error('no answer in time')), requestTimeout + signInTime);
  try {
    return await Promise.race([answered, late]);
  } finally {
    clearTimeout(timer);
  }
}

/** Octokit throws "not modified", which is an answer. */
function field304(error: unknown): boolean {
  return typeof error === 'object' && error !== null && 'status' in error && error.status === 304;
}
