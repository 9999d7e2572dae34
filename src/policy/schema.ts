import { RE2JS } from 're2js';
import { z } from 'zod';
import { defaultPolicy } from './default-policy.ts';
import { parseDuration } from './duration.ts';
import type { Policy } from './policy.ts';
import { parseQuietHours } from './quiet-hours.ts';
import { parseWeekdays } from './weekdays.ts';

const second = 1_000;
const day = 86_400_000;

/** The one source of the file's keys, their types, and what is wrong with a value. Messages end a sentence. */
const flag = z.boolean({ error: 'must be true or false' });
const text = (most: number, what = 'text') =>
  z
    .string({ error: `must be ${what}` })
    .min(1, `must not be empty`)
    .max(most, `must be at most ${most} characters`);
const whole = (least: number, most: number) =>
  z
    .int({ error: `must be a whole number from ${least} to ${most}` })
    .min(least, `must be a whole number from ${least} to ${most}`)
    .max(most, `must be a whole number from ${least} to ${most}`);
const choice = <const T extends readonly [string, ...string[]]>(...values: T) =>
  z.enum(values, { error: `must be one of ${values.join(', ')}` });
const list = <T extends z.ZodType>(of: T, most: number, example: string) =>
  z.array(of, { error: `must be a list, such as ${example}` }).max(most, `must have at most ${most} entries`);

function duration({ least, example }: { least: number; example: string }) {
  const advice = `must be a number and s, m, h or d, such as ${example}`;
  return z.string({ error: advice }).transform((value, context) => {
    const milliseconds = parseDuration(value);
    if (milliseconds === null) context.addIssue(advice);
    else if (milliseconds < least)
      context.addIssue(least === second ? 'must be longer than nothing' : advice);
    else if (milliseconds > 90 * day) context.addIssue('must be at most 90d');
    return milliseconds ?? 0;
  });
}

const login = /^[a-z\d](?:[a-z\d-]{0,98}[a-z\d])?$/i;
const team = /^[a-z\d](?:[a-z\d-]{0,98})\/[a-z\d._-]{1,100}$/i;
const person = z
  .string({ error: 'must be a GitHub login, such as ada' })
  .transform((value) => value.replace(/^@/, ''))
  .refine((value) => login.test(value), 'must be a GitHub login, such as ada');
const personOrTeam = z
  .string({ error: 'must be a GitHub login or a team, such as ada or acme/payments' })
  .transform((value) => value.replace(/^@/, ''))
  .refine(
    (value) => login.test(value) || team.test(value),
    'must be a GitHub login or a team, such as ada or acme/payments',
  );
const label = text(50, 'the name of a label, such as hotfix').refine(
  printable,
  'must not have control characters',
);
const glob = text(255, 'a name, in which * stands for anything, such as production*');

const branchPart = z
  .string({ error: 'must be the name of a branch, such as main' })
  .min(1, 'must not be empty')
  .max(200, 'must be at most 200 characters')
  .refine(isBranchName, 'is no name that a branch can have');

const prefix = z
  .string({ error: 'must be the beginning of branch names, such as hotfix/' })
  .min(2, 'must be the beginning of branch names, such as hotfix/')
  .max(100, 'must be at most 100 characters')
  .refine((value) => value.endsWith('/'), 'must end with a slash, such as hotfix/')
  .refine((value) => isBranchName(`${value}x`), 'is no beginning that a branch name can have')
  .refine(
    (value) => !value.startsWith('gh-readonly-queue/'),
    "is where GitHub keeps its merge queue's branches; choose another, such as hotfix/",
  );

const namePattern = text(500, 'a regular expression in quotation marks').superRefine((source, context) => {
  const problem = patternProblem(source);
  if (problem) context.addIssue(problem);
});

const timezone = z
  .string({ error: 'must be a time zone, such as Europe/Berlin' })
  .refine(isTimezone, 'is no time zone that is known; write one such as UTC or Europe/Berlin');

