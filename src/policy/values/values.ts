/** What one value of the policy file may be. Messages go on from the name of the key, and have no full stop. */
import { RE2JS } from 're2js';
import { z } from 'zod';
import { echo } from '../explain/quote-input.ts';
import { parseDuration } from './duration.ts';
import { parseQuietHours } from './quiet-hours.ts';
import { isTimezone, nearestTimezone } from './timezone.ts';
import { parseWeekdays } from './weekdays.ts';

export const second = 1_000;

export const flag = z.boolean({ error: 'must be true or false' });
/** Names that YAML takes for something else are names all the same, in quotation marks. */
const named = (what: string) => ({
  error: ({ input }: { input?: unknown }): string => {
    if (typeof input === 'number' || typeof input === 'boolean')
      return `is ${typeof input === 'number' ? 'a number' : 'no text'} to YAML; put it in quotation marks`;
    const colon = typeof input === 'object' && input !== null && !Array.isArray(input);
    return `must be ${what}${colon ? '; where a colon belongs to it, put it in quotation marks' : ''}`;
  },
});
const text = (most: number, what = 'text') =>
  z
    .string(named(what))
    .min(1, { error: `must not be empty`, abort: true })
    .max(most, { error: `must be at most ${most} characters`, abort: true })
    .refine(printable, { error: 'must not have control characters', abort: true })
    .refine((value) => value.trim() === value, {
      error: 'must not begin or end with a space',
      abort: true,
    });
export const whole = (least: number, most: number) =>
  z
    .int({ error: `must be a whole number from ${least} to ${most}` })
    .min(least, `must be a whole number from ${least} to ${most}`)
    .max(most, `must be a whole number from ${least} to ${most}`);
export const choice = <const T extends readonly [string, ...string[]]>(...values: T) =>
  z.enum(values, { error: `must be one of ${values.join(', ')}` });
export const list = <T extends z.ZodType>(of: T, most: number, example: string) =>
  z.array(of, { error: `must be a list, such as ${example}` }).max(most, `must have at most ${most} entries`);

export function duration({
  least,
  most = '90d',
  example,
}: {
  least: number;
  most?: string;
  example: string;
}) {
  const limit = parseDuration(most) ?? 0;
  const tooLong = `must be at most ${most}`;
  const advice = `must be a number and s, m, h or d, such as ${example}`;
  const text = z.string({ error: advice }).meta({ pattern: '^\\s*\\d{1,7}[smhd]\\s*$' });
  return text.transform((value, context) => {
    const milliseconds = parseDuration(value);
    if (/^\s*\d{8,}[smhd]\s*$/.test(value)) context.addIssue(tooLong);
    else if (milliseconds === null) context.addIssue(advice);
    else if (milliseconds < least)
      context.addIssue(least === second ? 'must be longer than nothing' : advice);
    else if (milliseconds > limit) context.addIssue(tooLong);
    return milliseconds ?? 0;
  });
}

/** Logins of managed users end in `_` and the name of their enterprise; some old ones end in a hyphen. */
const login = /^[a-z\d][a-z\d_-]{0,99}$/i;
/** No dots: `..` in an address is the way up. */
const team = /^[a-z\d][a-z\d_-]{0,98}\/[a-z\d_-]{1,100}$/i;
export const person = z
  .string(named('a GitHub login, such as ada'))
  .transform((value) => value.replace(/^@/, ''))
  .refine((value) => login.test(value), 'must be a GitHub login, such as ada');
export const personOrTeam = z
  .string(named('a GitHub login or a team, such as ada or acme/payments'))
  .transform((value) => value.replace(/^@/, ''))
  .refine(
    (value) => login.test(value) || team.test(value),
    'must be a GitHub login or a team, such as ada or acme/payments',
  );
