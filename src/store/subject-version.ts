import type { Handle } from './tables.ts';

/** How a subject stands as a look at it begins. */
export interface SubjectVersion {
  /** How often it was woken; 0 where it is not there. */
  version: number;
  /** When GitHub was last asked for all that it remembers of it; `null`: never. */
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

/** Whether what this App wrote for a repository as a whole may have been lost. */
export interface IssuesStanding {
  /** When this App's issues were last looked for there; `null`: never. */
  recalledAt: Date | null;
  /** When the App was installed there; `null` where nobody told yet. */
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
