/** The commands that work on the database, as a shell calls them. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { sql } from 'kysely';
import { parkDelivery } from '../../src/queue/delivery-leases.ts';
import { type Database, openDatabase } from '../../src/store/database.ts';
import { storeDelivery } from '../../src/store/deliveries.ts';
import { branch, hour, scene } from '../e2e/scene.ts';
import { bareEnvironment } from '../support/bare-environment.ts';
import { breachesIn } from '../support/breaches.ts';
import { migratedFolder } from '../support/migrated-folder.ts';
import { picture } from '../support/picture.ts';
import { quickStart } from '../support/quick-start.ts';
import { emptyPostgres } from '../support/shared-postgres.ts';
import { leaseDelivery } from '../support/stores.ts';

const now = new Date('2026-11-23T14:02:00.000Z');
let folder = '';
let url = '';
const open: Database[] = [];

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'hotfix-policy-cli-'));
  url = await emptyPostgres();
});

afterEach(async () => {
  for (const database of open.splice(0)) await database.close();
  rmSync(folder, { recursive: true });
});

async function postgres(): Promise<Database> {
  const database = await openDatabase({ kind: 'postgres', url });
  open.push(database);
  return database;
}

function run(args: string[], env: Record<string, string> = { DATABASE_URL: url }) {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [...quickStart, resolve('src/cli/main.ts'), ...args],
    {
      cwd: folder,
      encoding: 'utf8',
      env: { ...bareEnvironment, ...env },
    },
  );
  return { status, stdout, stderr };
}

async function park(database: Database, id: string): Promise<void> {
  const { db } = database;
  const about = { event: 'push', action: null, installation: 1, repository: 100 };
  await storeDelivery(db, { ...about, id, payload: '{"ref":"x"}', receivedAt: now });
  await leaseDelivery(database, id, 'a worker');
  await parkDelivery(db, { id, lease: 'a worker', error: 'the payload is not what GitHub describes' });
}

describe('replay', () => {
  test('lists parked deliveries, and has them retried', async () => {
    const database = await postgres();
    expect(run(['replay'])).toMatchObject({ status: 0, stdout: 'No parked deliveries.\n' });
    await park(database, 'd-1');
    await park(database, 'd-2');
    const listed = run(['replay']);
    expect(listed.status).toBe(1);
    expect(listed.stdout).toContain(
      'd-1  2026-11-23T14:02:00.000Z  push  the payload is not what GitHub describes',
    );
    expect(run(['replay', 'd-1', 'd-9'])).toMatchObject({
      status: 1,
      stdout: '1 delivery will be retried.\nd-9 is not parked; nothing was changed.\n',
    });
    expect(JSON.parse(run(['replay', '--all', '--json']).stdout)).toEqual({
      retried: ['d-2'],
      notParked: [],
    });
    const rows = await database.db.selectFrom('deliveries').select(['id', 'state', 'error']).execute();
    expect(rows.every(({ state, error }) => state === 'stored' && error === null)).toBe(true);
  });

  test('a wrong call gets advice', () => {
    expect(run(['replay', 'x', '--all'])).toMatchObject({
      status: 2,
      stderr: expect.stringContaining('not both'),
    });
    expect(run(['replay'], { DATABASE_URL: 'mysql://x' })).toMatchObject({
      status: 2,
      stderr: expect.stringContaining('DATABASE_URL'),
    });
  });

  test('a folder in use by the server is not opened', async () => {
    const data = await migratedFolder();
    open.push(await openDatabase({ kind: 'embedded', dataDir: data }));
    expect(run(['replay'], { DATA_DIR: data })).toMatchObject({
      status: 2,
      stderr: expect.stringContaining('Another process is using'),
    });
  });
});

async function rowsNaming({ db }: Database, word: string): Promise<string[]> {
  const found: string[] = [];
  for (const table of [
    'deliveries',
    'people',
    'texts',
    'facts',
    'summaries',
    'artefacts',
    'subjects',
    'repositories',
    'slack_news',
    'slack_threads',
  ] as const) {
    const rows = await db.selectFrom(table).selectAll().execute();
    if (rows.some((row) => JSON.stringify(row).toLowerCase().includes(word))) found.push(table);
  }
  return found;
}

describe('remove', () => {
  async function life() {
    const database = await postgres();
    const policy = 'owners: [Ada]\nnotify: {slack: [deployed, overdue, cured]}\n';
    const on = await scene({ database, slack: 'bot', policy });
    await on.deploy(await on.push());
    await on.pass(26 * hour);
    // Waiting Slack news names her too.
    on.slack.inject({ status: 503, times: 1_000 });
    await on.repository.as('grace').mergePull(on.pull().number);
    await on.rest();
    return { on, database };
  }

  test('removing a person shows it first, then removes them everywhere; what happened stays, and nothing is written again', async () => {
    const { on, database } = await life();
    expect(await rowsNaming(database, '`grace`')).toEqual(
      expect.arrayContaining(['slack_news', 'slack_threads']),
    );
    expect(await rowsNaming(database, '"grace"')).not.toEqual([]);
    const shown = run(['remove', '--person', '@GRACE']);
    expect(shown.status).toBe(1);
    expect(shown.stdout).toMatch(/^Would be removed:\n {2}people +1\n {2}deliveries +\d+/);
    expect(await rowsNaming(database, '"grace"')).not.toEqual([]);
    expect(run(['remove', '--person', '@GRACE', '--yes'])).toMatchObject({ status: 0 });
    expect(await rowsNaming(database, 'grace')).toEqual([]);
    expect(run(['remove', '--person', 'grace'])).toMatchObject({
      status: 0,
      stdout: 'There is no data to remove.\n',
    });
    expect(run(['remove', '--person', 'ada']).stdout).toContain('the policy file of acme/checkout-service');
    on.github.requests.length = 0;
    await on.restart();
    on.slack.clearFaults();
    const said = on.slack.messages.length;
    await on.pass(48 * hour);
    expect(on.writes().filter((one) => one.startsWith('POST'))).toEqual([]);
    // Slack hears the waiting news once, without the name.
    const heard = JSON.stringify([on.slack.messages[0], ...on.slack.messages.slice(said)]);
    expect(on.slack.messages).toHaveLength(said + 1);
    expect(heard.match(/`ghost`/g)).toHaveLength(2);
    expect(heard).not.toContain('grace');
    await on.close();
  });

  test('removing a repository leaves only the ids of its deliveries, so that none is fetched again', async () => {
    const { on, database } = await life();
    expect(run(['remove', '--repository', 'acme/nothing'])).toMatchObject({ status: 2 });
    expect(run(['remove', '--repository', 'ACME/checkout-service', '--yes'])).toMatchObject({ status: 0 });
    expect(await rowsNaming(database, 'incident')).toEqual([]);
    const kept = await database.db.selectFrom('deliveries').select(['id', 'state', 'payload']).execute();
    expect(kept.length).toBeGreaterThan(5);
    expect(kept.filter(({ payload }) => payload.includes('"ref"'))).toEqual([]);
    await on.close();
  });

  test('remove needs either a repository or a person', () => {
    expect(run(['remove'])).toMatchObject({
      status: 2,
      stderr: expect.stringContaining('Name a repository'),
    });
  });
});

describe('move', () => {
  test('a hotfix that began on the embedded database continues in Postgres, and nothing is written twice', async () => {
    const data = await migratedFolder();
    const embedded = await openDatabase({ kind: 'embedded', dataDir: data });
    const on = await scene({ database: embedded, slack: 'bot' });
    await on.deploy(await on.push());
    await on.pass(hour);
    const seen = picture(on.repository);
    on.github.requests.length = 0;
    await on.moveTo(async () => {
      await embedded.close();
      const moved = run(['move'], { DATABASE_URL: url, DATA_DIR: data });
      expect(moved).toMatchObject({ status: 0, stderr: '' });
      expect(moved.stdout).toMatch(/deliveries +\d+\n/);
      const { rows } = await sql<{ name: string }>`
        select tablename as name from pg_tables where schemaname = 'public' and tablename not like 'kysely%'
      `.execute((await postgres()).db);
      for (const { name } of rows) expect(moved.stdout).toMatch(new RegExp(`^  ${name} +\\d+$`, 'm'));
      expect(run(['move'], { DATABASE_URL: url, DATA_DIR: data })).toMatchObject({
        status: 2,
        stderr: expect.stringContaining('not empty'),
      });
      return postgres();
    });
    await on.rest();
    expect(picture(on.repository)).toEqual(seen);
    expect(on.writes()).toEqual([]);
    await on.pass(26 * hour);
    const [deployed, overdue, ...others] = on.slack.messages;
    expect([overdue?.threadTs, others]).toEqual([deployed?.ts, []]);
    expect(breachesIn(on.repository)).toHaveLength(1);
    expect(on.checks((await on.repository.head(branch)) ?? '')).toHaveLength(1);
    await on.close();
  });

  test('move without a Postgres says what is missing', () => {
    expect(run(['move'], {})).toMatchObject({ status: 2, stderr: expect.stringContaining('DATABASE_URL') });
  });
});
