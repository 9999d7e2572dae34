/**
 * The keys of the policy file, in one place: what each may be, what it is where nobody says otherwise, what it does,
 * and what a repository may still write where its organisation has locked it. The types, the defaults, the page about
 * the file and the schema for editors follow from here.
 */

import type { z } from 'zod';
import { type Gates, gatesLock, gatesOver } from './gates.ts';
import { overdueLabel } from './own-names.ts';
import { showDuration } from './values/duration.ts';
import { fileName } from './values/file-name.ts';
import { showQuietHours } from './values/quiet-hours.ts';
import {
  atLeast,
  atMost,
  eachCheck,
  eachDay,
  eachEntry,
  eachName,
  inAnyCase,
  inOrder,
  type Lock,
  noOneElse,
  noOtherHours,
  unchanged,
} from './values/strictness.ts';
import * as value from './values/values.ts';
import { showWeekdays } from './values/weekdays.ts';

/** One key. Durations are milliseconds once they are read. */
export interface Key<Schema extends z.ZodType = z.ZodType, Value = z.output<Schema>> {
  schema: Schema;
  /** As it would be written. */
  initial: z.input<Schema>;
  does: string;
  /** What may be written. */
  write: string;
  /** Its entries are users, or teams. */
  people?: true;
  /** What a repository may still write where its organisation has locked the key. */
  lock: Lock<Value>;
  /** A value as it would be written, where it is read as something else. */
  show?: (value: unknown) => string;
  /** A given value over the one from further up; without it, the given one counts. */
  over?: (above: Value, given: z.output<Schema>) => Value;
}

function key<Schema extends z.ZodType, Value = z.output<Schema>>(
  schema: Schema,
  rest: NoInfer<Omit<Key<Schema, Value>, 'schema'>>,
): Key<Schema, Value> {
  return { schema, ...rest };
}

/** What Slack can be told of. */
const slackEvents = ['deployed', 'overdue', 'breach', 'review', 'cured'] as const;

const usersAndTeams = 'users and `org/team`s';
const labels = 'a list of labels';

