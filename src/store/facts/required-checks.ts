import { sql } from 'kysely';
import type { RequiredChecksRead } from '../../facts/fact.ts';
import { readFact } from '../people/stored-fact.ts';
import type { Handle } from '../tables.ts';
import { newestFact } from './newest-fact.ts';

/** What GitHub said last of the checks that a branch requires, whichever hotfix it was asked for, since then. */
export async function lastRequiredChecks(
  db: Handle,
  repository: number,
  { target, since }: { target: string; since: Date },
): Promise<RequiredChecksRead | null> {
  const row = await newestFact(db, repository, { kind: 'required-checks-read', since })
    .where(sql<string>`facts.fact ->> 'target'`, '=', target)
    .executeTakeFirst();
  const fact = row && readFact(row);
  return fact?.kind === 'required-checks-read' ? fact : null;
}
