import { type Kysely, sql } from 'kysely';

/**
 * Rows of a review that were given in another repository count only if their author may write where the review is.
 * Those that were accepted before that was asked stay.
 */
export async function keepAcceptedRows<T>(db: Kysely<T>): Promise<void> {
  await sql`
    insert into facts (repository, branch, key, kind, at, fact, people, texts, delivery, recorded_at)
    select distinct on (review.repository, told.key)
      review.repository, null, 'entitlement-read:review:' || told.key, 'entitlement-read', told.at,
      json_build_object(
        'kind', 'entitlement-read', 'key', 'entitlement-read:review:' || told.key, 'at', told.fact ->> 'at',
        'clock', 'receipt', 'repository', review.repository, 'branch', null, 'sha', null,
        'command', told.key, 'entitled', true
      ),
      '{}', 0, null, told.recorded_at
    from facts as told
    join facts as read on read.repository = told.repository and read.kind = 'entitlement-read'
      and read.branch is not null and read.fact ->> 'command' = told.key and read.fact ->> 'entitled' = 'true'
    join summaries on summaries.repository = told.repository and summaries.branch = read.branch
    join repositories on repositories.id = told.repository
    join artefacts as review on review.kind = 'review'
      and review.subject = 'incident:' || repositories.account || ':' || summaries.incident
    where told.kind = 'commanded' and review.repository <> told.repository
    on conflict (repository, key) do nothing`.execute(db);
}