export const label = text(50, 'the name of a label, such as hotfix');
export const glob = text(255, 'a name, in which * stands for anything, such as production*')
  .refine((value) => count(value, '(') === count(value, ')') && count(value, '[') === count(value, ']'), {
    error:
      'has a bracket without its other one; where a comma belongs to the name, put it in quotation marks',
    abort: true,
  })
  .refine((value) => !/^!|^\^|^\/.*\/$|\{[^}]*,[^}]*\}/.test(value), {
    error: 'is taken letter by letter, but for * and ?; write a name or part of it, such as production*',
    abort: true,
  });

export const path = glob
  .refine((value) => !/^\.{0,2}\/|^~/.test(value), {
    error: 'must begin at the root of the repository, without a slash, such as runbooks/**',
    abort: true,
  })
  .refine((value) => !value.endsWith('/'), 'is a folder; write what is in it, such as runbooks/**');

function count(value: string, letter: string): number {
  return value.split(letter).length - 1;
}

export const branchPart = z
  .string(named('the name of a branch, such as main'))
  .min(1, { error: 'must not be empty', abort: true })
  .max(200, { error: 'must be at most 200 characters', abort: true })
  .refine((value) => !/^(?:refs\/|origin\/|HEAD$)/.test(value), {
    error: 'must be the name alone, such as main',
    abort: true,
  })
  .refine(isBranchName, 'is no name that a branch can have');

export const prefix = z
  .string({ error: 'must be the beginning of branch names, such as hotfix/' })
  .min(2, { error: 'must be the beginning of branch names, such as hotfix/', abort: true })
  .max(100, { error: 'must be at most 100 characters', abort: true })
  .refine((value) => value.endsWith('/'), { error: 'must end with a slash, such as hotfix/', abort: true })
  .refine((value) => !value.startsWith('refs/'), {
    error: 'must be the beginning of the name alone, such as hotfix/',
    abort: true,
  })
  .refine((value) => isBranchName(`${value}x`), {
    error: 'is no beginning that a branch name can have',
    abort: true,
  })
  .refine(
    (value) => !value.startsWith('gh-readonly-queue/'),
    "is where GitHub keeps its merge queue's branches; choose another, such as hotfix/",
  );

export const namePattern = text(500, 'a regular expression in quotation marks').superRefine(
  (source, context) => {
    const problem = /^\/.*\/[a-z]*$/.test(source)
      ? 'must be the expression alone, without slashes around it'
      : patternProblem(source);
    if (problem) context.addIssue(problem);
  },
);

export const timezone = z
  .string({ error: 'must be a time zone, such as Europe/Berlin' })
  .superRefine((name, context) => {
    if (isTimezone(name)) return;
    const nearest = nearestTimezone(name);
    const advice = nearest ? `did you mean ${nearest}?` : 'write one such as UTC or Europe/Berlin';
    context.addIssue(`is no time zone that is known; ${advice}`);
  });

export const url = text(2000, 'an address with {incident}, such as https://incidents.example.com/{incident}')
  .refine((value) => /^https?:\/\/[^\s<>"'`\\]+$/i.test(value), {
    error: 'must begin with https:// and have no spaces, quotation marks or angle brackets',
    abort: true,
  })
  .refine((value) => value.includes('{incident}'), {
    error: 'must have {incident} where the ID goes',
    abort: true,
  })
  .refine((value) => !/\$\{incident\}/.test(value), {
    error: 'must have {incident} without the $ before it',
    abort: true,
  })
  .refine((value) => !hasSecret(value), {
    error:
      'has what looks like a password or a token in it, which everybody would see; leave it out, and have it revoked',
    abort: true,
  })
  .refine((value) => isAddress(value.replaceAll('{incident}', 'INC-1')), {
    error: 'is no address that a browser would open',
    abort: true,
  });

