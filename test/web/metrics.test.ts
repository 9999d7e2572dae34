import type { QueueStatus } from '../../src/queries/status.ts';
import { createMetrics } from '../../src/web/metrics.ts';

const now = new Date('2026-11-23T14:02:00.000Z');
const idle: QueueStatus = {
  waiting: 0,
  oldest: null,
  parked: 0,
  due: 0,
  failing: 0,
  lastDeliveryAt: null,
  logReadAt: null,
  comparedAt: null,
  slackNews: [],
};

function metricsOf(...statuses: (QueueStatus | null)[]) {
  return createMetrics({
    database: async () => ({ state: 'ok', status: statuses.shift() ?? null }),
    gitHub: () => ({ state: 'ok', since: null, limited: 2 }),
    now: () => now,
  });
}

/** The lines that hold a value. */
async function values(metrics: ReturnType<typeof metricsOf>): Promise<string[]> {
  const text = await metrics.render();
  return text.split('\n').filter((line) => line !== '' && !line.startsWith('#'));
}

test('every metric says what it is, in a sentence', async () => {
  const text = await metricsOf(idle).render();
  const described = [...text.matchAll(/^# HELP (\w+) (.+)$/gm)].map(([, name, help]) => [name, help]);
  const typed = [...text.matchAll(/^# TYPE (\w+) (?:gauge|counter)$/gm)].map(([, name]) => name);
  expect(described.map(([name]) => name)).toEqual(typed);
  for (const [, help] of described) expect(help).toMatch(/^[A-Z1][^"]*\.$/);
  expect(described).toContainEqual(['hotfix_policy_subjects_due', 'Subjects that are due.']);
});

test('gauges follow the status, and a gauge without a value has no line', async () => {
  const busy: QueueStatus = {
    ...idle,
    waiting: 3,
    oldest: new Date(now.getTime() - 1_500),
    lastDeliveryAt: new Date(1_000),
    slackNews: [{ event: 'deployed', outcome: 'due', count: 4 }],
  };
  const metrics = metricsOf(busy, idle, null);
  expect(await values(metrics)).toEqual(
    expect.arrayContaining([
      'hotfix_policy_database_up 1',
      'hotfix_policy_deliveries_waiting 3',
      'hotfix_policy_oldest_wait_seconds 1.5',
      'hotfix_policy_last_delivery_timestamp_seconds 1',
      'hotfix_policy_slack_news{event="deployed",outcome="due"} 4',
    ]),
  );
  const later = (await values(metrics)).join('\n');
  expect(later).toContain('hotfix_policy_oldest_wait_seconds 0');
  expect(later).not.toMatch(/slack_news|last_delivery/);
  expect(await values(metrics)).toEqual([
    'hotfix_policy_database_up 0',
    'hotfix_policy_github{state="ok"} 1',
    'hotfix_policy_github{state="failing"} 0',
    'hotfix_policy_github{state="refused"} 0',
    'hotfix_policy_github_limited_installations 2',
  ]);
});

test('deliveries are counted by event and outcome; a value cannot leave its quotation marks', async () => {
  const metrics = metricsOf();
  metrics.countDelivery('push', 'stored');
  metrics.countDelivery('push', 'stored');
  metrics.countDelivery('push', 'a"b\\c\nd');
  const lines = await values(metrics);
  expect(lines).toContain('hotfix_policy_deliveries_total{event="push",outcome="stored"} 2');
  expect(lines).toContain('hotfix_policy_deliveries_total{event="push",outcome="a\\"b\\\\c\\nd"} 1');
});

test('a database that only reads is not up, and nothing is said of what it holds', async () => {
  const metrics = createMetrics({
    database: async () => ({ state: 'read_only', status: idle }),
    gitHub: () => ({ state: 'ok', since: null, limited: 0 }),
    now: () => now,
  });
  const lines = await values(metrics);
  expect(lines).toContain('hotfix_policy_database_up 0');
  expect(lines.join('\n')).not.toContain('deliveries_waiting');
});
