import { TZDate } from '@date-fns/tz';
import { differenceInMinutes } from 'date-fns/differenceInMinutes';
import { format } from 'date-fns/format';
import type { Incident } from '../../incident/incident.ts';
import { momentOf, type Timeline } from '../../incident/timeline.ts';
import { codeBlock } from '../markdown/code-block.ts';
import { rowNames } from '../phrases/timeline-words.ts';

const mostBars = 20;

/**
 * The timeline as a Mermaid chart. Names lose every character that Mermaid could read as syntax: one line that it does not
 * understand breaks the whole chart. `null`: too little is known for one.
 */
export function gantt({ rows, deployed }: Timeline, { home, hotfixes }: Incident): string | null {
  const { timezone } = home.inForce.policy;
  const milestones = rows.flatMap((row, index) => {
    const at = momentOf(row);
    return at ? [`${rowNames[row.row]} :milestone, row${index}, ${written(at, timezone)}, 0m`] : [];
  });
  const down = outage(rows, timezone);
  const byRepository = new Map(hotfixes.map(({ hotfix }) => [hotfix.repository.id, hotfix.repository]));
  const shown = deployed.slice(-mostBars);
  const sections = [...byRepository.values()].flatMap(({ id, name }) => {
    const its = shown.filter(({ situation }) => situation.hotfix.repository.id === id);
    if (its.length === 0) return [];
    return [
      `section ${plain(name)}`,
      ...its.map(({ situation, deploy }) => {
        const { requestedAt, finishedAt, state } = deploy;
        const minutes = finishedAt ? Math.max(1, differenceInMinutes(finishedAt, requestedAt)) : 1;
        const kind = state === 'succeeded' ? 'done' : state === 'failed' ? 'crit' : 'active';
        const index = deployed.findIndex((one) => one.deploy === deploy);
        return `Deploy of ${plain(situation.hotfix.branch)} ${state} :${kind}, deploy${index}, ${written(requestedAt, timezone)}, ${minutes}m`;
      }),
    ];
  });
  if (milestones.length + shown.length < 2) return null;
  return codeBlock(
    [
      'gantt',
      'dateFormat YYYY-MM-DDTHH:mm',
      'axisFormat %d %b %H:%M',
      ...(milestones.length > 0 ? ['section Incident', ...milestones, ...down] : []),
      ...sections,
    ],
    'mermaid',
  );
}

/** The outage as people noticed it. */
function outage(rows: Timeline['rows'], timezone: string): string[] {
  const at = (name: string): Date | null => {
    const row = rows.find((one) => one.row === name);
    return row ? momentOf(row) : null;
  };
  const [from, until] = [at('detected'), at('recovered')];
  if (!from || !until || until <= from) return [];
  const minutes = Math.max(1, differenceInMinutes(until, from));
  return [`From detection to recovery :crit, down, ${written(from, timezone)}, ${minutes}m`];
}

/** Local time, as in the table. */
function written(at: Date, timezone: string): string {
  return format(new TZDate(at, timezone), "yyyy-MM-dd'T'HH:mm");
}

function plain(text: string): string {
  const shown = text
    .normalize('NFKD')
    .replace(/[^A-Za-z0-9._/-]+/g, ' ')
    .trim();
  return shown === '' ? 'unnamed' : shown.slice(0, 60);
}
