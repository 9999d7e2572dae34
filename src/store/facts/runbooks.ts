import { sql } from 'kysely';
import type { RunbooksRead, TargetPushed } from '../../facts/fact.ts';
import { factColumns, readFact } from '../people/stored-fact.ts';
import type { Handle } from '../tables.ts';
import { newestFact } from './newest-fact.ts';

/** GitHub's last answer about a repository's runbooks since then, and the later pushes to the target. */
export async function lastRunbooks(
  db: Handle,
  repository: number,
  { target, since }: { target: string; since: Date },
): Promise<{ read: RunbooksRead; askedAt: string; pushes: TargetPushed[] } | null> {
  const row = await newestFact(db, repository, { kind: 'runbooks-read', since })
    .where('branch', 'is', null)
    .executeTakeFirst();
  const read = row && readFact(row);
  if (read?.kind !== 'runbooks-read') return null;
  const askedAt = read.askedAt ?? read.at;
  if (new Date(askedAt) < since) return null;
  const pushed = await db
    .selectFrom('facts')
    .select(factColumns)
    .where('repository', '=', repository)
    .where('branch', '=', target)
    .where('kind', '=', 'target-pushed')
    .where('recorded_at', '>=', sql<Date>`${askedAt}::timestamptz`)
    .execute();
  return {
    read,
    askedAt,
    pushes: pushed.map(readFact).filter((fact) => fact.kind === 'target-pushed'),
  };
}
