/** What one value of the policy file may be, and what is wrong with one that is not. */
import { z } from 'zod';
import { encodeProblem as is } from '../explain/encode-problem.ts';
import type { NameKind, ValueProblem } from '../explain/problem.ts';
import { parseDuration } from './duration.ts';
import { compilePattern, mostInstructions } from './pattern.ts';
import { parseQuietHours } from './quiet-hours.ts';
import { isTimezone, nearestTimezone } from './timezone.ts';
import { parseWeekdays } from './weekdays.ts';

export const second = 1_000;

export const flag = z.boolean({ error: is({ code: 'not-true-or-false' }) });
/** Names that YAML takes for something else are names all the same, in quotation marks. */
const named = (wanted: NameKind) => ({
  error: ({ input }: { input?: unknown }): string => {
    if (typeof input === 'number') return is({ code: 'yaml-number' });
    if (typeof input === 'boolean') return is({ code: 'yaml-word' });
    const colon = typeof input === 'object' && input !== null && !Array.isArray(input);
    return is({ code: 'not-a-name', wanted, colon });
  },
});
const text = (most: number, wanted: NameKind) =>
  z
    .string(named(wanted))
    .min(1, { error: is({ code: 'empty' }), abort: true })
    .max(most, { error: is({ code: 'too-long', most }), abort: true })
    .refine(printable, { error: is({ code: 'control-characters' }), abort: true })
    .refine((value) => value.trim() === value, {
      error: is({ code: 'outer-space' }),
      abort: true,
    });
export const whole = (least: number, most: number) => {
  const error = is({ code: 'not-whole', least, most });
  return z.int({ error }).min(least, error).max(most, error);
};
export const choice = <const T extends readonly [string, ...string[]]>(...values: T) =>
  z.enum(values, { error: is({ code: 'not-one-of', values }) });
export const list = <T extends z.ZodType>(of: T, most: number, example: string) =>
  z
    .array(of, { error: is({ code: 'not-a-list', example }) })
    .max(most, is({ code: 'too-many-entries', most }));

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
  const tooLong = is({ code: 'duration-too-long', most });
  const advice = is({ code: 'not-a-duration', example });
  const text = z.string({ error: advice }).meta({ pattern: '^\\s*\\d{1,7}[smhd]\\s*$' });
  return text.transform((value, context) => {
    const milliseconds = parseDuration(value);
    if (/^\s*\d{8,}[smhd]\s*$/.test(value)) context.addIssue(tooLong);
    else if (milliseconds === null) context.addIssue(advice);
    else if (milliseconds < least)
      context.addIssue(least === second ? is({ code: 'duration-zero' }) : advice);
    else if (milliseconds > limit) context.addIssue(tooLong);
    return milliseconds ?? 0;
  });
}

/** Logins of managed users end in `_` and the name of their enterprise; some old ones end in a hyphen. */
const login = /^[a-z\d][a-z\d_-]{0,99}$/i;
/** No dots: `..` in an address is the way up. */
const team = /^[a-z\d][a-z\d_-]{0,98}\/[a-z\d_-]{1,100}$/i;
export const person = z
  .string(named('login'))
  .transform((value) => value.replace(/^@/, ''))
  .refine((value) => login.test(value), is({ code: 'not-a-login' }));
export const personOrTeam = z
  .string(named('login-or-team'))
  .transform((value) => value.replace(/^@/, ''))
  .refine((value) => login.test(value) || team.test(value), is({ code: 'not-a-login-or-team' }));
export const label = text(50, 'label');
/** `**` counts as two. */
const mostStars = 20;

export const glob = text(255, 'glob')
  .refine((value) => count(value, '(') === count(value, ')') && count(value, '[') === count(value, ']'), {
    error: is({ code: 'unbalanced-bracket' }),
    abort: true,
  })
  .refine((value) => !/^!|^\^|^\/.*\/$|\{[^}]*,[^}]*\}/.test(value), {
    error: is({ code: 'not-a-glob' }),
    abort: true,
  })
  .refine((value) => count(value, '*') <= mostStars, is({ code: 'too-many-stars', most: mostStars }));

export const path = glob
  .refine((value) => !/^\.{0,2}\/|^~/.test(value), {
    error: is({ code: 'path-not-from-root' }),
    abort: true,
  })
  .refine((value) => !value.endsWith('/'), is({ code: 'path-is-folder' }));

function count(value: string, letter: string): number {
  return value.split(letter).length - 1;
}

export const branchPart = z
  .string(named('branch'))
  .min(1, { error: is({ code: 'empty' }), abort: true })
  .max(200, { error: is({ code: 'too-long', most: 200 }), abort: true })
  .refine((value) => !/^(?:refs\/|origin\/|HEAD$)/.test(value), {
    error: is({ code: 'not-the-branch-alone' }),
    abort: true,
  })
  .refine(isBranchName, is({ code: 'no-branch-name' }));

