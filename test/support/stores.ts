/** Databases for tests: the embedded one in memory, and a real Postgres where the machine has one. */
import { spawnSync } from 'node:child_process';
import { chownSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Database, openDatabase } from '../../src/store/database.ts';

export interface TestStore {
  name: string;
  open(): Promise<Database>;
  end(): void;
}

const programs = ['initdb', 'pg_ctl', 'postgres'];

/** Postgres refuses to run as root; `nobody` is there on every machine that has users at all. */
const nobody = 65534;

export function stores(): TestStore[] {
  const embedded = {
    name: 'embedded',
    open: () => openDatabase({ kind: 'embedded', dataDir: null }),
    end: () => undefined,
  };
  const bin = postgresFolder();
  return bin === null ? [embedded] : [embedded, postgres(bin)];
}

function postgresFolder(): string | null {
  const found = spawnSync('sh', ['-c', 'dirname "$(readlink -f "$(command -v initdb)")"'], {
    encoding: 'utf8',
  });
  const folder = found.stdout.trim();
  const whole = folder.startsWith('/') && programs.every((name) => run(join(folder, name), ['--version']));
  return whole ? folder : null;
}

function postgres(bin: string): TestStore {
  const folder = mkdtempSync(join(tmpdir(), 'hotfix-policy-postgres-'));
  let started: Promise<string> | null = null;
  let count = 0;

  async function start(): Promise<string> {
    if (process.getuid?.() === 0) chownSync(folder, nobody, nobody);
    const port = await freePort();
    const data = join(folder, 'data');
    const options = `-p ${port} -c listen_addresses=127.0.0.1 -c unix_socket_directories=${folder} -c fsync=off`;
    demand(join(bin, 'initdb'), ['-D', data, '-U', 'postgres', '-A', 'trust', '--no-sync', '-E', 'UTF8']);
    demand(join(bin, 'pg_ctl'), ['-D', data, '-o', options, '-l', join(folder, 'log'), '-w', 'start']);
    return `postgres://postgres@127.0.0.1:${port}`;
  }

  return {
    name: 'postgres',
    async open() {
      started ??= start();
      const server = await started;
      count += 1;
      const name = `test_${count}`;
      const { default: pg } = await import('pg');
      const client = new pg.Client({ connectionString: `${server}/postgres` });
      await client.connect();
      await client.query(`create database ${name}`);
      await client.end();
      return openDatabase({ kind: 'postgres', url: `${server}/${name}` });
    },
    end() {
      run(join(bin, 'pg_ctl'), ['-D', join(folder, 'data'), '-m', 'immediate', 'stop']);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function demand(program: string, args: string[]): void {
  if (!run(program, args)) throw new Error(`${program} failed`);
}

function run(program: string, args: string[]): boolean {
  const user = process.getuid?.() === 0 ? { uid: nobody, gid: nobody } : {};
  return spawnSync(program, args, { stdio: 'ignore', cwd: tmpdir(), ...user }).status === 0;
}

async function freePort(): Promise<number> {
  const probe = createServer();
  await new Promise<void>((resolve) => probe.listen(0, '127.0.0.1', resolve));
  const address = probe.address();
  await new Promise((resolve) => probe.close(resolve));
  if (typeof address !== 'object' || address === null) throw new Error('no port');
  return address.port;
}

let shared: Promise<Database> | null = null;

/** One embedded database for all tests of a file, empty each time: opening one takes seconds. */
export async function emptyDatabase(): Promise<Database> {
  shared ??= openDatabase({ kind: 'embedded', dataDir: null });
  const database = await shared;
  await empty(database);
  return { ...database, close: () => Promise.resolve() };
}

afterAll(async () => {
  await (await shared)?.close();
});

export async function empty({ db }: Database): Promise<void> {
  for (const table of tables) await db.deleteFrom(table).execute();
}

const tables = [
  'fact_commits',
  'facts',
  'deliveries',
  'subjects',
  'artefacts',
  'summaries',
  'policies',
  'repositories',
] as const;
