import type { Status } from '../queries/status.ts';
import type { Answer } from './answer.ts';
import type { Counters } from './counters.ts';

const counted = {
  hotfix_policy_deliveries_total: 'Deliveries since the start, by event and outcome.',
};

/** The text format of Prometheus. `null`: the database does not answer. */
export function metrics(
  status: Status | null,
  { counters, gitHub, now }: { counters: Counters; gitHub: GitHubHealth; now: Date },
): Answer {
  const lines = [
    ...gauge('database_up', 'Whether the database answers.', status ? 1 : 0),
    ...(status ? gauges(status, now) : []),
    ...gitHubGauges(gitHub),
    ...counters.lines(counted),
  ];
  return { status: 200, type: 'text/plain', body: `${lines.join('\n')}\n` };
}

function gauges(status: Status, now: Date): string[] {
  const { waiting, oldest, parked, due, failing, lastDeliveryAt, logReadAt, comparedAt, slackNews } = status;
  const age = oldest ? Math.max(0, (now.getTime() - oldest.getTime()) / 1000) : 0;
  return [
    ...gauge('deliveries_waiting', 'Deliveries that are stored and not worked on yet.', waiting),
    ...gauge('oldest_wait_seconds', 'Age of the delivery that waits longest.', age),
    ...gauge('deliveries_parked', 'Deliveries that were given up and wait for people.', parked),
    ...gauge('subjects_due', 'Hotfixes and repositories whose time has come.', due),
    ...gauge('subjects_failing', 'Of all that are to be looked at again, those that failed last.', failing),
    ...moment('last_delivery_timestamp_seconds', 'When the last delivery came.', lastDeliveryAt),
    ...moment('delivery_log_read_timestamp_seconds', "When GitHub's log was last read.", logReadAt),
    ...moment('compared_timestamp_seconds', 'When everything was last compared with GitHub.', comparedAt),
    ...slack(slackNews),
  ];
}

function gauge(name: string, help: string, value: number): string[] {
  const full = `hotfix_policy_${name}`;
  return [`# HELP ${full} ${help}`, `# TYPE ${full} gauge`, `${full} ${value}`];
}

/** How GitHub is doing, as far as metrics tell of it: the room of HTTP does not know who asks GitHub. */
export interface GitHubHealth {
  state: (typeof states)[number];
  limited: number;
}

const states = ['answers', 'fails', 'refuses'] as const;

function gitHubGauges({ state, limited }: GitHubHealth): string[] {
  const full = 'hotfix_policy_github';
  return [
    `# HELP ${full} How GitHub is doing: 1 for what is so. It fails: it is asked one request at a time. It refuses: the App is not let in.`,
    `# TYPE ${full} gauge`,
    ...states.map((one) => `${full}{state="${one}"} ${one === state ? 1 : 0}`),
    ...gauge(
      'github_limited_installations',
      'Installations that wait because GitHub limits their rate.',
      limited,
    ),
  ];
}

/** Kept in the database, and so the same after a restart. */
function slack(news: Status['slackNews']): string[] {
  if (news.length === 0) return [];
  const full = 'hotfix_policy_slack_news';
  return [
    `# HELP ${full} News for Slack by event and what became of it.`,
    `# TYPE ${full} gauge`,
    ...news.map(({ event, outcome, count }) => `${full}{event="${event}",outcome="${outcome}"} ${count}`),
  ];
}

/** Nothing where it never happened. */
function moment(name: string, help: string, at: Date | null): string[] {
  return at ? gauge(name, help, at.getTime() / 1000) : [];
}
