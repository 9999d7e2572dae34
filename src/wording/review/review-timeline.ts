import type { Repository } from '../../facts/repository.ts';
import type { Deploy } from '../../hotfix/hotfix.ts';
import type { Situation } from '../../hotfix/situation.ts';
import type { Incident } from '../../incident/incident.ts';
import { momentOf, type Timeline, type TimelineRow } from '../../incident/timeline.ts';
import { codeSpan, codeSpanInCell } from '../markdown/code-span.ts';
import { link } from '../markdown/link.ts';
import { plainText } from '../markdown/plain-text.ts';
import { table } from '../markdown/table.ts';
import { commitLink } from '../phrases/commit.ts';
import { rowNames } from '../phrases/timeline-words.ts';
import { when } from '../phrases/when.ts';

const mostDeploys = 20;

/** The six rows of the timeline with their sources; rows in the wrong order are named below. */
export function timelineTable(timeline: Timeline, { home, hotfixes }: Incident): string {
  const { timezone } = home.inForce.policy;
  const several = new Set(hotfixes.map(({ hotfix }) => hotfix.repository.id)).size > 1;
  const shown = timeline.deployed.slice(-mostDeploys);
  const left = timeline.deployed.length - shown.length;
  const rows = [
    ...timeline.rows.map((row) => [rowNames[row.row], moment(row, timezone), source(row)]),
    ...shown.map(({ situation, deploy }, index) => [
      index === 0 ? 'Hotfix deployed' : '',
      deploy.state === 'succeeded' && deploy.finishedAt
        ? when(deploy.finishedAt, timezone)
        : when(deploy.requestedAt, timezone),
      attempt(situation, deploy, several),
    ]),
    ...(shown.length === 0 ? [['Hotfix deployed', 'not yet', '']] : []),
  ];
  return [
    table(['Event', 'When', 'Source'], rows),
    ...(left > 0
      ? [`${left} earlier ${left === 1 ? 'deploy attempt is' : 'deploy attempts are'} not shown.`]
      : []),
    ...odd(timeline, timezone),
  ].join('\n\n');
}

function moment(row: TimelineRow, timezone: string): string {
  const at = momentOf(row);
  if (at) return when(at, timezone);
  if (row.how !== 'told') return '**missing**';
  return row.told.at === null && row.told.none ? 'none' : 'unknown';
}

function source(row: TimelineRow): string {
  switch (row.how) {
    case 'open':
      return `fill in with ${codeSpan(`/hotfix timeline ${row.row} <time>`)}`;
    case 'told': {
      const { by, url, told } = row;
      const reason = told.at === null && told.reason !== '' ? `: “${plainText(told.reason, 200)}”` : '';
      return `${link('reported', url)} by ${codeSpanInCell(by.login, 60)}${reason}`;
    }
    case 'seen': {
      const { repository, sha, environment, by, url } = row.deploy;
      return `${link('deploy', url)} of ${commitLink(sha, repository)} to ${codeSpanInCell(environment, 60)} in ${nameOf(repository)}${byWhom(by)}`;
    }
  }
}

function attempt({ hotfix }: Situation, deploy: Deploy, several: boolean): string {
  const { sha, url, by, environment, handedTo, state, rollback } = deploy;
  const place = environment === null ? '' : ` to ${codeSpanInCell(environment, 60)}`;
  const handed = handedTo === null ? '' : `, handed to ${codeSpanInCell(handedTo, 100)}`;
  const ended = state === 'succeeded' ? 'succeeded' : `**${state}**`;
  const where = several ? ` in ${nameOf(hotfix.repository)}` : '';
  return `${link(rollback ? `rollback, ${ended}` : ended, url)}: ${commitLink(sha, hotfix.repository)} of ${codeSpanInCell(hotfix.branch, 100)}${where}${place}${handed}${byWhom(by)}`;
}

function byWhom(by: Deploy['by']): string {
  return by ? `, by ${codeSpanInCell(by.login, 60)}` : '';
}

export function nameOf({ owner, name }: Repository): string {
  return plainText(`${owner}/${name}`, 200);
}

function odd({ odd: pairs, rows }: Timeline, timezone: string): string[] {
  const at = (name: string): string => {
    const row = rows.find(({ row: one }) => one === name);
    const known = row && momentOf(row);
    return known ? when(known, timezone) : '';
  };
  return pairs.map(
    ([first, then]) =>
      `**Check the order:** ${rowNames[then].toLowerCase()} (${at(then)}) is before ${rowNames[first].toLowerCase()} (${at(first)}). If one of them is wrong, correct it with another command.`,
  );
}
