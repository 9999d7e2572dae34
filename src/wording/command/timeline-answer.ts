import type { Command } from '../../hotfix/commands/command.ts';
import type { ParsedTimeline, ReportedRow } from '../../hotfix/commands/parse-timeline.ts';
import { momentOf, type Timeline } from '../../incident/timeline.ts';
import { codeSpan } from '../markdown/code-span.ts';
import { plainText } from '../markdown/plain-text.ts';
import { rowNames } from '../phrases/timeline-words.ts';
import { when } from '../phrases/when.ts';

/** How a row was understood, and how to correct it. */
export function recorded(
  told: Extract<ParsedTimeline, { verb: 'timeline' }>,
  { timezone }: Pick<Command, 'timezone'>,
): string {
  const name = rowNames[told.row];
  if (told.at === null) {
    const reason = told.reason === '' ? '' : ` (“${plainText(told.reason, 300)}”)`;
    const what = told.none ? 'none' : 'unknown';
    return `**Recorded.** ${name}: ${what}${reason}. A later command corrects it.`;
  }
  const local = when(told.at, timezone);
  const utc = when(told.at, 'UTC');
  const both = local === utc ? local : `${local}, which is ${utc}`;
  return `**Recorded.** ${name}: understood as ${both}. If that is wrong, give the command again with the date and an offset, as in ${codeSpan(`/hotfix timeline ${told.row} 2026-11-23 14:02 UTC+1`)}.`;
}

/** Rows that the new one puts in the wrong order: a warning, not a refusal. */
export function oddWords(row: ReportedRow, { odd, rows }: Timeline, timezone: string): string[] {
  const at = (name: ReportedRow): string => {
    const known = rows.find((one) => one.row === name);
    const moment = known ? momentOf(known) : null;
    return moment
      ? `${rowNames[name].toLowerCase()}, ${when(moment, timezone)}`
      : rowNames[name].toLowerCase();
  };
  return odd
    .filter((pair) => pair.includes(row))
    .map(
      ([first, then]) =>
        `**Check the order:** this puts “${at(then)}” before “${at(first)}”. One of them may be wrong. Recorded as given.`,
    );
}
