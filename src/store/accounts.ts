import { sql } from 'kysely';
import type { Handle } from './tables.ts';

interface OfAccount {
  installation: number;
  account: number;
}

/**
 * Where GitHub says the id of an account that an older version knew by its login alone, what stood under its stand-in
 * goes on under the id. A stand-in is negative. A repository with another installation than before may have been
 * transferred: it says nothing of the account that it came from.
 */
export async function nameAccount(db: Handle, known: OfAccount, described: OfAccount): Promise<void> {
  const { account } = described;
  if (known.account >= 0 || account < 0 || known.installation !== described.installation) return;
  const [from, to] = [`incident:${known.account}:`, `incident:${account}:`];
  const rest = from.length + 1;
  // One statement: either all of it goes on under the id, or nothing.
  await sql`
    with repositories_named as (
      update repositories set account = ${account} where account = ${known.account}
    ), subjects_named as (
      update subjects set account = ${account}, key = ${to}::text || substr(key, ${rest}::integer)
      where account = ${known.account}
    )
    update artefacts set subject = ${to}::text || substr(subject, ${rest}::integer)
    where starts_with(subject, ${from})`.execute(db);
}

/** For a repository that is described without its account: that of its installation; a stand-in where none is known. */
export async function accountOf(
  db: Handle,
  { id, installation }: { id: number; installation: number },
): Promise<number> {
  const row = await db
    .selectFrom('repositories')
    .select('account')
    .where('installation', '=', installation)
    .limit(1)
    .executeTakeFirst();
  return row?.account ?? -id;
}
