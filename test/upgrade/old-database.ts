/** Databases that an older version made, opened by this one. */
import { randomUUID } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { brotliDecompressSync, constants } from 'node:zlib';
import { sql } from 'kysely';
import pg from 'pg';
import { type Database, openDatabase } from '../../src/store/database.ts';
import { openEmbedded } from '../../src/store/embedded/embedded.ts';
import { folderOfRun } from '../support/run/once-in-a-run.ts';
import { emptyPostgres } from '../support/shared-postgres.ts';

export const kinds = ['embedded', 'postgres'] as const;
export type Kind = (typeof kinds)[number];

const data = join(import.meta.dirname, 'made-by-7e12bd1');

/** What lies beside this file, unpacked. */
export function unpacked(name: string): Buffer {
  return brotliDecompressSync(readFileSync(join(data, `${name}.br`)), {
    params: { [constants.BROTLI_DECODER_PARAM_LARGE_WINDOW]: 1 },
  });
}

/** A copy of its own, with its tables brought to this version. */
export async function oldDatabase(kind: Kind): Promise<Database> {
  return (await oldDatabaseAsItWas(kind)).open();
}

export interface OldDatabase {
  /** Its facts as they were written, oldest first. */
  facts: { seq: number; repository: number; key: string; fact: Record<string, unknown> }[];
  summaries: { branch: string; summary: Record<string, unknown> }[];
  /** Brings its tables to this version. */
  open(): Promise<Database>;
}

export async function oldDatabaseAsItWas(kind: Kind): Promise<OldDatabase> {
  const facts = 'select seq, repository, key, fact from facts order by seq';
  const summaries = 'select branch, summary from summaries order by repository, branch';
  if (kind === 'embedded') {
    const dataDir = unpackFolder();
    const { db, close } = await openEmbedded(dataDir);
    const before = {
      facts: (await sql.raw<OldDatabase['facts'][0]>(facts).execute(db)).rows,
      summaries: (await sql.raw<OldDatabase['summaries'][0]>(summaries).execute(db)).rows,
    };
    await close();
    return { ...before, open: () => openDatabase({ kind, dataDir }) };
  }
  const url = await emptyPostgres();
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  // Lines with a backslash are for `psql` alone.
  await client.query(
    unpacked('postgres.sql')
      .toString('utf8')
      .replace(/^\\.*$/gm, ''),
  );
  await client.query('set search_path = public');
  const before = {
    facts: (await client.query(facts)).rows as OldDatabase['facts'],
    summaries: (await client.query(summaries)).rows as OldDatabase['summaries'],
  };
  await client.end();
  return { ...before, open: () => openDatabase({ kind, url }) };
}

/** Four bytes with the length of a list of paths and sizes (`null`: a folder), the list, and the files in its order. */
function unpackFolder(): string {
  const folder = join(folderOfRun, randomUUID());
  const bytes = unpacked('embedded.folder');
  let at = 4 + bytes.readUInt32BE(0);
  const entries = JSON.parse(bytes.toString('utf8', 4, at)) as [path: string, size: number | null][];
  for (const [path, size] of entries) {
    const to = join(folder, path);
    mkdirSync(size === null ? to : dirname(to), { recursive: true });
    if (size === null) continue;
    writeFileSync(to, bytes.subarray(at, at + size));
    at += size;
  }
  return folder;
}
