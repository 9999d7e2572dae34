import { TZDate } from '@date-fns/tz';
import { format } from 'date-fns/format';
import type { Issue } from '../../artefact/artefact.ts';
import type { FrequencyFinding, HotfixSummary } from '../../hotfix/hotfix-summary.ts';
import type { Policy } from '../../policy/policy.ts';
import { frequencyFinding } from '../../repository/rules/frequency.ts';
import { codeSpan, codeSpanInCell } from '../markdown/code-span.ts';
import { mention } from '../markdown/mention.ts';
import { table } from '../markdown/table.ts';
import { durationText } from '../phrases/duration.ts';
import { incidentLink } from '../phrases/incident.ts';
import { pullLink } from '../phrases/pull-request.ts';
import { day, when } from '../phrases/when.ts';
import { slackCode } from '../slack/slack-text.ts';
import type { ChannelText, RepositoryReport } from './words.ts';

type About = Pick<Issue, 'key'>;

/** A month had more hotfixes than the policy allows: the facts, and the two questions. */
export const frequencyWords = {
  issue: {
    title(report: RepositoryReport, issue: About): string {
      const { month, limit, window } = findingOf(report, issue);
      const span = window === '30d' ? `30 days (${monthName(month)})` : monthName(month);
      return `More than ${counted(limit)} in ${span}`;
    },
    open: tooMany,
    // People close it.
    closed: tooMany,
  },

  channel: {
    broken(report: RepositoryReport, link: string | null, issue: About): ChannelText {
      const { hotfixes, limit, window, month } = findingOf(report, issue);
      const span = window === 'month' ? `in ${monthName(month)}` : 'within 30 days';
      const authors = [...new Set(hotfixes.map(({ author }) => author.login))].slice(0, 10);
      return {
        headline: `Too many hotfixes: ${hotfixes.length} ${span}`,
        state: `*${hotfixes.length} hotfixes ${span}; the policy allows ${limit}.* The fast lane is for emergencies.`,
        next: `Find out whether the normal pipeline is too slow, or whether people take shortcuts${link ? `: the list is in ${link}` : ''}.`,
        facts: [['Authors', authors.map((login) => slackCode(login, 60)).join(', ')]],
      };
    },
    cured(report: RepositoryReport, link: string | null, issue: About): ChannelText {
      return frequencyWords.channel.broken(report, link, issue);
    },
  },
};

function findingOf({ situation, now }: RepositoryReport, issue: About): FrequencyFinding {
  return frequencyFinding(situation, issue, now);
}

function counted(limit: number): string {
  return `${limit} ${limit === 1 ? 'hotfix' : 'hotfixes'}`;
}

function tooMany(report: RepositoryReport, issue: About): string[] {
  const { repository, situation } = report;
  const { policy } = situation.inForce;
  const { month, hotfixes, limit, window } = findingOf(report, issue);
  const name = codeSpan(`${repository.owner}/${repository.name}`);
  const what =
    window === '30d'
      ? `**${name} had more than ${counted(limit)} within 30 days; the last of them began in ${monthName(month)}.** The policy allows ${limit} in any 30 days; these ${hotfixes.length} exceeded it.`
      : `**${name} had ${hotfixes.length} hotfixes in ${monthName(month)}; the policy allows ${limit} a month.**`;
  return [
    `${what} The fast lane is for emergencies. Frequent use usually means that something else is broken.`,
    list(hotfixes, policy),
    '### How long each way takes',
    times(hotfixes),
    '### Who started them',
    authors(hotfixes),
    '### Is the normal pipeline too slow?',
    tooSlow,
    '### Or do people take shortcuts?',
    shortcuts(hotfixes),
    '### Next',
    'Answer the two questions here, note what will change, and close this issue. The list is kept up to date; the issue does not close by itself.',
    ...(policy.owners.length > 0 ? [`For ${policy.owners.map(mention).join(', ')}.`] : []),
  ];
}

/** `2026-11` → `November 2026`. */
function monthName(month: string): string {
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
    ['Way', 'Median', 'Measured on'],
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
  '- Which gate takes longest, and could it run in parallel or later?',
  '- How long does a small change wait for its review and its deploy, on top of the pipeline?',
  '- Would these fixes have taken the normal way if it were as fast as the fast lane?',
].join('\n');

function shortcuts(hotfixes: HotfixSummary[]): string {
  const nameless = hotfixes.filter((one) => one.incident === null).length;
  const late = hotfixes.filter((one) => one.state === 'overdue' || one.state === 'discarded').length;
  return [
    '- Was production impaired each time, or was the fast lane merely quicker?',
    '- Does one hotfix repair another, or do several have the same cause?',
    `- Without an incident: ${nameless} of ${hotfixes.length}.`,
    `- Overdue or discarded: ${late} of ${hotfixes.length}.`,
  ].join('\n');
}
