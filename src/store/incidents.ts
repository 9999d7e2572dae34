import { sql } from 'kysely';
import type { LedgerEntry } from '../artefact/ledger.ts';
import type { Fact } from '../facts/fact.ts';
import { entryColumns } from './ledger/ledger.ts';
import { openStates } from './open-states.ts';
import { factColumns, readFact } from './people/stored-fact.ts';
import { type IncidentName, type IncidentSubject, incidentSubject, parseIncidentKey } from './subject-key.ts';
import type { Handle } from './tables.ts';

/** The hotfixes of an incident in all repositories of an account, by their first push. */
export async function hotfixesOfIncident(
  db: Handle,
  { account, id }: IncidentName,
): Promise<{ repository: number; branch: string; startedAt: Date }[]> {
  return db
    .selectFrom('summaries')
    .innerJoin('repositories', 'repositories.id', 'summaries.repository')
    .select(['summaries.repository', 'summaries.branch', 'summaries.started_at as startedAt'])
    .where('summaries.incident', '=', id)
    .where('repositories.account', '=', account)
    .where(sql<string>`summaries.summary ->> 'state'`, '!=', 'renamed')
    .orderBy('summaries.started_at')
    .orderBy('summaries.repository')
    .orderBy('summaries.branch')
    .execute();
}

/** Stores what a hotfix contributes to its incident (`story`, a hash); `true` where that changed. */
export async function saveStory(
  db: Handle,
  { repository, branch }: { repository: number; branch: string },
  { incident, story }: { incident: string | null; story: string },
): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('summaries')
    .set({ incident, story })
    .where('repository', '=', repository)
    .where('branch', '=', branch)
    .where((where) =>
      where.or([where('incident', 'is distinct from', incident), where('story', 'is distinct from', story)]),
    )
    .executeTakeFirst();
  return Number(numUpdatedRows) > 0;
}

/** The incidents of open hotfixes in a repository: deploys there are part of their stories. */
export async function openIncidentsIn(db: Handle, repository: number): Promise<IncidentSubject[]> {
  const rows = await db
    .selectFrom('summaries')
    .innerJoin('repositories', 'repositories.id', 'summaries.repository')
    .select(['repositories.account', 'summaries.incident'])
    .distinct()
    .where('summaries.repository', '=', repository)
    .where('summaries.incident', 'is not', null)
    .where(sql<string>`summaries.summary ->> 'state'`, 'in', openStates)
    .orderBy('summaries.incident')
    .execute();
  return rows.flatMap(({ account, incident }) =>
    incident === null ? [] : [incidentSubject({ account, id: incident })],
  );
}

/** A review as the ledger has it, in any repository of the account. */
export type FoundReview = Omit<LedgerEntry, 'key'> & { repository: number };

export async function findReview(db: Handle, { account, id }: IncidentName): Promise<FoundReview | null> {
  const row = await db
    .selectFrom('artefacts')
    // A repository that was transferred takes its issues with it.
    .innerJoin('repositories', (join) =>
      join.onRef('repositories.id', '=', 'artefacts.repository').on('repositories.account', '=', account),
    )
    .select(['artefacts.repository', ...entryColumns])
    .where('artefacts.subject', '=', incidentSubject({ account, id }).key)
    .where('artefacts.kind', '=', 'review')
    .orderBy('artefacts.repository')
    .limit(1)
    .executeTakeFirst();
  return row ?? null;
}

/** The incidents whose reviews are these issues of a repository. */
export async function incidentsOfReviews(
  db: Handle,
  repository: number,
  numbers: readonly number[],
): Promise<IncidentSubject[]> {
  if (numbers.length === 0) return [];
  const rows = await db
    .selectFrom('artefacts')
    .select('subject')
    .where('repository', '=', repository)
    .where('kind', '=', 'review')
    .where('number', 'in', numbers)
    .orderBy('subject')
    .execute();
  return rows.flatMap(({ subject }) => {
    const name = parseIncidentKey(subject);
    return name ? [incidentSubject(name)] : [];
  });
}

/**
 * Hotfixes of an account that are due, and whose branch names contain this text. Only the policy of a repository
 * says to which incident a branch belongs.
 */
export async function dueHotfixesNamedLike(
  db: Handle,
  { account, id }: IncidentName,
  now: Date,
): Promise<{ repository: number; branch: string }[]> {
  const rows = await db
    .selectFrom('subjects')
    .innerJoin('repositories', 'repositories.id', 'subjects.repository')
    .select(['subjects.repository', 'subjects.branch'])
    .where('subjects.kind', '=', 'hotfix')
    .where('subjects.due_at', '<=', now)
    .where('repositories.account', '=', account)
    .where('repositories.state', '=', 'active')
    .where(sql<number>`position(${id} in subjects.branch)`, '>', 0)
    .orderBy('subjects.repository')
    .orderBy('subjects.branch')
    .execute();
  return rows.flatMap(({ repository, branch }) => (branch === null ? [] : [{ repository, branch }]));
}

/** Incidents of an account that have hotfixes and this ID, in any spelling. */
export async function incidentsSpelledLike(
  db: Handle,
  { account, id }: IncidentName,
): Promise<IncidentSubject[]> {
  const rows = await db
    .selectFrom('summaries')
    .innerJoin('repositories', 'repositories.id', 'summaries.repository')
    .select('summaries.incident')
    .distinct()
    .where(sql<string>`lower(summaries.incident)`, '=', id.toLowerCase())
    .where('repositories.account', '=', account)
    .orderBy('summaries.incident')
    .execute();
  return rows.flatMap(({ incident }) =>
    incident === null ? [] : [incidentSubject({ account, id: incident })],
  );
}

/** Whether a repository of the account has not been compared with GitHub since this database began. */
export async function hasUnswept(db: Handle, account: number, since: Date): Promise<boolean> {
  const row = await db
    .selectFrom('repositories')
    .leftJoin('sweeps', 'sweeps.repository', 'repositories.id')
    .select('repositories.id')
    .where('repositories.account', '=', account)
    .where('repositories.state', '=', 'active')
    .where((where) => where.or([where('sweeps.swept_at', 'is', null), where('sweeps.swept_at', '<', since)]))
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}

/** Facts that belong to the reviews of these repositories and to no branch. */
export async function factsOfReviews(db: Handle, repositories: readonly number[]): Promise<Fact[]> {
  if (repositories.length === 0) return [];
  const rows = await db
    .selectFrom('facts')
    .select(factColumns)
    .where('repository', 'in', repositories)
    .where('branch', 'is', null)
    .where('kind', 'in', ['review-claimed', 'runbooks-read', 'refused'])
    .orderBy('at')
    .orderBy('seq')
    .execute();
  return rows.map(readFact);
}

/** The commands on one issue. */
export async function commandsOn(db: Handle, repository: number, number: number): Promise<Fact[]> {
  const rows = await db
    .selectFrom('facts')
    .select(factColumns)
    .where('repository', '=', repository)
    .where('kind', '=', 'commanded')
    .where(sql<string>`facts.fact ->> 'number'`, '=', String(number))
    .orderBy('at')
    .orderBy('seq')
    .execute();
  return rows.map(readFact);
}

/** Facts by their keys. */
export async function factsByKey(db: Handle, repository: number, keys: readonly string[]): Promise<Fact[]> {
  if (keys.length === 0) return [];
  const rows = await db
    .selectFrom('facts')
    .select(factColumns)
    .where('repository', '=', repository)
    .where('key', 'in', keys)
    .execute();
  return rows.map(readFact);
}
