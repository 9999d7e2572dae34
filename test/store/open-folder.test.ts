/** The embedded database in a folder: one process at a time, and nothing lost when it is killed. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { sql } from 'kysely';
import { takeDelivery } from '../../src/queue/delivery-leases.ts';
import { takeSubject } from '../../src/queue/subject-leases.ts';
import { type Database, openDatabase } from '../../src/store/database.ts';
import { checkFolder } from '../../src/store/embedded/check-folder.ts';
import { lockFolder } from '../../src/store/embedded/folder-lock.ts';
import { migrate } from '../../src/store/migrate.ts';
import { StoreError } from '../../src/store/store-error.ts';
import { migratedFolder } from '../support/migrated-folder.ts';

const now = new Date('2026-11-23T14:02:00.000Z');
const MB = 1024 * 1024;
let root = '';
let count = 0;

beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), 'hotfix-policy-store-'));
});

afterAll(() => {
  rmSync(root, { recursive: true, force: true });
});

function newFolder(): string {
  count += 1;
  return join(root, `folder-${count}`);
}

const opened: Database[] = [];

async function embedded(dataDir: string): Promise<Database> {
  const database = await openDatabase({ kind: 'embedded', dataDir });
  opened.push(database);
  return database;
}

afterEach(async () => {
  for (const { close } of opened.splice(0)) await close();
});

function thrownBy(run: () => unknown): unknown {
  try {
    run();
  } catch (error) {
    return error;
  }
  return null;
}

function expectStoreError(error: unknown, ...texts: string[]): void {
  expect(error).toBeInstanceOf(StoreError);
  for (const text of texts) expect(String(error)).toContain(text);
}

describe('a folder in use by another process', () => {
  const folder = (): string => join(root, 'shared');
  let holder: ChildProcess;

  beforeAll(async () => {
    const script = fileURLToPath(new URL('./hold-folder.ts', import.meta.url));
    holder = spawn(process.execPath, ['--no-warnings', script, folder(), now.toISOString()], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const { stdout } = holder;
    if (!stdout) throw new Error('no output to wait for');
    const ended = once(holder, 'exit').then(() => Promise.reject(new Error('the holder ended early')));
    const [said] = await Promise.race([once(stdout, 'data'), ended]);
    expect(String(said)).toBe('at work\n');
    ended.catch(() => undefined);
  });

  afterAll(() => {
    holder.kill('SIGKILL');
  });

  test('is refused, with what to do', async () => {
    const error = await embedded(folder()).catch((thrown: unknown) => thrown);
    expectStoreError(error, `Another process is using ${folder()}.`, 'DATABASE_URL');
  });

  test('is free as soon as that process is killed, and so are its leases', async () => {
    const ended = once(holder, 'exit');
    holder.kill('SIGKILL');
    await ended;
    const { db } = await embedded(folder());
    const delivery = await takeDelivery(db, { now, leaseMs: 1000, lease: 'a worker' });
    expect(delivery).toMatchObject({ id: 'd1', payload: { ref: 'refs/heads/hotfix/A-1-x' }, attempts: 1 });
    expect(await takeSubject(db, { now, leaseMs: 1000, lease: 'y' })).toMatchObject({
      key: 'repository:100',
    });
  });

  test('opens again after a clean end, and migrating twice changes nothing', async () => {
    const { db } = await embedded(folder());
    await migrate(db);
    const { rows } = await sql<{ count: number }>`select count(*) as count from kysely_migration`.execute(db);
    expect(rows).toEqual([{ count: readdirSync('src/store/migrations').length }]);
    expect(await db.selectFrom('deliveries').select('id').execute()).toEqual([{ id: 'd1' }]);
    expectStoreError(await embedded(folder()).catch((thrown: unknown) => thrown), 'Another process');
    await sql`insert into kysely_migration (name, timestamp) values ('9999-later', '2030-01-01T00:00:00.000Z')`.execute(
      db,
    );
  });

  test('is not touched by a version older than the one that wrote it', async () => {
    expectStoreError(await embedded(folder()).catch((thrown: unknown) => thrown), 'newer version');
    lockFolder(join(folder(), 'lock'), folder()).release();
  });
});

test('a folder is created for this user alone', () => {
  const folder = newFolder();
  checkFolder(folder);
  for (const one of [folder, join(folder, 'pg')]) expect(statSync(one).mode & 0o777).toBe(0o700);
});

test('a folder that cannot be written is refused', () => {
  const file = newFolder();
  writeFileSync(file, '');
  expectStoreError(
    thrownBy(() => checkFolder(file)),
    `${file} cannot be written.`,
    'DATA_DIR',
  );
});

test('a folder on a full disk is refused', () => {
  const folder = newFolder();
  expectStoreError(
    thrownBy(() => checkFolder(folder, () => 200 * MB - 1)),
    'less than 200 MB',
    folder,
  );
  expect(thrownBy(() => checkFolder(folder, () => 200 * MB))).toBeNull();
});

test('a folder of another version of the embedded database is refused', async () => {
  const { db } = await embedded(await migratedFolder());
  const { rows } = await sql<{ server_version: string }>`show server_version`.execute(db);
  const major = Number.parseInt(rows[0]?.server_version ?? '', 10);
  const folder = newFolder();
  mkdirSync(join(folder, 'pg'), { recursive: true });
  writeFileSync(join(folder, 'pg', 'PG_VERSION'), `${major}\n`);
  expect(thrownBy(() => checkFolder(folder))).toBeNull();
  writeFileSync(join(folder, 'pg', 'PG_VERSION'), `${major - 1}\n`);
  expectStoreError(
    thrownBy(() => checkFolder(folder)),
    'another version',
    folder,
  );
});

test('a broken lock file is not mistaken for another process', () => {
  const folder = newFolder();
  mkdirSync(folder);
  const file = join(folder, 'lock');
  writeFileSync(file, 'a text that is long enough to be looked at as a database '.repeat(20));
  expectStoreError(
    thrownBy(() => lockFolder(file, folder)),
    `${file} cannot be locked`,
  );
});
