import { TZDate } from '@date-fns/tz';
import { format } from 'date-fns/format';
import { artefactKey } from '../../artefact/keys.ts';
import { markerOf } from '../../artefact/marker.ts';
import type { Repository } from '../../facts/repository.ts';
import type { FrequencyFinding, HotfixSummary } from '../../hotfix/hotfix-summary.ts';
import type { Policy } from '../../policy/policy.ts';
import { codeSpan, codeSpanInCell } from '../markdown/code-span.ts';
import { bodyLimit, fit } from '../markdown/fit.ts';
import { mention } from '../markdown/mention.ts';
import { table } from '../markdown/table.ts';
import { durationText } from '../phrases/duration.ts';
import { incidentLink } from '../phrases/incident.ts';
import { pullLink } from '../phrases/pull-request.ts';
import { day, when } from '../phrases/when.ts';

/** The issue of a month that had more hotfixes than the policy allows: what there is to see, and the two questions. */
export function frequencyText(
  finding: FrequencyFinding,
  repository: Repository,
  policy: Policy,
): { title: string; body: string } {
  const { month, hotfixes, limit } = finding;
  const span = finding.window === '30d' ? `30 days (${monthName(month)})` : monthName(month);
  const many = `${limit} ${limit === 1 ? 'hotfix' : 'hotfixes'}`;
  const name = codeSpan(`${repository.owner}/${repository.name}`);
  const what =
    finding.window === '30d'
      ? `**${name} had more than ${many} within 30 days; the last of them began in ${monthName(month)}.** The policy allows ${limit} in any 30 days; these ${hotfixes.length} went over it.`
      : `**${name} had ${hotfixes.length} hotfixes in ${monthName(month)}; the policy allows ${limit} a month.**`;
  const paragraphs = [
    markerOf(artefactKey.breach('frequency', month)),
    `${what} The fast lane is for emergencies. When it is used often, something else wants repair.`,
    list(hotfixes, policy),
    '### How long each way takes',
    times(hotfixes),
    '### Who started them',
    authors(hotfixes),
    '### Is the normal pipeline too slow?',
    tooSlow,
    '### Or are shortcuts taken?',
    shortcuts(hotfixes),
    '### Next',
    'Answer the two questions here, note what will change, and close this issue. The list is kept up to date; the issue does not close by itself.',
    ...(policy.owners.length > 0 ? [`For ${policy.owners.map(mention).join(', ')}.`] : []),
  ];
  return { title: `More than ${many} in ${span}`, body: fit(paragraphs.join('\n\n'), bodyLimit) };
}

/** `2026-11` → `November 2026`. */
export function monthName(month: string): string {
  return format(new TZDate(`${month}-15T12:00:00Z`, 'UTC'), 'MMMM yyyy');
}

function list(hotfixes: HotfixSummary[], policy: Policy): string {
  const rows = hotfixes.map((one) => [
    codeSpanInCell(one.branch, 120),
    one.incident ? incidentLink(one.incident, policy) : 'none',
    codeSpanInCell(one.author.login, 60),
    when(one.startedAt, policy.timezone),
    one.doneAt ? `done on ${day(one.doneAt, policy.timezone)}` : one.state,
    one.pull ? pullLink(one.pull) : '–',
  ]);
  return table(['Hotfix', 'Incident', 'Author', 'First push', 'State', 'Pull request'], rows);
}

function times(hotfixes: HotfixSummary[]): string {
  const rows: [string, (number | null)[]][] = [
    ['Fast lane', hotfixes.map((one) => one.laneTime)],
    ['Normal pipeline, on the pull requests', hotfixes.map((one) => one.pipelineTime)],
  ];
  return table(
    ['', 'Median', 'Measured on'],
    rows.map(([name, values]) => [name, ...medianOf(values)]),
  );
}

function medianOf(values: (number | null)[]): [median: string, count: string] {
  const known = values.filter((value) => value !== null).sort((a, b) => a - b);
  const [low, high] = [known[Math.floor((known.length - 1) / 2)], known[Math.floor(known.length / 2)]];
  if (low === undefined || high === undefined) return ['not measured yet', 'no hotfix'];
  return [durationText((low + high) / 2), known.length === 1 ? '1 hotfix' : `${known.length} hotfixes`];
}

function authors(hotfixes: HotfixSummary[]): string {
  const counts = new Map<string, number>();
  for (const { author } of hotfixes) counts.set(author.login, (counts.get(author.login) ?? 0) + 1);
  return [...counts]
    .sort(([a, many], [b, more]) => more - many || (a < b ? -1 : 1))
    .map(([login, count]) => `- ${codeSpan(login)}: ${count}`)
    .join('\n');
}

const tooSlow = [
  '- Which gate takes longest, and could it run beside the others, or later?',
  '- How long does a small change wait for its review and its deploy, on top of the pipeline?',
  '- Would these fixes have taken the normal way, had it been as fast as the fast lane?',
].join('\n');

function shortcuts(hotfixes: HotfixSummary[]): string {
  const nameless = hotfixes.filter((one) => one.incident === null).length;
  const late = hotfixes.filter((one) => one.state === 'overdue' || one.state === 'discarded').length;
  return [
    '- Was production impaired each time, or was the fast lane merely quicker?',
    '- Does one hotfix repair another, or do several belong to the same cause?',
    `- How many name no incident: ${nameless} of ${hotfixes.length}.`,
    `- How many are overdue or were discarded: ${late} of ${hotfixes.length}.`,
  ].join('\n');
}
