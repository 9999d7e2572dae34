import { type Kysely, sql } from 'kysely';

/** Commands find their hotfix by the number of its pull request, and deploys are looked up by time. */
export async function commands(db: Kysely<unknown>): Promise<void> {
  await sql`create index facts_of_number on facts (repository, (fact ->> 'number'))
    where kind in ('commanded', 'pull-request')`.execute(db);
  await sql`create index facts_of_deployments on facts (repository, at) where kind = 'deployment'`.execute(
    db,
  );
}
