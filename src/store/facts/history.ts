/** Known history, to be compared with GitHub's. */
import { sql } from 'kysely';
import type { BranchDeleted, Fact, Pushed } from '../../facts/fact.ts';
import { factColumns, readFact } from '../people/stored-fact.ts';
import type { Handle } from '../tables.ts';

/** Known movements of a branch, by their times. */
export async function movementsOf(
  db: Handle,
  repository: number,
  branch: string,
): Promise<(Pushed | BranchDeleted)[]> {
  const rows = await db
    .selectFrom('facts')
    .select(factColumns)
    .where('repository', '=', repository)
    .where('branch', '=', branch)
    .where('kind', 'in', ['pushed', 'branch-deleted'])
    .orderBy('at')
    .orderBy('seq')
    .execute();
  return rows.map(readFact).filter((fact) => fact.kind === 'pushed' || fact.kind === 'branch-deleted');
}

/** The last known heads of the followed branches of a repository; `null`: deleted. */
export async function headsKnown(
  db: Handle,
  repository: number,
  branch?: string,
): Promise<Map<string, string | null>> {
  const rows = await db
    .selectFrom('facts')
    .select(['branch', 'kind', sql<string>`facts.fact ->> 'sha'`.as('sha')])
    .distinctOn('branch')
    .where('repository', '=', repository)
    .where('kind', 'in', ['pushed', 'branch-deleted'])
    .$if(branch !== undefined, (some) => some.where('branch', '=', branch ?? ''))
    .orderBy('branch')
    .orderBy('at', 'desc')
    .orderBy('seq', 'desc')
    .execute();
  return new Map(rows.map((row) => [row.branch ?? '', row.kind === 'pushed' ? row.sha : null]));
}

/** Known heads of the target, from its pushes since then. */
export async function targetHeads(
  db: Handle,
  repository: number,
  { target, since }: { target: string; since: Date },
): Promise<Set<string>> {
  const rows = await db
    .selectFrom('facts')
    .select(sql<string>`facts.fact ->> 'sha'`.as('sha'))
    .where('repository', '=', repository)
    .where('branch', '=', target)
    .where('kind', '=', 'target-pushed')
    .where('at', '>=', since)
    .execute();
  return new Set(rows.map(({ sha }) => sha));
}

/** Deployments whose end is known. */
export async function endedDeployments(db: Handle, repository: number, since: Date): Promise<Set<number>> {
  const rows = await db
    .selectFrom('facts')
    .select(sql<string>`facts.fact ->> 'deployment'`.as('deployment'))
    .where('repository', '=', repository)
    .where('kind', '=', 'deployment')
    .where('at', '>=', since)
    .where(sql<string>`facts.fact ->> 'state'`, 'in', ['success', 'failure', 'error'])
    .execute();
  return new Set(rows.map(({ deployment }) => Number(deployment)));
}

/** When the deployments were created whose end is unknown. */
export async function unendedDeployments(db: Handle, repository: number, since: Date): Promise<Date[]> {
  const ended = await endedDeployments(db, repository, since);
  const rows = await db
    .selectFrom('facts')
    .select([
      sql<string>`facts.fact ->> 'deployment'`.as('deployment'),
      sql<string>`facts.fact ->> 'createdAt'`.as('createdAt'),
    ])
    .where('repository', '=', repository)
    .where('kind', '=', 'deployment')
    .where('at', '>=', since)
    .execute();
  return rows
    .filter(({ deployment }) => !ended.has(Number(deployment)))
    .map(({ createdAt }) => new Date(createdAt));
}

/** Known pull requests of a branch. */
export async function pullNumbersOf(db: Handle, repository: number, branch: string): Promise<number[]> {
  const rows = await db
    .selectFrom('facts')
    .select(sql<string>`facts.fact ->> 'number'`.as('number'))
    .distinct()
    .where('repository', '=', repository)
    .where('branch', '=', branch)
    .where('kind', '=', 'pull-request')
    .execute();
  return rows.map(({ number }) => Number(number)).sort((a, b) => a - b);
}

/** The new ones of these facts. */
export async function unknownOf(db: Handle, repository: number, facts: Fact[]): Promise<Fact[]> {
  if (facts.length === 0) return [];
  const rows = await db
    .selectFrom('facts')
    .select('key')
    .where('repository', '=', repository)
    .where(
      'key',
      'in',
      facts.map(({ key }) => key),
    )
    .execute();
  const known = new Set(rows.map(({ key }) => key));
  return facts.filter(({ key }) => !known.has(key));
}

/** The time of the push that is known to have brought the commit to a target as its newest. */
export async function pushedToTargetAt(db: Handle, repository: number, sha: string): Promise<Date | null> {
  const row = await db
    .selectFrom('fact_commits')
    .innerJoin('facts', 'facts.seq', 'fact_commits.fact')
    .select((columns) => columns.fn.min('facts.at').as('at'))
    .where('fact_commits.sha', '=', sha)
    .where('facts.repository', '=', repository)
    .where('facts.kind', '=', 'target-pushed')
    .executeTakeFirst();
  return row?.at ?? null;
}
