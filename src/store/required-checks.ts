import { sql } from 'kysely';
import type { RequiredChecksRead } from '../hotfix/fact.ts';
import type { Handle } from './tables.ts';

/** What GitHub said last of the checks that a branch requires, whichever hotfix it was asked for, since then. */
export async function lastRequiredChecks(
  db: Handle,
  repository: number,
  { target, since }: { target: string; since: Date },
): Promise<RequiredChecksRead | null> {
  const row = await db
    .selectFrom('facts')
    .select('fact')
    .where('repository', '=', repository)
    .where('kind', '=', 'required-checks-read')
    .where('at', '>=', since)
    .where(sql<string>`facts.fact ->> 'target'`, '=', target)
    .orderBy('at', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row?.fact.kind === 'required-checks-read' ? row.fact : null;
}
