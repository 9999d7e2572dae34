import { sql } from 'kysely';
import type { CommitPlaced, DeploymentSeen, Fact } from '../../facts/fact.ts';
import { anyOf } from '../any-of.ts';
import { factColumns, readFact } from '../people/stored-fact.ts';
import type { Handle } from '../tables.ts';

/**
 * Everything that is known of a hotfix: the facts of its branch, the commands given on its pull requests and issues,
 * and the facts of its installation that are about its commits, in whatever repository and order they came. As they went in, in the order in which they were recorded.
 */
export async function factsOfHotfix(
  db: Handle,
  { repository, branch }: { repository: number; branch: string },
): Promise<Fact[]> {
  const own = db
    .selectFrom('facts')
    .select('seq')
    .where('repository', '=', repository)
    .where('branch', '=', branch);
  const commits = db
    .selectFrom('facts as moved')
    .innerJoin('fact_commits as held', 'held.fact', 'moved.seq')
    .select('held.sha')
    .where('moved.repository', '=', repository)
    .where('moved.branch', '=', branch)
    .where('moved.kind', 'in', ['pushed', 'branch-deleted']);
  const related = db
    .selectFrom('facts')
    .innerJoin('fact_commits', 'fact_commits.fact', 'facts.seq')
    .innerJoin('repositories as theirs', 'theirs.id', 'facts.repository')
    .innerJoin('repositories as ours', 'ours.installation', 'theirs.installation')
    .select('facts.seq')
    .where('ours.id', '=', repository)
    .where('fact_commits.sha', 'in', commits);
  const places = db
    .selectFrom('facts')
    .select(numberInFact.as('number'))
    .where('repository', '=', repository)
    .where('branch', '=', branch)
    .where('kind', '=', 'pull-request');
  const issues = db
    .selectFrom('artefacts')
    .innerJoin('subjects', 'subjects.key', 'artefacts.subject')
    .select(sql<string>`artefacts.number::text`.as('number'))
    .where('artefacts.repository', '=', repository)
    .where('artefacts.kind', '=', 'breach')
    .where('artefacts.number', 'is not', null)
    .where('subjects.repository', '=', repository)
    .where('subjects.branch', '=', branch);
  const commands = db
    .selectFrom('facts')
    .select('seq')
    .where('repository', '=', repository)
    .where('kind', '=', 'commanded')
    .where(numberInFact, 'in', places.union(issues));
  const rows = await db
    .selectFrom('facts')
    .select(factColumns)
    .where('seq', 'in', own.union(related).union(commands))
    .orderBy('seq')
    .execute();
  return rows.map(readFact);
}

const numberInFact = sql<string>`facts.fact ->> 'number'`;

/** The hotfix branches that are talked about on these pull requests and issues of a repository; in one order. */
export async function hotfixesOfNumbers(
  db: Handle,
  repository: number,
  numbers: readonly number[],
): Promise<{ repository: number; branch: string }[]> {
  if (numbers.length === 0) return [];
  const pulls = db
    .selectFrom('facts')
    .select('branch')
    .where('repository', '=', repository)
    .where('kind', '=', 'pull-request')
    .where(numberInFact, 'in', numbers.map(String));
  const issues = db
    .selectFrom('artefacts')
    .innerJoin('subjects', 'subjects.key', 'artefacts.subject')
    .select('subjects.branch')
    .where('artefacts.repository', '=', repository)
    .where('artefacts.kind', '=', 'breach')
    .where('artefacts.number', 'in', numbers);
  const rows = await pulls.union(issues).orderBy('branch').execute();
  return rows.flatMap(({ branch }) => (branch === null ? [] : [{ repository, branch }]));
}

/** A hotfix's pushes, and what was read of where it parted from its target: by them its files are known. */
export async function factsOfFiles(db: Handle, repository: number, branch: string): Promise<Fact[]> {
  const rows = await db
    .selectFrom('facts')
    .select(factColumns)
    .where('repository', '=', repository)
    .where('branch', '=', branch)
    .where('kind', 'in', ['pushed', 'fork-point-read'])
    .execute();
  return rows.map(readFact);
}

/** The hotfix branches of an installation that have, or had, any of these commits; always in the same order. */
export async function hotfixesAt(
  db: Handle,
  { installation, shas }: { installation: number; shas: readonly string[] },
): Promise<{ repository: number; branch: string }[]> {
  if (shas.length === 0) return [];
  const rows = await db
    .selectFrom('fact_commits')
    .innerJoin('facts', 'facts.seq', 'fact_commits.fact')
    .innerJoin('repositories', 'repositories.id', 'facts.repository')
    .select(['facts.repository', 'facts.branch'])
    .distinct()
    .where('fact_commits.sha', '=', anyOf('text', shas))
    .where('facts.kind', 'in', ['pushed', 'branch-deleted'])
    .where('repositories.installation', '=', installation)
    .orderBy('facts.repository')
    .orderBy('facts.branch')
    .execute();
  return rows.flatMap(({ repository, branch }) => (branch === null ? [] : [{ repository, branch }]));
}

