import { sql } from 'kysely';
import type { CommitPlaced, DeploymentSeen, Fact } from '../../facts/fact.ts';
import { anyOf } from '../any-of.ts';
import { factColumns, readFact } from '../people/stored-fact.ts';
import type { Handle } from '../tables.ts';

/**
 * Everything known about a hotfix: the facts of its branch, the commands on its pull requests and issues, and the
 * facts of its installation about its commits, from any repository. In the order in which they were recorded.
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

/** The hotfix branches to which these pull requests and issues of a repository belong; in a fixed order. */
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

/** The pushes and the fork point of a hotfix: they say which files it changes. */
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

/**
 * The hotfix branches of an installation that contain, or contained, any of these commits; always in the same order.
 */
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

/** Successful deployments of a repository, to any environment, in a span of time. */
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
  /** GitHub's last answer. */
  read: CommitPlaced['place'] | null;
}

/**
 * What is known of the branches of a repository that contain these commits; nothing for commits of other
 * repositories.
 */
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

/** When a commit that was found on no known branch was first deployed, since then; `null`: it was not. */
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

/** Earlier successful deploys of these commits in a repository, before a moment. */
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

/** How often others changed the same thing that this App wrote. */
export async function countTampering(
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
