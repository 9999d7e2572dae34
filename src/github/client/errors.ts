import { type RetryAfter, RetryableError } from '../../waiting/retry.ts';

/**
 * Why GitHub did not do what it was asked, told apart by what can be done about it. `missing`, `gone` and `refused` are
 * answers, and even those may be wrong for a while; the others say nothing about what is there. None of them must be
 * taken for "there is none" without a second look.
 */
export type Trouble =
  /** It failed, did not answer in time, or answered with something that is no answer. */
  | { kind: 'unavailable' }
  /** It was not asked: it may be asked again at `until`. */
  | { kind: 'held-back'; until: Date; because: string }
  | { kind: 'rate-limited'; until: Date }
  | { kind: 'unauthorised' }
  /** The App is no longer installed there, or never was. */
  | { kind: 'uninstalled' }
  | { kind: 'suspended' }
  | { kind: 'forbidden'; reason: string }
  | { kind: 'missing'; reason: string }
  | { kind: 'gone' }
  /** Another repository has the name that we know for this one. */
  | { kind: 'renamed' }
  | { kind: 'refused'; reasons: string[]; fields: string[] };

/** A call to GitHub that failed. `effectUnknown`: it may have been carried out all the same. */
export class GitHubTrouble extends RetryableError {
  override readonly name = 'GitHubTrouble';
  readonly trouble: Trouble;
  readonly effectUnknown: boolean;
  readonly retryAfter: RetryAfter;
  readonly notBefore: Date | null;
  readonly isHeldBack: boolean;

  constructor(what: string, trouble: Trouble, effectUnknown: boolean) {
    super(`${what}: ${sentence(trouble)}`);
    this.trouble = trouble;
    this.effectUnknown = effectUnknown;
    this.retryAfter = retryAfter(trouble.kind);
    this.notBefore = 'until' in trouble ? trouble.until : null;
    this.isHeldBack = trouble.kind === 'held-back';
  }
}

function retryAfter(kind: Trouble['kind']): RetryAfter {
  switch (kind) {
    case 'forbidden':
    case 'suspended':
    case 'uninstalled':
    case 'refused':
    case 'gone':
      return 'people';
    case 'missing':
    case 'renamed':
      return 'hidden';
    case 'unauthorised':
      return 'sign-in';
    case 'unavailable':
    case 'held-back':
    case 'rate-limited':
      return 'moment';
  }
}

/** The kind of trouble that an error is; `null`: it is none of GitHub's. */
export function kindOf(error: unknown): Trouble['kind'] | null {
  return error instanceof GitHubTrouble ? error.trouble.kind : null;
}

/** Meaning of a request's error (as Octokit throws it). `what` names the request, without secrets. */
export function troubleFrom(error: unknown, what: string, now: Date): GitHubTrouble {
  if (error instanceof GitHubTrouble) return error;
  const cause = field(error, 'cause');
  // Octokit wraps errors that are thrown below it.
  if (cause instanceof GitHubTrouble) return new GitHubTrouble(what, cause.trouble, cause.effectUnknown);
  const status = field(error, 'status');
  if (typeof status !== 'number' || status >= 500 || !field(error, 'response')) {
    return new GitHubTrouble(what, { kind: 'unavailable' }, true);
  }
  return new GitHubTrouble(what, refusalFrom(error, status, now), false);
}

function refusalFrom(error: unknown, status: number, now: Date): Trouble {
  const response = field(error, 'response');
  const headers = field(response, 'headers');
  const body = field(response, 'data');
  const message = text(field(body, 'message'));
  const until = limitedUntil(headers, message, status, now);
  if (until) return { kind: 'rate-limited', until };
  if (status === 404 && isSignIn(error)) return { kind: 'uninstalled' };
  switch (status) {
    case 401:
      return { kind: 'unauthorised' };
    case 404:
      return { kind: 'missing', reason: message };
    case 410:
      return { kind: 'gone' };
    case 400:
    case 409:
    case 422:
      return { kind: 'refused', ...reasonsFrom(body, message) };
    case 408:
    case 425:
      return { kind: 'unavailable' };
    default:
      if (status < 400) return { kind: 'unavailable' };
      return /suspended/i.test(message) ? { kind: 'suspended' } : { kind: 'forbidden', reason: message };
  }
}