export const prefix = z
  .string({ error: is({ code: 'not-a-prefix' }) })
  .min(2, { error: is({ code: 'not-a-prefix' }), abort: true })
  .max(100, { error: is({ code: 'too-long', most: 100 }), abort: true })
  .refine((value) => value.endsWith('/'), { error: is({ code: 'prefix-without-slash' }), abort: true })
  .refine((value) => !value.startsWith('refs/'), {
    error: is({ code: 'not-the-prefix-alone' }),
    abort: true,
  })
  .refine((value) => isBranchName(`${value}x`), {
    error: is({ code: 'no-prefix-name' }),
    abort: true,
  })
  .refine((value) => !value.startsWith('gh-readonly-queue/'), is({ code: 'merge-queue' }));

export const namePattern = text(500, 'pattern').superRefine((source, context) => {
  const problem = /^\/.*\/[a-z]*$/.test(source)
    ? ({ code: 'pattern-in-slashes' } as const)
    : patternProblem(source);
  if (problem) context.addIssue(is(problem));
});

export const timezone = z.string({ error: is({ code: 'not-a-timezone' }) }).superRefine((name, context) => {
  if (!isTimezone(name)) context.addIssue(is({ code: 'unknown-timezone', nearest: nearestTimezone(name) }));
});

export const url = text(2000, 'url')
  .refine((value) => /^https?:\/\/[^\s<>"'`\\]+$/i.test(value), {
    error: is({ code: 'url-form' }),
    abort: true,
  })
  .refine((value) => value.includes('{incident}'), {
    error: is({ code: 'url-without-incident' }),
    abort: true,
  })
  .refine((value) => !/\$\{incident\}/.test(value), {
    error: is({ code: 'url-with-dollar' }),
    abort: true,
  })
  .refine((value) => !hasSecret(value), {
    error: is({ code: 'url-with-secret' }),
    abort: true,
  })
  .refine((value) => isAddress(value.replaceAll('{incident}', 'INC-1')), {
    error: is({ code: 'not-a-url' }),
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

export const quietHours = z.string({ error: is({ code: 'not-quiet-hours' }) }).transform((value, context) => {
  const hours = parseQuietHours(value);
  if (!hours) context.addIssue(is({ code: 'not-quiet-hours' }));
  else if (hours.from === hours.until) context.addIssue(is({ code: 'endless-quiet-hours' }));
  return hours;
});

const daysWanted = is({ code: 'not-weekdays' });
export const weekdays = z
  .union([z.string(), z.array(z.string()).max(7)], { error: daysWanted })
  .transform((value, context) => {
    const days = parseWeekdays(String(value));
    if (!days) context.addIssue(daysWanted);
    return days;
  });

export const workflow = text(255, 'workflow').refine(
  (value) => /^[^*]*[^*/]\.ya?ml$/.test(value),
  is({ code: 'not-a-workflow-file' }),
);

export const dispatch = text(100, 'dispatch').refine(
  (value) => !value.includes('*'),
  is({ code: 'dispatch-with-star' }),
);

export const repository = z
  .string(named('repository'))
  .refine(
    (value) => /^[a-z\d][a-z\d_-]{0,99}\/(?!\.{1,2}$)[\w.-]{1,100}$/i.test(value),
    is({ code: 'not-a-repository' }),
  );

const mostGates = 50;
export const gates = z
  .record(
    // Objects list such names before all others, and gates are looked through in their order.
    text(100, 'gate').refine((name) => !/^\d+$/.test(name), is({ code: 'no-letter' })),
    z.strictObject(
      { keep: flag.optional(), match: list(glob, 50, "['*unit*']").optional() },
      { error: is({ code: 'not-a-gate' }) },
    ),
    { error: is({ code: 'not-gates' }) },
  )
  .refine((gates) => Object.keys(gates).length <= mostGates, is({ code: 'too-many-gates', most: mostGates }));

function patternProblem(source: string): ValueProblem | null {
  try {
    const groups = compilePattern(source)?.namedGroups();
    if (!groups) return { code: 'pattern-too-large', most: mostInstructions };
    const missing = ['incident', 'slug'].filter((name) => !(name in groups));
    return missing.length > 0 ? { code: 'pattern-without-groups', missing } : null;
  } catch (error) {
    return /\(\?<?[=!]|\\[1-9]|\\k[<'{]|\(\?P=/.test(source)
      ? { code: 'pattern-look-around' }
      : { code: 'not-a-pattern', ...reasonOf(error) };
  }
}

/** As the library says it: `missing closing ): …`. */
function reasonOf(error: unknown): { reason: string | null; part: string | null } {
  const said = error instanceof Error ? error.message : '';
  const [, reason = ''] = /^error parsing regexp: ([^`]*?)(?:: `|$)/.exec(said) ?? [];
  const [, part = null] = /`([^`]{1,40})`$/.exec(said) ?? [];
  const speaksForItself = /^(?:missing|unexpected|$)/.test(reason);
  return { reason: reason === '' ? null : reason, part: speaksForItself ? null : part };
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
