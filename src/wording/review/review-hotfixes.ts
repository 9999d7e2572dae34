import { successfulDeploys } from '../../hotfix/fold/deploys.ts';
import type { Situation } from '../../hotfix/situation.ts';
import type { Incident } from '../../incident/incident.ts';
import { codeSpanInCell } from '../markdown/code-span.ts';
import { table } from '../markdown/table.ts';
import { threadLink } from '../phrases/review-link.ts';
import { day, when } from '../phrases/when.ts';
import { nameOf } from './review-timeline.ts';

const mostRows = 20;

/** The hotfixes of the incident and where each stands, in words that time alone does not change. */
export function hotfixTable({ hotfixes, home }: Incident): string {
  const { timezone } = home.inForce.policy;
  const rows = hotfixes.slice(0, mostRows).map((situation) => {
    const { hotfix, backfill } = situation;
    const { owner, name } = hotfix.repository;
    const pull = backfill && threadLink({ where: `${owner}/${name}`, ...backfill }, home.repository);
    return [
      codeSpanInCell(hotfix.branch, 120),
      nameOf(hotfix.repository),
      codeSpanInCell(hotfix.startedBy.login, 60),
      when(hotfix.startedAt, timezone),
      pull ?? '–',
      whereItStands(situation, timezone),
    ];
  });
  const left = hotfixes.length - rows.length;
  const header = ['Hotfix', 'Repository', 'Author', 'First push', 'Backfill', 'Where it stands'];
  return `${table(header, rows)}${left > 0 ? `\n\nand ${left} more` : ''}`;
}

function whereItStands(situation: Situation, timezone: string): string {
  const { hotfix, obligation: now, target } = situation;
  const deployed = successfulDeploys(hotfix).length > 0 ? 'in production' : 'not deployed';
  const on = codeSpanInCell(target, 60);
  switch (now.kind) {
    case 'open':
    case 'settling':
      return `${deployed}, owed to ${on}`;
    case 'merged':
    case 'on-target':
    case 'nothing-to-merge':
      return `on ${on} since ${day(now.at, timezone)}`;
    case 'declared':
      return `declared to be on ${on} on ${day(now.at, timezone)}`;
    case 'waived':
      return `waived on ${day(now.at, timezone)}`;
    case 'abandoned':
      return 'abandoned, never deployed';
    case 'discarded':
      return '**discarded**: deployed, then its branch was deleted';
    case 'renamed':
      return `renamed to ${codeSpanInCell(now.to, 120)}`;
  }
}