const url = text(2000, 'an address with {incident}, such as https://incidents.example.com/{incident}')
  .refine(
    (value) => /^https?:\/\/[^\s<>"'`\\]+$/i.test(value),
    'must begin with https:// and have no spaces, quotation marks or angle brackets',
  )
  .refine((value) => value.includes('{incident}'), 'must have {incident} where the ID goes');

const quietHours = z
  .string({ error: 'must be two times of day, such as 20:00-08:00, or null' })
  .transform((value, context) => {
    const hours = parseQuietHours(value);
    if (!hours) context.addIssue('must be two times of day, such as 20:00-08:00, or null');
    else if (hours.from === hours.until)
      context.addIssue('would never end; write two different times, such as 20:00-08:00');
    return hours;
  });

const weekdays = z
  .string({ error: 'must be days, such as mon-fri or mon,wed,fri, or null' })
  .transform((value, context) => {
    const days = parseWeekdays(value);
    if (!days) context.addIssue('must be days, such as mon-fri or mon,wed,fri, or null');
    return days;
  });

const gate = z.strictObject(
  { keep: flag.optional(), match: list(glob, 50, "['*unit*']").optional() },
  { error: 'must be a mapping, such as { keep: true }' },
);

/** Not acted on by this version: accepted as they are, so that a file can be written for the whole product. */
const later = z.unknown().optional();

const mapping = 'must be a mapping of keys to values, indented below it';

/** A section whose keys are all commented out is an empty one. */
const section = <T extends z.ZodRawShape>(shape: T) =>
  z.strictObject(shape, { error: mapping }).partial().nullable();

const keys = {
  mode: choice('enforce', 'observe', 'off'),
  branches: section({ prefix, name: namePattern, target: branchPart.nullable() }),
  incidents: section({ url: url.nullable() }),
  owners: list(personOrTeam, 20, '[ada, acme/payments]'),
  approvers: list(personOrTeam, 20, '[ada, acme/payments]'),
  timezone,
  backfill: section({
    deadline: duration({ least: second, example: '24h' }),
    clock: choice('push', 'deploy'),
    'open-after': duration({ least: 0, example: '1h' }),
    draft: flag,
    labels: list(label, 20, '[hotfix]'),
    reviewers: list(personOrTeam, 15, '[ada, acme/payments]'),
    'required-checks': list(glob, 50, '[full-ci, integration-*]'),
  }),
  reminders: section({
    every: duration({ least: second, example: '24h' }),
    limit: whole(0, 50),
    'quiet-hours': quietHours.nullable(),
    weekdays: weekdays.nullable(),
  }),
  frequency: section({ limit: whole(0, 1000), window: choice('month', '30d') }),
  deploys: section({
    environments: list(glob, 50, '[production]'),
    workflows: list(text(255, 'the file name of a workflow, such as hotfix-ci.yml'), 50, '[hotfix-ci.yml]'),
    dispatches: list(
      text(100, 'the type of a repository_dispatch, such as deploy-service'),
      50,
      '[deploy-service]',
    ),
  }),
  gate: later,
  pipeline: section({
    budget: later,
    gates: z.record(text(100), gate, {
      error: 'must be a mapping of gates, such as unit-tests: { keep: true }',
    }),
  }),
  review: later,
  runbooks: later,
  issues: section({ labels: list(label, 20, '[hotfix-policy]'), assignees: list(person, 10, '[ada]') }),
  notify: later,
};

export const policySchema = z.strictObject(keys, { error: mapping }).partial();

export type PolicyFile = z.output<typeof policySchema>;

/** Keys that {@link policySchema} takes and this version does not act on. */
export const laterKeys = ['gate', 'pipeline.budget', 'review', 'runbooks', 'notify'];

/** The file laid over the defaults: a given value replaces the default's, and gates are laid over one by one. */
export function overDefaults(file: PolicyFile): Policy {
  const base = defaultPolicy;
  const backfill = file.backfill ?? {};
  const reminders = file.reminders ?? {};
  const gates = Object.entries(file.pipeline?.gates ?? {}).map(([name, given]) => {
    const own = Object.hasOwn(base.pipeline.gates, name) ? base.pipeline.gates[name] : undefined;
    const known = own ?? { keep: false, match: [] };
    return [name, { keep: given.keep ?? known.keep, match: given.match ?? known.match }] as const;
  });
  return {
    mode: file.mode ?? base.mode,
    branches: {
      prefix: file.branches?.prefix ?? base.branches.prefix,
      name: file.branches?.name ?? base.branches.name,
      target: file.branches?.target ?? base.branches.target,
    },
    incidents: { url: file.incidents?.url ?? base.incidents.url },
    owners: file.owners ?? base.owners,
    approvers: file.approvers ?? base.approvers,
    timezone: file.timezone ?? base.timezone,
    backfill: {
      deadline: backfill.deadline ?? base.backfill.deadline,
      clock: backfill.clock ?? base.backfill.clock,
      openAfter: backfill['open-after'] ?? base.backfill.openAfter,
      draft: backfill.draft ?? base.backfill.draft,
      labels: backfill.labels ?? base.backfill.labels,
      reviewers: backfill.reviewers ?? base.backfill.reviewers,
      requiredChecks: backfill['required-checks'] ?? base.backfill.requiredChecks,
    },
    reminders: {
      every: reminders.every ?? base.reminders.every,
      limit: reminders.limit ?? base.reminders.limit,
      quietHours: reminders['quiet-hours'] ?? base.reminders.quietHours,
      weekdays: reminders.weekdays ?? base.reminders.weekdays,
    },
    frequency: {
      limit: file.frequency?.limit ?? base.frequency.limit,
      window: file.frequency?.window ?? base.frequency.window,
    },
    deploys: {
      environments: file.deploys?.environments ?? base.deploys.environments,
      workflows: file.deploys?.workflows ?? base.deploys.workflows,
      dispatches: file.deploys?.dispatches ?? base.deploys.dispatches,
    },
    pipeline: { gates: { ...base.pipeline.gates, ...Object.fromEntries(gates) } },
    issues: {
      labels: file.issues?.labels ?? base.issues.labels,
      assignees: file.issues?.assignees ?? base.issues.assignees,
    },
  };
}

function patternProblem(source: string): string | null {
  try {
    const groups = RE2JS.compile(source).namedGroups();
    const missing = ['incident', 'slug'].filter((name) => !(name in groups));
    return missing.length > 0
      ? `must have the named group ${missing.map((name) => `(?<${name}>…)`).join(' and ')}`
      : null;
  } catch {
    return /\(\?<?[=!]|\\[1-9]|\\k[<'{]|\(\?P=/.test(source)
      ? 'uses a look-around or a back-reference, which this kind of expression (RE2) does not have'
      : 'is no regular expression; check its brackets and backslashes';
  }
}

function isTimezone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return /^[A-Za-z]/.test(name);
  } catch {
    return false;
  }
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
