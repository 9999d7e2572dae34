/** People by pseudonym: a number that says nothing about them. A removed person gets another one afterwards. */
import { type RawBuilder, sql } from 'kysely';
import type { Actor } from '../../facts/happened.ts';

/** The pseudonym of a person in a fact; `null` where there is nobody, or the person was removed. */
export function pseudonymOf({
  login,
  pseudonym,
}: Pick<Actor, 'login' | 'pseudonym'>): RawBuilder<number | null> {
  return pseudonym === undefined
    ? sql`(select id from people where lower(login) = lower(${login}))`
    : sql`${pseudonym}::integer`;
}

/**
 * The beginning of a statement whose `named.ids` are the pseudonyms of these people; people without one get one. It
 * is null where another process gave one at the same moment; this statement waited for it, and the next one finds
 * it.
 */
export function withPseudonyms(logins: readonly string[]): RawBuilder<unknown> {
  if (logins.length === 0) return sql`with named as (select '{}'::integer[] as ids)`;
  const ids = logins.map(
    (login) =>
      sql`coalesce(${pseudonymOf({ login })}, (select id from added where lower(login) = lower(${login})))`,
  );
  // In a fixed order, so that two processes that add the same people cannot deadlock.
  return sql`with added as (
    insert into people (login)
    select login from unnest(${logins}::text[]) as wanted(login)
    where not exists (select from people where lower(people.login) = lower(wanted.login))
    order by lower(login)
    on conflict (lower(login)) do nothing
    returning id, login
  ), named as (select array[${sql.join(ids)}] as ids)`;
}
