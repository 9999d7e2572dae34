import { subMilliseconds } from 'date-fns/subMilliseconds';
import type { Actor } from '../facts/fact.ts';
import { type ReportedMoment, reportedMoments } from '../hotfix/commands/accepted-commands.ts';
import { type ReportedRow, reportedRows, type TimelineEntry } from '../hotfix/commands/parse-timeline.ts';
import { successfulDeploys } from '../hotfix/fold/deploys.ts';
import type { Deploy } from '../hotfix/hotfix.ts';
import { rollbacksAmong, sameEnvironment } from '../hotfix/production-deploys.ts';
import type { Situation } from '../hotfix/situation.ts';
import { rollbackAfterCure, rollbackBeforePush } from '../waiting/timings.ts';
import { acceptedMoments } from './command-outcome.ts';
import type { Incident, SeenDeploy } from './incident.ts';

/** `told`: by a person; `seen`: in the records; `open`: not known yet. */
export type TimelineRow = { row: ReportedRow } & (
  | { how: 'told'; told: TimelineEntry; by: Actor; url: string | null }
  | { how: 'seen'; deploy: SeenDeploy }
  | { how: 'open' }
);

export interface Timeline {
  /** Each row once, in their order. */
  rows: TimelineRow[];
  /** Every attempt to deploy a hotfix of the incident, oldest first. */
  deployed: { situation: Situation; deploy: Deploy }[];
  /** Pairs of rows in the wrong order: the first should come before the second. */
  odd: [ReportedRow, ReportedRow][];
}

/** People overrule the records, and their last word overrules their first. */
export function timelineOf(incident: Incident): Timeline {
  const told = reportedOnTimeline(incident);
  const seen = seenRows(incident);
  const rows = reportedRows.map((row): TimelineRow => {
    const said = told.findLast((one) => one.row === row);
    if (said) return { row, how: 'told', told: said, by: said.command.by, url: said.command.url };
    const deploy = seen[row];
    return deploy ? { row, how: 'seen', deploy } : { row, how: 'open' };
  });
  const deployed = incident.hotfixes
    .flatMap((situation) => situation.hotfix.deploys.map((deploy) => ({ situation, deploy })))
    .sort((a, b) => a.deploy.requestedAt.getTime() - b.deploy.requestedAt.getTime());
  return { rows, deployed, odd: oddities(rows) };
}

export function momentOf(row: TimelineRow): Date | null {
  if (row.how === 'told') return row.told.at;
  return row.how === 'seen' ? row.deploy.startedAt : null;
}

/**
 * Timeline commands on the review and on the hotfixes' pull requests, oldest first; of other repositories those of
 * people who may write where the review is.
 */
export function reportedOnTimeline({ hotfixes, commands, fromElsewhere, home }: Incident): ReportedMoment[] {
  const here = hotfixes.filter(({ hotfix }) => hotfix.repository.id === home.repository.id);
  const told = [
    ...here.flatMap(({ hotfix }) => reportedMoments(hotfix)),
    ...fromElsewhere.filter(({ entitled }) => entitled === true).map(({ moment }) => moment),
    ...acceptedMoments(commands),
  ];
  const once = new Map(told.map((one) => [one.command.key, one]));
  return [...once.values()].sort(
    (a, b) =>
      a.command.at.getTime() - b.command.at.getTime() ||
      a.command.comment - b.command.comment ||
      (a.command.key < b.command.key ? -1 : 1),
  );
}

function seenRows({ hotfixes, production }: Incident): Partial<Record<ReportedRow, SeenDeploy>> {
  const begun = hotfixes[0]?.hotfix.startedAt;
  if (!begun) return {};
  const own = new Set(hotfixes.flatMap(({ hotfix }) => hotfix.commits));
  const until = endOfRollbacks(hotfixes);
  const rollbacks = new Set(
    [...Map.groupBy(production, ({ repository }) => repository.id).values()].flatMap((its) => [
      ...rollbacksAmong(its),
    ]),
  );
  const rollback = production.find(
    ({ deployment, at }) =>
      rollbacks.has(deployment) &&
      at >= subMilliseconds(begun, rollbackBeforePush) &&
      (until === null || at <= until),
  );
  const before = production.filter((one) => one.at < begun && !own.has(one.sha));
  const replaced =
    rollback &&
    production.findLast(
      (one) =>
        one.at < rollback.at &&
        one.repository.id === rollback.repository.id &&
        sameEnvironment(one.environment, rollback.environment),
    );
  // A rollback of the incident's own hotfix does not show how the incident began.
  const deploy = replaced && !own.has(replaced.sha) ? replaced : before.findLast((one) => one !== rollback);
  return { ...(deploy ? { deploy } : {}), ...(rollback ? { rollback } : {}) };
}

/** When a rollback is no longer part of the incident; `null`: one of its hotfixes is not in production yet. */
function endOfRollbacks(hotfixes: Situation[]): Date | null {
  const ends = hotfixes.map(({ hotfix }) => successfulDeploys(hotfix).at(-1)?.finishedAt ?? null);
  const last = Math.max(...ends.map((end) => end?.getTime() ?? Infinity));
  return Number.isFinite(last) ? new Date(last + rollbackAfterCure) : null;
}

/** In every incident the first of each pair comes first. */
const inOrder: [ReportedRow, ReportedRow][] = [
  ['deploy', 'detected'],
  ['deploy', 'rollback'],
  ['detected', 'rollback'],
  ['detected', 'recovered'],
  ['detected', 'root-cause'],
];

function oddities(rows: TimelineRow[]): [ReportedRow, ReportedRow][] {
  const at = new Map(rows.map((row) => [row.row, momentOf(row)]));
  return inOrder.filter(([first, then]) => {
    const [a, b] = [at.get(first), at.get(then)];
    return a && b && a > b;
  });
}
