import { Counter, Gauge, Registry } from 'prom-client';
import { type DatabaseStatus, type GitHubStatus, healthStates } from '../queries/readiness.ts';
import type { QueueStatus } from '../queries/status.ts';

export interface Metrics {
  /** The value of the Content-Type header. */
  contentType: string;
  /** Counts an answered delivery. Both have few values, and none that is private: each pair is a series. */
  countDelivery(event: string, outcome: string): void;
  /** In the text format of Prometheus. */
  render(): Promise<string>;
}

export interface MetricsOptions {
  database: () => Promise<DatabaseStatus>;
  gitHub: () => GitHubStatus;
  now: () => Date;
}

/** The process's metrics, in a registry of their own: the global one is anybody's. */
export function createMetrics({ database, gitHub, now }: MetricsOptions): Metrics {
  const registry = new Registry();
  const gauge = <Label extends string = never>(name: string, help: string, labelNames: Label[] = []) =>
    new Gauge({ name: `hotfix_policy_${name}`, help, labelNames, registers: [registry] });

  const databaseUp = gauge('database_up', '1 if the database can be read and written, 0 if not.');
  const waiting = gauge('deliveries_waiting', 'Deliveries that are stored but not processed yet.');
  const oldestWait = gauge('oldest_wait_seconds', 'Age of the oldest delivery that is not processed yet.');
  const parked = gauge('deliveries_parked', 'Deliveries that failed for good and wait for an operator.');
  const due = gauge('subjects_due', 'Subjects that are due.');
  const failing = gauge(
    'subjects_failing',
    'Subjects whose last attempt failed and that will be tried again.',
  );
  const lastDelivery = gauge('last_delivery_timestamp_seconds', 'When the last delivery was received.');
  const logRead = gauge('delivery_log_read_timestamp_seconds', "When GitHub's delivery log was last read.");
  const compared = gauge('compared_timestamp_seconds', 'When everything was last compared with GitHub.');
  const slackNews = gauge('slack_news', 'News for Slack by event and outcome.', ['event', 'outcome']);
  const gitHubState = gauge(
    'github',
    "1 for GitHub's current state. failing: asked one request at a time. refused: the App's credentials are not accepted.",
    ['state'],
  );
  const limited = gauge('github_limited_installations', "Installations that wait for GitHub's rate limit.");
  const deliveries = new Counter({
    name: 'hotfix_policy_deliveries_total',
    help: 'Deliveries received since the start, by event and outcome.',
    labelNames: ['event', 'outcome'],
    registers: [registry],
  });

  /** A gauge that has no value has no line, for 0 would be one. */
  const set = (one: Gauge<never>, value: number | null | undefined): void => {
    if (value === null || value === undefined) one.remove();
    else one.set(value);
  };

  function setFromStatus(known: QueueStatus | null): void {
    databaseUp.set(known ? 1 : 0);
    set(waiting, known?.waiting);
    set(oldestWait, known && secondsSince(known.oldest, now()));
    set(parked, known?.parked);
    set(due, known?.due);
    set(failing, known?.failing);
    set(lastDelivery, known && inSeconds(known.lastDeliveryAt));
    set(logRead, known && inSeconds(known.logReadAt));
    set(compared, known && inSeconds(known.comparedAt));
    slackNews.reset();
    for (const { event, outcome, count } of known?.slackNews ?? []) slackNews.set({ event, outcome }, count);
  }

  function setFromGitHub(health: GitHubStatus): void {
    for (const state of healthStates) gitHubState.set({ state }, state === health.state ? 1 : 0);
    limited.set(health.limited);
  }

  return {
    contentType: registry.contentType,
    countDelivery: (event, outcome) => deliveries.inc({ event, outcome }),
    async render() {
      // Asked once for all gauges, and set before any is written: collect functions of gauges run side by side.
      const { state, status } = await database();
      setFromStatus(state === 'read_only' ? null : status);
      setFromGitHub(gitHub());
      return registry.metrics();
    },
  };
}

function secondsSince(at: Date | null, now: Date): number {
  return at ? Math.max(0, (now.getTime() - at.getTime()) / 1000) : 0;
}

function inSeconds(at: Date | null): number | null {
  return at && at.getTime() / 1000;
}
