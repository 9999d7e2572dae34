import { sql } from 'kysely';
import type { Handle } from '../tables.ts';

interface OfAccount {
  installation: number;
  account: number;
}

/**
 * When GitHub says the id of an account that an older version knew only by its login, everything stored under its
 * stand-in moves to the id. A stand-in is negative. A repository with a new installation may have been transferred:
 * it says nothing about its old account.
 */
export async function nameAccount(db: Handle, known: OfAccount, described: OfAccount): Promise<void> {
  const { account } = described;
  if (known.account >= 0 || account < 0 || known.installation !== described.installation) return;
  const [from, to] = [`incident:${known.account}:`, `incident:${account}:`];
  const rest = from.length + 1;
  // One statement: all of it moves to the id, or nothing.
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

/**
 * For a repository that is described without its account: the account of its installation, or a stand-in if none is
 * known.
 */
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
