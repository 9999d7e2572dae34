/** Takes data away for good, where somebody asks for that. What happened on GitHub stays there. */
import { sql } from 'kysely';
import { fileKey } from '../policy-files.ts';
import type { Handle } from '../tables.ts';

/** What is left of a delivery: that it came. */
const nothing = {
  payload: '{}',
  state: 'done' as const,
  error: null,
  done_at: sql<Date>`coalesce(done_at, received_at)`,
};

/** How many rows of which table were removed, or changed. */
export type Removed = Record<string, number>;

export interface NamedRepositoryRow {
  id: number;
  /** `owner/name`, as it was last seen. */
  fullName: string;
}

/** By its id, or by the name that it had last; letters of any case. */
export async function repositoryNamed(db: Handle, name: string): Promise<NamedRepositoryRow | null> {
  const row = await db
    .selectFrom('repositories')
    .select(['id', 'owner', 'name'])
    .where(sql<boolean>`repositories.id::text = ${name} or lower(owner || '/' || name) = lower(${name})`)
    .executeTakeFirst();
  return row ? { id: row.id, fullName: `${row.owner}/${row.name}` } : null;
}

/**
 * Everything that is kept of a repository. Of its deliveries the ids stay, with nothing in them: what GitHub's log has and
 * this database lacks would be fetched again.
 */
export async function removeRepository(tx: Handle, id: number): Promise<Removed> {
  const removed: Removed = {};
  const incidents = await incidentsOnlyOf(tx, id);
  for (const table of [
    'facts',
    'artefacts',
    'summaries',
    'review_texts',
    'subjects',
    'candidates',
    'sweeps',
    'old_branches',
    'slack_news',
    'slack_threads',
  ] as const) {
    const { numDeletedRows } = await tx.deleteFrom(table).where('repository', '=', id).executeTakeFirst();
    removed[table] = Number(numDeletedRows);
  }
  if (incidents.length > 0) {
    const looks = await tx.deleteFrom('subjects').where('key', 'in', incidents).executeTakeFirst();
    removed.subjects = (removed.subjects ?? 0) + Number(looks.numDeletedRows);
  }
  const files = await tx
    .deleteFrom('policy_files')
    .where('key', '=', fileKey.repository(id))
    .executeTakeFirst();
  removed.policy_files = Number(files.numDeletedRows);
  const emptied = await tx
    .updateTable('deliveries')
    .set(nothing)
    .where('repository', '=', id)
    .where('payload', '!=', '{}')
    .executeTakeFirst();
  removed.deliveries = Number(emptied.numUpdatedRows);
  const gone = await tx.deleteFrom('repositories').where('id', '=', id).executeTakeFirst();
  removed.repositories = Number(gone.numDeletedRows);
  return removed;
}

/** Keys of the incidents that have a hotfix there, and in no other repository of the owner. */
async function incidentsOnlyOf(tx: Handle, id: number): Promise<string[]> {
  const key = sql<string>`'incident:' || lower(owner) || ':' || incident`;
  const incidents = tx
    .selectFrom('summaries')
    .innerJoin('repositories', 'repositories.id', 'summaries.repository')
    .select(key.as('key'))
    .distinct()
    .where('incident', 'is not', null);
  const elsewhere = incidents.where('repositories.id', '!=', id);
  const rows = await incidents.where('repositories.id', '=', id).where(key, 'not in', elsewhere).execute();
  return rows.map((row) => row.key);
}

/** Who is shown for a deleted account, on GitHub and here. */
const nobody = 'ghost';

/**
 * Puts nobody in the place of a person in all that is kept: what happened stays, without who it was. Deliveries that name
 * the person are emptied; their ids stay.
 */
export async function removePerson(tx: Handle, login: string): Promise<Removed> {
  // As a whole text of JSON, or at the end of a key: not the `ada` in another word.
  const literal = login.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  const named = `([":])${literal}"`;
  // In a text that people read.
  const asWord = `(^|[^a-z0-9-])${literal}([^a-z0-9-]|$)`;
  const emptied = await tx
    .updateTable('deliveries')
    .set(nothing)
    // Also where a text mentions them.
    .where('payload', '~*', asWord)
    .executeTakeFirst();
  const facts = await tx
    .updateTable('facts')
    .set({
      fact: sql<string>`regexp_replace(fact::text, ${named}, ${`\\1${nobody}"`}, 'gi')::json`,
      key: sql<string>`regexp_replace(key, ${`:${literal}$`}, ${`:${nobody}`}, 'i')`,
    })
    .where(sql<string>`fact::text`, '~*', named)
    .executeTakeFirst();
  const summaries = await tx
    .updateTable('summaries')
    .set({ summary: sql<string>`regexp_replace(summary::text, ${named}, ${`\\1${nobody}"`}, 'gi')::jsonb` })
    .where(sql<string>`summary::text`, '~*', named)
    .executeTakeFirst();
  // The reviews themselves are on GitHub, and are read from there again.
  const texts = await tx
    .deleteFrom('review_texts')
    .where(sql<string>`body || coalesce(edited, '')`, '~*', asWord)
    .executeTakeFirst();
  // What Slack is still to be told of the person is not told; what it was told is Slack's.
  const messages = await tx
    .updateTable('slack_news')
    .set({ message: null, state: 'passed-over', reason: 'superseded' })
    .where(sql<string>`message::text`, '~*', asWord)
    .executeTakeFirst();
  await tx
    .updateTable('slack_threads')
    .set({ wanted: null })
    .where(sql<string>`wanted::text`, '~*', asWord)
    .execute();
  return {
    deliveries: Number(emptied.numUpdatedRows),
    review_texts: Number(texts.numDeletedRows),
    facts: Number(facts.numUpdatedRows),
    summaries: Number(summaries.numUpdatedRows),
    slack_news: Number(messages.numUpdatedRows),
  };
}

/** Policy files that name the person: they are on GitHub, and come from there again. */
export async function filesNaming(db: Handle, login: string): Promise<string[]> {
  const rows = await db
    .selectFrom('policy_files')
    .leftJoin('repositories', (join) =>
      join.on('policy_files.key', '=', sql<string>`'repository:' || repositories.id`),
    )
    .select(['policy_files.key', 'repositories.owner', 'repositories.name'])
    .where(sql<string>`known::text`, 'ilike', `%${login.replace(/[\\%_]/g, '\\$&')}%`)
    .orderBy('policy_files.key')
    .execute();
  return rows.map(({ key, owner, name }) => (owner === null ? key : `${owner}/${name}`));
}
