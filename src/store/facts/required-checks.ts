import { sql } from 'kysely';
import type { RequiredChecksRead } from '../../facts/fact.ts';
import { readFact } from '../people/stored-fact.ts';
import type { Handle } from '../tables.ts';
import { newestFact } from './newest-fact.ts';

/** GitHub's last answer about the checks that a branch requires, for whichever hotfix, since then. */
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
