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
  noneBeside,
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

/** Events that can be posted to Slack. */
const slackEvents = ['deployed', 'overdue', 'breach', 'review', 'cured'] as const;

const usersAndTeams = 'users and `org/team`s';
const labels = 'a list of labels';

export const keys = {
  mode: key(value.choice('enforce', 'observe', 'off'), {
    initial: 'enforce',
    does: '`enforce` acts. `observe` only shows in the check run what it would do. `off` disables the App; existing issues and comments stay.',
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
      does: 'The branch that must get the fix. `null`: the default branch, even after it is renamed.',
      write: 'a branch, or `null`',
      lock: unchanged,
    }),
  },
  incidents: {
    url: key(value.url.nullable(), {
      initial: null,
      does: 'Turns incident IDs into links.',
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
    does: 'For times in texts, quiet hours, weekdays and the beginning of a month.',
    write: 'an IANA name, such as `Europe/Berlin`',
    lock: inAnyCase,
  }),
  backfill: {
    deadline: key(value.duration({ least: value.second, example: '24h' }), {
      show: showDuration,
      initial: '24h',
      does: 'How long the fix may be missing from the target. Nights and weekends count.',
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
      does: 'If no deploy is seen, the pull request opens this long after the first push. A deploy opens it at once.',
      write: 'a duration, also `0s`',
      lock: atMost,
    }),
    draft: key(value.flag, {
      initial: false,
      does: 'Whether the pull request is opened as a draft.',
      write: '`true`, `false`',
      lock: unchanged,
    }),
    labels: key(value.list(value.label, 20, '[hotfix]'), {
      initial: ['hotfix'],
      does: `Labels of the pull request; missing ones are created. From the deadline on it also has \`${overdueLabel}\`.`,
      write: labels,
      lock: eachName,
    }),
    reviewers: key(value.list(value.personOrTeam, 15, '[ada, acme/payments]'), {
      initial: [],
      people: true,
      does: 'Who is asked once to review the pull request, except the author of the fix.',
      write: usersAndTeams,
      lock: eachName,
    }),
    'required-checks': key(value.list(value.glob, 50, '[full-ci, integration-*]'), {
      initial: [],
      does: 'The checks that make up the full pipeline. `[]`: those that the target requires, by branch protection or a ruleset; if it requires none, all that run. A required check that was skipped does not count as passed.',
      write: 'globs over check names',
      lock: eachCheck,
    }),
  },
  reminders: {
    every: key(value.duration({ least: value.second, example: '24h' }), {
      show: showDuration,
      initial: '24h',
      does: 'The shortest time between two reminders. The first comes at the deadline.',
      write: 'a duration',
      // A shorter pause would send the last of `limit` reminders sooner.
      lock: unchanged,
    }),
    limit: key(value.whole(0, 50), {
      initial: 7,
      does: 'The most reminders after one deadline; `0`: none. The obligation stays when they end.',
      write: 'a whole number up to 50',
      lock: atLeast,
    }),
    'quiet-hours': key(value.quietHours.nullable(), {
      show: showQuietHours,
      initial: null,
      does: 'A reminder due in these hours waits for their end. They may span midnight.',
      write: 'such as `20:00-08:00`, or `null`',
      lock: noOtherHours,
    }),
    weekdays: key(value.weekdays.nullable(), {
      show: showWeekdays,
      initial: null,
      does: 'A reminder due on another day waits for the next of these.',
      write: 'such as `mon-fri`, `mon,wed,fri` or `[mon, wed, fri]`, or `null`',
      lock: eachDay,
    }),
  },
  frequency: {
    limit: key(value.whole(0, 1000), {
      initial: 2,
      does: 'If there are more hotfixes than this, one issue is opened for the month.',
      write: 'a whole number',
      lock: atMost,
    }),
    window: key(value.choice('month', '30d'), {
      initial: 'month',
      does: 'Which hotfixes are counted: those of a calendar month, or those of any 30 days.',
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
      does: "A successful run of one of these on a hotfix branch is a production deploy, and its time is the fast lane's. `[]`: none.",
      write: 'file names in `.github/workflows`',
      lock: {
        allows: 'more entries, while each locked one stays, letter by letter, with or without its folder',
        keeps: (locked, given) => eachEntry.keeps(locked.map(fileName), given.map(fileName)),
      },
    }),
    dispatches: key(value.list(value.dispatch, 50, '[deploy-service]'), {
      initial: ['deploy-service'],
      does: 'A `repository_dispatch` of such a type hands its commit over for deployment, and counts as a production deploy.',
      write: 'types of dispatches',
      lock: eachEntry,
    }),
    from: key(value.list(value.repository, 50, '[acme/infra]'), {
      initial: [],
      does: 'Other repositories whose dispatches and deployments of a commit of a hotfix count, whoever sent them. From any other, one counts if its sender may write in the repository of the hotfix; otherwise it is shown, and somebody has to confirm it with `/hotfix deployed`. Bots need an entry.',
      write: '`owner/repository` names',
      lock: noneBeside,
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
      does: 'The gates of the full pipeline, by name: whether the fast lane keeps one (`keep`), and how to recognise it (`match`). The pull request lists the gates that were skipped.',
      write: '`keep`: `true` or `false`; `match`: globs over names of jobs and steps',
      over: gatesOver,
      lock: gatesLock,
    }),
  },
  review: {
    open: key(value.flag, {
      initial: true,
      does: 'Whether an issue is opened for each incident when its first hotfix reaches production: with the timeline, the gates that the fast lane skipped, and the questions that the team has to answer.',
      write: '`true`, `false`',
      lock: inOrder(false, true),
    }),
    due: key(value.duration({ least: value.second, example: '5d' }), {
      show: showDuration,
      initial: '5d',
      does: 'How long after it opens an incomplete review gets its first reminder; then weekly, at most `reminders.limit` times. Unless `reminders` sets quiet hours or weekdays, they come from Monday to Friday, 09:00 to 17:00.',
      write: 'a duration up to `90d`',
      lock: atMost,
    }),
  },
  runbooks: {
    paths: key(value.list(value.path, 20, "['runbooks/**']"), {
      initial: ['runbooks/**'],
      does: 'Files that are runbooks. Reviews list them, and a push that changes a runbook in shell gets the check run **Hotfix policy runbooks**. `[]`: none.',
      write: 'globs over paths from the root of the repository',
      lock: eachEntry,
    }),
    'max-age': key(value.duration({ least: value.second, most: '3650d', example: '180d' }), {
      show: showDuration,
      initial: '180d',
      does: 'A runbook that has not been changed for longer is shown as stale.',
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
      does: 'Who is assigned to these issues.',
      write: 'users',
      lock: eachName,
    }),
  },
  notify: {
    slack: key(value.list(value.choice(...slackEvents), 5, '[deployed, overdue, breach]'), {
      initial: ['deployed', 'overdue', 'breach'],
      does: 'Events that are posted to Slack, once each, if the App is connected to it: a commit of a hotfix reached production (`deployed`), a deadline passed (`overdue`), another rule was broken (`breach`), a review is due and incomplete (`review`), or something overdue or broken no longer is (`cured`). `[]`: none.',
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