/** A request signs in with another one before it, whose "not found" says nothing about the first. */
function isSignIn(error: unknown): boolean {
  return /\/app\/installations\/\d+\/access_tokens$/.test(text(field(field(error, 'request'), 'url')));
}

/** GitHub asks for a wait of at least a minute where it says no time itself (secondary limits). */
const unsaidWait = 60_000;

/** Primary limits are counted by the hour: a wait for longer than that comes of a clock that is wrong. */
const longestReset = 3_660_000;

function limitedUntil(headers: unknown, message: string, status: number, now: Date): Date | null {
  if (status !== 403 && status !== 429) return null;
  const retryAfter = Number(field(headers, 'retry-after'));
  if (retryAfter > 0) return new Date(now.getTime() + retryAfter * 1000);
  if (text(field(headers, 'x-ratelimit-remaining')) === '0') {
    return new Date(now.getTime() + (untilReset(headers, now) ?? unsaidWait));
  }
  const secondary = status === 429 || /rate limit|abuse/i.test(message);
  return secondary ? new Date(now.getTime() + unsaidWait) : null;
}

/** Milliseconds; by GitHub's own clock where the answer tells it, since ours may be off. `null`: it cannot be told. */
function untilReset(headers: unknown, now: Date): number | null {
  const reset = Number(field(headers, 'x-ratelimit-reset')) * 1000;
  if (!(reset > 0)) return null;
  const waits = [reset - Date.parse(text(field(headers, 'date'))), reset - now.getTime()];
  const wait = waits.find((one) => one > -unsaidWait && one <= longestReset);
  return wait === undefined ? null : Math.max(wait, 1_000);
}

function reasonsFrom(body: unknown, message: string): { reasons: string[]; fields: string[] } {
  const errors = field(body, 'errors');
  const list: unknown[] = Array.isArray(errors) ? errors : [];
  const reasons = list.map((one) =>
    typeof one === 'string' ? one : text(field(one, 'message')) || text(field(one, 'code')),
  );
  const fields = list.map((one) => text(field(one, 'field')));
  return { reasons: [message, ...reasons].filter(Boolean), fields: fields.filter(Boolean) };
}

function sentence(trouble: Trouble): string {
  switch (trouble.kind) {
    case 'unavailable':
      return 'GitHub did not answer, or failed';
    case 'held-back':
      return `not sent before ${trouble.until.toISOString()}: ${trouble.because}`;
    case 'rate-limited':
      return `GitHub asks to wait until ${trouble.until.toISOString()}`;
    case 'unauthorised':
      return 'GitHub does not accept the credentials; check APP_ID and the private key';
    case 'uninstalled':
      return 'the App is not installed there';
    case 'suspended':
      return 'the installation of the App is suspended';
    case 'forbidden':
      return `GitHub does not allow it (${trouble.reason}); check the permissions of the installation`;
    case 'missing':
      return 'GitHub knows no such thing, or the App may not see it';
    case 'gone':
      return 'GitHub says that it is gone or switched off';
    case 'renamed':
      return 'another repository has that name now';
    case 'refused':
      return `GitHub refused: ${trouble.reasons.join('; ')}`;
  }
}

function field(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[name] : undefined;
}

/** Credentials. GitHub's reasons for a refusal are stored and shown: if they quote a credential, it is left out. */
const signs = /\bgh[a-z]_[\w.-]{8,}|\bgithub_pat_\w{8,}|\beyJ[\w-]{8,}\.[\w-]+\.[\w-]+/g;

function text(value: unknown): string {
  if (typeof value === 'string') return value.replaceAll(signs, '[hidden]');
  return typeof value === 'number' ? String(value) : '';
}