export const keys = {
  mode: key(value.choice('enforce', 'observe', 'off'), {
    initial: 'enforce',
    does: '`enforce` acts. `observe` shows in the check run what it would do, and writes nothing else. `off` neither asks nor writes; what is there stays.',
    write: '`enforce`, `observe`, `off`',
    lock: inOrder('off', 'observe', 'enforce'),
  }),
  branches: {
    prefix: key(value.prefix, {
      initial: 'hotfix/',
      does: 'Branches that begin with it are hotfixes.',
      write: 'the beginning of a branch name, ending in `/`',
      lock: unchanged,
    }),
    name: key(value.namePattern, {
      initial: '^(?<incident>[A-Z][A-Z0-9]*-\\d+)-(?<slug>[a-z0-9]+(?:-[a-z0-9]+)*)$',
      does: 'What follows the prefix must match it; otherwise the check run fails and shows the commands that rename the branch.',
      write:
        'a regular expression with the named groups `incident` and `slug`, in the [RE2 syntax](https://github.com/google/re2/wiki/Syntax): no look-around and no back-reference. It must match the whole rest of the name.',
      lock: unchanged,
    }),
    target: key(value.branchPart.nullable(), {
      initial: null,
      does: 'Where the fix is owed. `null`: the default branch, also after that is renamed.',
      write: 'a branch, or `null`',
      lock: unchanged,
    }),
  },
  incidents: {
    url: key(value.url.nullable(), {
      initial: null,
      does: 'Incident IDs become links.',
      write: 'an address with `{incident}` in it, or `null`',
      lock: unchanged,
    }),
  },
  owners: key(value.list(value.personOrTeam, 20, '[ada, acme/payments]'), {
    initial: [],
    people: true,
    does: 'Mentioned in reminders and breach issues.',
    write: usersAndTeams,
    lock: eachName,
  }),
  approvers: key(value.list(value.personOrTeam, 20, '[ada, acme/payments]'), {
    initial: [],
    people: true,
    does: 'Who may give the commands that need a right: `/hotfix extend`, `waive` and `supersede`; never the author of the fix. `[]`: whoever has maintain or admin permission in the repository.',
    write: usersAndTeams,
    lock: noOneElse,
  }),
  timezone: key(value.timezone, {
    initial: 'UTC',
    does: 'For the times in texts, for quiet hours and weekdays, and for where a month begins.',
    write: 'an IANA name, such as `Europe/Berlin`',
    lock: inAnyCase,
  }),
  backfill: {
    deadline: key(value.duration({ least: value.second, example: '24h' }), {
      show: showDuration,
      initial: '24h',
      does: 'How long the fix may be missing from the target. It does not move for nights and weekends.',
      write: 'a duration up to `90d`',
      lock: atMost,
    }),
    clock: key(value.choice('push', 'deploy'), {
      initial: 'push',
      does: 'What starts the deadline: the first push to the branch, or the first successful production deploy.',
      write: '`push`, `deploy`',
      lock: inOrder('deploy', 'push'),
    }),
    'open-after': key(value.duration({ least: 0, example: '1h' }), {
      show: showDuration,
      initial: '1h',
      does: 'Where no deploy is seen, the pull request is opened this long after the first push. A deploy opens it at once.',
      write: 'a duration, also `0s`',
      lock: atMost,
    }),
    draft: key(value.flag, {
      initial: false,
      does: 'Whether it is opened as a draft.',
      write: '`true`, `false`',
      lock: unchanged,
    }),
    labels: key(value.list(value.label, 20, '[hotfix]'), {
      initial: ['hotfix'],
      does: `Labels that it carries; those that do not exist are made. From the deadline on it carries \`${overdueLabel}\` too.`,
      write: labels,
      lock: eachName,
    }),
    reviewers: key(value.list(value.personOrTeam, 15, '[ada, acme/payments]'), {
      initial: [],
      people: true,
      does: 'Who is asked for a review, once. The author of the fix is left out.',
      write: usersAndTeams,
      lock: eachName,
    }),
    'required-checks': key(value.list(value.glob, 50, '[full-ci, integration-*]'), {
      initial: [],
      does: 'The checks that make up the full pipeline. `[]`: those that the target requires, by branch protection or a ruleset; where it requires none, all that run. A required check that was skipped has judged nothing, and is waited for.',
      write: 'globs over check names',
      lock: eachCheck,
    }),
  },
  reminders: {
    every: key(value.duration({ least: value.second, example: '24h' }), {
      show: showDuration,
      initial: '24h',
      does: 'How long there is at least between two reminders. The first comes at the deadline.',
      write: 'a duration',
      // A shorter pause would send the last of `limit` reminders sooner.
      lock: unchanged,
    }),
    limit: key(value.whole(0, 50), {
      initial: 7,
      does: 'The most reminders about one debt; `0`: none. What is owed stays owed.',
      write: 'a whole number up to 50',
      lock: atLeast,
    }),
    'quiet-hours': key(value.quietHours.nullable(), {
      show: showQuietHours,
      initial: null,
      does: 'A reminder that falls into them waits for their end. They may go over midnight.',
      write: 'such as `20:00-08:00`, or `null`',
      lock: noOtherHours,
    }),
    weekdays: key(value.weekdays.nullable(), {
      show: showWeekdays,
      initial: null,
      does: 'A reminder that falls on another day waits for the next one of these.',
      write: 'such as `mon-fri`, `mon,wed,fri` or `[mon, wed, fri]`, or `null`',
      lock: eachDay,
    }),
  },
  frequency: {
    limit: key(value.whole(0, 1000), {
      initial: 2,
      does: 'With more hotfixes than this, one issue is opened for the month.',
      write: 'a whole number',
      lock: atMost,
    }),
    window: key(value.choice('month', '30d'), {
      initial: 'month',
      does: 'What is counted: those of a calendar month, or those of any 30 days.',
      write: '`month`, `30d`',
      lock: unchanged,
    }),
  },
  deploys: {
    environments: key(value.list(value.glob, 50, '[production]'), {
      initial: ['production'],
      does: 'Deployments to these are production deploys. Case does not matter.',
      write: 'globs over environment names',
      lock: eachName,
    }),
    workflows: key(value.list(value.workflow, 50, '[hotfix-ci.yml]'), {
      initial: ['hotfix-ci.yml'],
      does: "A successful run of one of these on a hotfix branch is a production deploy, and its time is the fast lane's. `[]`: none is.",
      write: 'file names in `.github/workflows`',
      lock: {
        allows: 'More entries. Each locked entry stays, letter by letter, with or without its folder.',
        keeps: (locked, given) => eachEntry.keeps(locked.map(fileName), given.map(fileName)),
      },
    }),
    dispatches: key(value.list(value.dispatch, 50, '[deploy-service]'), {
      initial: ['deploy-service'],
      does: 'A `repository_dispatch` of such a type hands its commit over for deployment, and counts as a production deploy.',
      write: 'types of dispatches',
      lock: eachEntry,
    }),
  },
  pipeline: {
    gates: key<typeof value.gates, Gates>(value.gates, {
      initial: {
        lint: { keep: false, match: ['*lint*', '*format*'] },
        'unit-tests': { keep: true, match: ['*unit*', 'go test*', 'npm test*'] },
        'integration-tests': { keep: false, match: ['*integration*', '*e2e*'] },
        'critical-scan': { keep: true, match: ['*critical*scan*'] },
        'high-scan': { keep: false, match: ['*high*scan*', '*security*scan*'] },
        'performance-test': { keep: false, match: ['*performance*', '*load*test*'] },
        'staging-deploy': { keep: false, match: ['*staging*'] },
        'production-deploy': { keep: true, match: ['*deploy*production*', '*production*deploy*'] },
      },
      does: 'What the full pipeline has, by name: whether the fast lane keeps it (`keep`), and how to recognise it (`match`). The pull request lists those that were skipped.',
      write: '`keep`: `true` or `false`; `match`: globs over names of jobs and steps',
      over: gatesOver,
      lock: gatesLock,
    }),
  },
  review: {
    open: key(value.flag, {
      initial: true,
      does: 'Whether one issue is opened for each incident when a hotfix of it is first deployed to production: its timeline, what the fast lane skipped, and what the team still has to answer.',
      write: '`true`, `false`',
      lock: inOrder(false, true),
    }),
    due: key(value.duration({ least: value.second, example: '5d' }), {
      show: showDuration,
      initial: '5d',
      does: 'How long after its opening the review is reminded of while something is missing; then weekly, at most `reminders.limit` times. Without quiet hours and weekdays of `reminders`, from Monday to Friday, 09:00 to 17:00.',
      write: 'a duration up to `90d`',
      lock: atMost,
    }),
  },
  runbooks: {
    paths: key(value.list(value.path, 20, "['runbooks/**']"), {
      initial: ['runbooks/**'],
      does: 'Files that are runbooks: reviews show them, and a pushed change of one that is a shell script gets the check run **Hotfix policy runbooks**. `[]`: none are.',
      write: 'globs over paths from the root of the repository',
      lock: eachEntry,
    }),
    'max-age': key(value.duration({ least: value.second, most: '3650d', example: '180d' }), {
      show: showDuration,
      initial: '180d',
      does: 'A runbook that was not changed for longer is shown as stale.',
      write: 'a duration up to `3650d`',
      lock: atMost,
    }),
  },
  issues: {
    labels: key(value.list(value.label, 20, '[hotfix-policy]'), {
      initial: ['hotfix-policy'],
      does: 'Labels of the issues that are opened.',
      write: labels,
      lock: eachName,
    }),
    assignees: key(value.list(value.person, 10, '[ada]'), {
      initial: [],
      people: true,
      does: 'Who these are assigned to.',
      write: 'users',
      lock: eachName,
    }),
  },
  notify: {
    slack: key(value.list(value.choice(...slackEvents), 5, '[deployed, overdue, breach]'), {
      initial: ['deployed', 'overdue', 'breach'],
      does: 'What Slack is told of, where the App has a way to Slack: a commit of a hotfix reached production (`deployed`), a deadline passed (`overdue`), another rule was broken (`breach`), a review is due and not complete (`review`), what was overdue or broken no longer is (`cured`). Each once. `[]`: of nothing.',
      write: '`deployed`, `overdue`, `breach`, `review`, `cured`',
      lock: eachName,
    }),
  },
};

/** Keys of parts that do not exist yet: refused until they do something, so that nobody relies on them. */
export const laterKeys = ['gate', 'pipeline.budget'];

interface Tree {
  [name: string]: Key | Tree;
}

/** One key by its path, such as `backfill.deadline`. */
export interface Leaf {
  path: string;
  parts: string[];
  key: Key;
}

export function isKey(node: unknown): node is Key {
  return typeof node === 'object' && node !== null && 'schema' in node && 'lock' in node;
}

/** Every key, in the order in which they are described. */
export const leaves: readonly Leaf[] = leavesOf(keys as unknown as Tree, []);

function leavesOf(tree: Tree, above: string[]): Leaf[] {
  return Object.entries(tree).flatMap(([name, node]) => {
    const parts = [...above, name];
    return isKey(node) ? [{ path: parts.join('.'), parts, key: node }] : leavesOf(node, parts);
  });
}