/** Successes of the deployments of a repository, to whatever environment, in a span of time. */
export async function successesOf(
  db: Handle,
  repository: number,
  { from, until }: { from: Date; until?: Date },
): Promise<DeploymentSeen[]> {
  const rows = await db
    .selectFrom('facts')
    .select(factColumns)
    .where('repository', '=', repository)
    .where('kind', '=', 'deployment')
    .where('at', '>=', from)
    .$if(until !== undefined, (some) => some.where('at', '<=', until ?? from))
    .where(sql<string>`facts.fact ->> 'state'`, '=', 'success')
    .orderBy('at')
    .execute();
  return rows.map(readFact).filter((fact) => fact.kind === 'deployment');
}

export interface KnownPlace {
  /** When a push first brought the commit to the target or to a hotfix branch. */
  arrivedAt: Date | null;
  /** What GitHub said last when it was asked. */
  read: CommitPlaced['place'] | null;
}

/** What is known in a repository of where these commits are; of those that are not in it, nothing. */
export async function placesOf(
  db: Handle,
  repository: number,
  shas: readonly string[],
): Promise<Map<string, KnownPlace>> {
  const places = new Map<string, KnownPlace>();
  if (shas.length === 0) return places;
  const rows = await db
    .selectFrom('fact_commits')
    .innerJoin('facts', 'facts.seq', 'fact_commits.fact')
    .select([
      'fact_commits.sha',
      'facts.kind',
      'facts.at',
      sql<string | null>`facts.fact ->> 'place'`.as('place'),
    ])
    .where('fact_commits.sha', '=', anyOf('text', shas))
    .where('facts.repository', '=', repository)
    .where('facts.kind', 'in', ['pushed', 'target-pushed', 'commit-placed'])
    .orderBy('facts.at')
    .execute();
  for (const { sha, kind, at, place } of rows) {
    const known = places.get(sha) ?? { arrivedAt: null, read: null };
    if (kind === 'commit-placed') known.read = place as KnownPlace['read'];
    else known.arrivedAt ??= at;
    places.set(sha, known);
  }
  return places;
}

/** When a commit that was found to belong nowhere was first deployed, since; `null`: none was. */
export async function firstRogueDeploy(db: Handle, repository: number, since: Date): Promise<Date | null> {
  const row = await db
    .selectFrom('facts as placed')
    .innerJoin('fact_commits as of', 'of.fact', 'placed.seq')
    .innerJoin('fact_commits as same', 'same.sha', 'of.sha')
    .innerJoin('facts as deployed', 'deployed.seq', 'same.fact')
    .select((columns) => columns.fn.min('deployed.at').as('at'))
    .where('placed.repository', '=', repository)
    .where('placed.kind', '=', 'commit-placed')
    .where(sql<string>`placed.fact ->> 'place'`, '=', 'neither')
    .where('deployed.repository', '=', repository)
    .where('deployed.kind', '=', 'deployment')
    .where('deployed.at', '>=', since)
    .executeTakeFirst();
  return row?.at ?? null;
}

/** Earlier successes of these commits in a repository, before a moment. */
export async function earlierSuccessesOf(
  db: Handle,
  repository: number,
  { shas, before }: { shas: readonly string[]; before: Date },
): Promise<DeploymentSeen[]> {
  if (shas.length === 0) return [];
  const rows = await db
    .selectFrom('fact_commits')
    .innerJoin('facts', 'facts.seq', 'fact_commits.fact')
    .select(factColumns)
    .where('fact_commits.sha', '=', anyOf('text', shas))
    .where('facts.repository', '=', repository)
    .where('facts.kind', '=', 'deployment')
    .where('facts.at', '<', before)
    .where(sql<string>`facts.fact ->> 'state'`, '=', 'success')
    .execute();
  return rows.map(readFact).filter((fact) => fact.kind === 'deployment');
}

/** How often others changed the same thing of this App. */
export async function countDisturbed(
  db: Handle,
  repository: number,
  { what, number }: { what: string; number: number },
): Promise<number> {
  const { count } = await db
    .selectFrom('facts')
    .select(db.fn.countAll<string>().as('count'))
    .where('repository', '=', repository)
    .where('kind', '=', 'disturbed')
    .where(numberInFact, '=', String(number))
    .where(sql<string>`facts.fact ->> 'what'`, '=', what)
    .executeTakeFirstOrThrow();
  return Number(count);
}
