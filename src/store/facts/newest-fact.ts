import type { SelectQueryBuilder } from 'kysely';
import type { Fact } from '../../facts/fact.ts';
import { type FactRow, factColumns } from '../people/stored-fact.ts';
import type { Handle, Tables } from '../tables.ts';

/** The newest fact of a kind in a repository, if it happened since then; the caller adds further conditions. */
export function newestFact(
  db: Handle,
  repository: number,
  { kind, since }: { kind: Fact['kind']; since: Date },
): SelectQueryBuilder<Tables, 'facts', FactRow> {
  return db
    .selectFrom('facts')
    .select(factColumns)
    .where('repository', '=', repository)
    .where('kind', '=', kind)
    .where('at', '>=', since)
    .orderBy('at', 'desc')
    .limit(1);
}
