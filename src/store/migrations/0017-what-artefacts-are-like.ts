import { type Kysely, sql } from 'kysely';

/**
 * The kind of an artefact, its upkeep, and the account of an incident: until now they were parsed out of the keys.
 */
export async function whatArtefactsAreLike(db: Kysely<unknown>): Promise<void> {
  await db.schema.alterTable('artefacts').addColumn('kind', 'text').execute();
  await db.schema.alterTable('artefacts').addColumn('upkeep', 'text').execute();
  await sql`
    update artefacts set kind = case
      when key like 'check:%' then 'check-run'
      when key ~ '^reminder:[0-9]+:review:[0-9]+$' then 'review-reminder'
      when key ~ '^reminder:[0-9]+:.+:[0-9]+$' then 'reminder'
      when key like 'reminder:%' then 'said-once'
      when key ~ '^(policy-check|runbook-check|backfill|label|labels|overdue-label|reviewers|status|command|reaction|breach|setup|review|review-block|review-elsewhere):'
        then split_part(key, ':', 1)
      else 'other' end`.execute(db);
  await sql`
    update artefacts set upkeep = case
      when key = 'setup:old-branches' or key like 'breach:frequency:%' then 'people'
      when key like 'breach:bypassed:%' or hash = 'adopted' then 'once'
      when kind in ('check-run', 'policy-check', 'runbook-check', 'labels', 'overdue-label', 'status', 'breach',
        'review', 'review-block') then 'current'
      else 'once' end`.execute(db);
  await sql`alter table artefacts alter column kind set not null`.execute(db);
  await db.schema.alterTable('subjects').addColumn('owner', 'text').execute();
  await sql`update subjects set owner = split_part(key, ':', 2) where kind = 'incident'`.execute(db);
}