/** A user in front of the host, or the beginning of a token as the well-known services make them. */
function hasSecret(value: string): boolean {
  return (
    /^https?:\/\/[^/?#]*@/i.test(value) ||
    /gh[a-z]_\w{16}|github_pat_|glpat-|xox[a-z]-|[?&](?:api[-_]?key|(?:access[-_]?)?token|password|secret)=/i.test(
      value,
    )
  );
}

function isAddress(value: string): boolean {
  return URL.canParse(value) && /^https?:\/\/[^/]/i.test(value) && !/[{}]/.test(value);
}

export const quietHours = z
  .string({ error: 'must be two times of day, such as 20:00-08:00, or null' })
  .transform((value, context) => {
    const hours = parseQuietHours(value);
    if (!hours) context.addIssue('must be two times of day, such as 20:00-08:00, or null');
    else if (hours.from === hours.until)
      context.addIssue('would never end; write two different times, such as 20:00-08:00');
    return hours;
  });

const daysWanted = 'must be days, such as mon-fri or mon,wed,fri, or null';
export const weekdays = z
  .union([z.string(), z.array(z.string()).max(7)], { error: daysWanted })
  .transform((value, context) => {
    const days = parseWeekdays(String(value));
    if (!days) context.addIssue(daysWanted);
    return days;
  });

export const workflow = text(255, 'the file name of a workflow, such as hotfix-ci.yml').refine(
  (value) => /^[^*]*[^*/]\.ya?ml$/.test(value),
  'must be the file name of a workflow, in full, such as hotfix-ci.yml',
);

export const dispatch = text(100, 'the type of a repository_dispatch, such as deploy-service').refine(
  (value) => !value.includes('*'),
  'must be the type in full: * stands for nothing here',
);

const mostGates = 50;
export const gates = z
  .record(
    // Objects list such names before all others, and gates are looked through in their order.
    text(100, 'the name of a gate, such as unit-tests').refine(
      (name) => !/^\d+$/.test(name),
      'must have a letter in it',
    ),
    z.strictObject(
      { keep: flag.optional(), match: list(glob, 50, "['*unit*']").optional() },
      { error: 'must be a mapping, such as { keep: true }' },
    ),
    { error: 'must be a mapping of gates, such as unit-tests: { keep: true }' },
  )
  .refine((gates) => Object.keys(gates).length <= mostGates, `must have at most ${mostGates} gates`);

function patternProblem(source: string): string | null {
  try {
    const groups = RE2JS.compile(source).namedGroups();
    const missing = ['incident', 'slug'].filter((name) => !(name in groups));
    return missing.length > 0
      ? `must have the named group ${missing.map((name) => `(?<${name}>…)`).join(' and ')}`
      : null;
  } catch (error) {
    return /\(\?<?[=!]|\\[1-9]|\\k[<'{]|\(\?P=/.test(source)
      ? 'uses a look-around or a back-reference, which this kind of expression (RE2) does not have'
      : `is no regular expression: ${reasonOf(error)}`;
  }
}

/** As the library says it, in English: `missing closing ): …`. */
function reasonOf(error: unknown): string {
  const said = error instanceof Error ? error.message : '';
  const [, reason = ''] = /^error parsing regexp: ([^`]*?)(?:: `|$)/.exec(said) ?? [];
  const [, part] = /`([^`]{1,40})`$/.exec(said) ?? [];
  const shown =
    part && !reason.startsWith('missing') && !reason.startsWith('unexpected') ? `: \`${echo(part)}\`` : '';
  return reason === '' ? 'check its brackets and backslashes' : `${echo(reason)}${shown}`;
}

/** The rules of `git check-ref-format`, for the part after `refs/heads/`. */
function isBranchName(name: string): boolean {
  return (
    printable(name) &&
    !/[ ~^:?*[\\]|\.\.|@\{|\/\/|\/$|\.$|^\/|^-|^@$/.test(name) &&
    name.split('/').every((part) => !part.startsWith('.') && !part.endsWith('.lock'))
  );
}

function printable(value: string): boolean {
  return !/\p{Cc}/u.test(value);
}
