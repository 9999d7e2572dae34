/** Databases for thousands of short lives: prepared once, and copied for each. */
import { randomUUID } from 'node:crypto';
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { type PostgresServer, startPostgres } from '../support/postgres.ts';
import { startProgram } from './program.ts';

export const kinds = ['embedded', 'postgres'] as const;
export type DatabaseKind = (typeof kinds)[number];

/** How far a database is when a life begins on it. */
export type Stage = 'empty' | 'migrated';

export interface FreshDatabase {
  environment: Record<string, string>;
  /** As if the time had passed that a process which is gone still had for what it was at. Nobody else may be at work. */
  runOutLeases(): Promise<void>;
  remove(): Promise<void>;
}

export interface PreparedDatabases {
  fresh(kind: DatabaseKind, stage: Stage): Promise<FreshDatabase>;
  stop(): Promise<void>;
}

/** Nothing is asked of GitHub while nothing is told. */
const nobody = '127.0.0.1:9';

export interface Preparing {
  /** Another server than one of its own. */
  start?: () => Promise<PostgresServer>;
  /** Fills a folder for the embedded database in another way than by the program itself. */
  fill?: (folder: string) => Promise<unknown>;
}

export async function prepareDatabases(
  wanted: readonly DatabaseKind[],
  { start = startPostgres, fill }: Preparing = {},
): Promise<PreparedDatabases> {
  const folder = mkdtempSync(join(tmpdir(), 'hotfix-policy-faults-'));
  let server: PostgresServer | null = null;
  const stop = async (): Promise<void> => {
    server?.stop();
    rmSync(folder, { recursive: true, force: true });
    await Promise.resolve();
  };
  // The server may be others' too.
  const ours = randomUUID().replaceAll('-', '');
  const template = `migrated_${ours}`;
  let made = 0;
  try {
    if (wanted.includes('postgres')) {
      server = await start();
      await onServer(server, `create database ${template}`);
      await runOnce({ DATABASE_URL: `${server.address}/${template}` }, folder);
    }
    if (wanted.includes('embedded')) {
      const data = join(folder, 'migrated');
      await (fill ? fill(data) : runOnce({ DATA_DIR: data }, folder));
    }
  } catch (error) {
    await stop();
    throw error;
  }

  return {
    async fresh(kind, stage) {
      made += 1;
      const name = `life_${ours}_${made}`;
      if (kind === 'embedded') {
        const data = join(folder, name);
        if (stage === 'migrated') cpSync(join(folder, 'migrated'), data, { recursive: true });
        const remove = async (): Promise<void> => {
          await Promise.resolve();
          rmSync(data, { recursive: true, force: true });
        };
        // What the embedded database holds is free as soon as it is opened again.
        return { environment: { DATA_DIR: data }, runOutLeases: () => Promise.resolve(), remove };
      }
      const running = server;
      if (!running) throw new Error('Postgres was not prepared');
      await onServer(
        running,
        `create database ${name} ${stage === 'migrated' ? `template ${template}` : ''}`,
      );
      return {
        environment: { DATABASE_URL: `${running.address}/${name}` },
        runOutLeases: () => onServer(running, leasesOver, name),
        remove: () => onServer(running, `drop database ${name} with (force)`),
      };
    },
    stop,
  };
}

const leasesOver = `do $$ begin
  if to_regclass('subjects') is null then return; end if;
  update deliveries set leased_until = '-infinity' where leased_until is not null;
  update subjects set leased_until = '-infinity' where leased_until is not null;
end $$`;

/** Two copies of one template at the same time refuse each other. */
let atServer: Promise<unknown> = Promise.resolve();

async function onServer({ address }: PostgresServer, sql: string, database = 'postgres'): Promise<void> {
  const run = atServer.then(async () => {
    const client = new pg.Client({ connectionString: `${address}/${database}` });
    await client.connect();
    try {
      await client.query(sql);
    } finally {
      await client.end();
    }
  });
  atServer = run.catch(() => undefined);
  await run;
}

async function runOnce(database: Record<string, string>, folder: string): Promise<void> {
  const program = startProgram({ host: nobody, database, folder });
  await program.listening;
  program.signal('SIGTERM');
  const { code } = await program.ended;
  if (code !== 0) throw new Error(`the program did not end by itself:\n${program.printed()}`);
}
