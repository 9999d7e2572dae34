import type { Handle } from './tables.ts';

/** The state of a subject at the beginning of a look. */
export interface SubjectVersion {
  /** How often it was woken; 0 if it does not exist. */
  version: number;
  /** When GitHub was last asked for its whole history; `null`: never. */
  recalledAt: Date | null;
  /** Since when nothing can have been lost from this database. */
  wholeSince: Date | null;
}

export async function subjectVersionOf(db: Handle, key: string): Promise<SubjectVersion> {
  const { version, ...rest } = await db
    .selectNoFrom((row) => [
      row.selectFrom('subjects').select('version').where('key', '=', key).as('version'),
      row.selectFrom('subjects').select('recalled_at').where('key', '=', key).as('recalledAt'),
      row.selectFrom('marks').select('at').where('name', '=', 'whole-since').as('wholeSince'),
    ])
    .executeTakeFirstOrThrow();
  return { version: version ?? 0, ...rest };
}

/** Whether the ledger of a repository's own issues may be incomplete. */
export interface IssuesStanding {
  /** When this App's issues were last looked up there; `null`: never. */
  recalledAt: Date | null;
  /** When the App was installed there; `null`: unknown so far. */
  installedAt: Date | null;
  wholeSince: Date | null;
}

export async function issuesStandingOf(
  db: Handle,
  { id, installation }: { id: number; installation: number },
): Promise<IssuesStanding> {
  return db
    .selectNoFrom((row) => [
      row.selectFrom('sweeps').select('recalled_at').where('repository', '=', id).as('recalledAt'),
      row.selectFrom('installations').select('created_at').where('id', '=', installation).as('installedAt'),
      row.selectFrom('marks').select('at').where('name', '=', 'whole-since').as('wholeSince'),
    ])
    .executeTakeFirstOrThrow();
}
