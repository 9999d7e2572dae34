import { type Kysely, sql } from 'kysely';

/**
 * Incidents belong to accounts by id, because logins change owners. Account ids were not stored until now: the
 * repositories of an account share a stand-in, the negative of their lowest id, until GitHub says the id. The
 * visibility of a repository had two values, and now has three.
 */
export async function accounts(db: Kysely<unknown>): Promise<void> {
  await sql`alter table repositories add column account bigint`.execute(db);
  await sql`alter table repositories add column visibility text`.execute(db);
  await sql`
    update repositories set
      account = -(select min(id) from repositories as its where lower(its.owner) = lower(repositories.owner)),
      visibility = case when private then 'private' else 'public' end`.execute(db);
  await sql`alter table repositories alter column account set not null`.execute(db);
  await sql`alter table repositories alter column visibility set not null`.execute(db);
  await sql`alter table repositories drop column private`.execute(db);
  await sql`create index repositories_of_account on repositories (account)`.execute(db);
  await sql`alter table subjects add column account bigint`.execute(db);
  // An incident without any repository left cannot be resolved.
  await sql`
    delete from subjects where kind = 'incident'
      and owner not in (select lower(owner) from repositories)`.execute(db);
  await sql`
    update subjects set account = stand_in, key = 'incident:' || stand_in || substr(key, length('incident:' || owner) + 1)
    from (select distinct lower(owner) as login, account as stand_in from repositories) as known
    where kind = 'incident' and login = owner`.execute(db);
  await sql`
    update artefacts
    set subject = 'incident:' || stand_in || substr(subject, length('incident:' || login) + 1)
    from (select distinct lower(owner) as login, account as stand_in from repositories) as known
    where subject like 'incident:%' and split_part(subject, ':', 2) = login`.execute(db);
  await sql`alter table subjects drop column owner`.execute(db);
}
