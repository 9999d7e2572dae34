/** Who is known, by pseudonym: a number that says nothing of them. Whoever is removed has another one afterwards. */
import { type RawBuilder, sql } from 'kysely';
import type { Actor } from '../../facts/happened.ts';

/** The pseudonym of somebody who is named in a fact; `null` where there is none, or none any more. */
export function pseudonymOf({
  login,
  pseudonym,
}: Pick<Actor, 'login' | 'pseudonym'>): RawBuilder<number | null> {
  return pseudonym === undefined
    ? sql`(select id from people where lower(login) = lower(${login}))`
    : sql`${pseudonym}::integer`;
}

/**
 * The beginning of a statement whose `named.ids` are the pseudonyms of these people: whoever has none gets one. It is null
 * for one who got theirs from somebody else at the same moment, which has been waited for: the next statement finds it.
 */
export function withPseudonyms(logins: readonly string[]): RawBuilder<unknown> {
  if (logins.length === 0) return sql`with named as (select '{}'::integer[] as ids)`;
  const ids = logins.map(
    (login) =>
      sql`coalesce(${pseudonymOf({ login })}, (select id from added where lower(login) = lower(${login})))`,
  );
  // In one order, so that two who add the same do not wait for each other.
  return sql`with added as (
    insert into people (login)
    select login from unnest(${logins}::text[]) as wanted(login)
    where not exists (select from people where lower(people.login) = lower(wanted.login))
    order by lower(login)
    on conflict (lower(login)) do nothing
    returning id, login
  ), named as (select array[${sql.join(ids)}] as ids)`;
}
