import type { Fact } from '../hotfix/fact.ts';
import type { Handle } from './tables.ts';

/** Appends facts; returns those that were new. The same happening is kept once, however often it is told. */
export async function appendFacts(
  tx: Handle,
  facts: readonly Fact[],
  { delivery, recordedAt }: { delivery: string | null; recordedAt: Date },
): Promise<Fact[]> {
  const kept: Fact[] = [];
  for (const fact of facts) {
    const row = await tx
      .insertInto('facts')
      .values({
        repository: fact.repository,
        branch: fact.branch,
        key: fact.key,
        kind: fact.kind,
        at: new Date(fact.at),
        fact: JSON.stringify(fact),
        delivery,
        recorded_at: recordedAt,
      })
      .onConflict((conflict) => conflict.columns(['repository', 'key']).doNothing())
      .returning('seq')
      .executeTakeFirst();
    if (!row) continue;
    kept.push(fact);
    const commits = commitsOf(fact).map((sha) => ({ sha, fact: row.seq }));
    if (commits.length > 0) await tx.insertInto('fact_commits').values(commits).execute();
  }
  return kept;
}

/** The commits that a fact is about: by them a deploy, or an arrival on the target, is found from the hotfix. */
function commitsOf(fact: Fact): string[] {
  const listed = fact.kind === 'pushed' || fact.kind === 'target-pushed' ? fact.commits : [];
  return [...new Set([...listed, ...(fact.sha === null ? [] : [fact.sha])])];
}

/**
 * Everything that is known of a hotfix: the facts of its branch, and those of its installation that are about its
 * commits, in whatever repository and order they came.
 */
export async function factsOfHotfix(
  db: Handle,
  { repository, branch }: { repository: number; branch: string },
): Promise<Fact[]> {
  const own = db
    .selectFrom('facts')
    .select(['seq', 'fact'])
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
    .select(['facts.seq', 'facts.fact'])
    .where('ours.id', '=', repository)
    .where('fact_commits.sha', 'in', commits);
  const rows = await own.union(related).execute();
  return rows.sort((a, b) => a.seq - b.seq).map((row) => row.fact as unknown as Fact);
}

/** The hotfix branches of an installation that have, or had, any of these commits. */
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
    .where('fact_commits.sha', 'in', shas)
    .where('facts.kind', 'in', ['pushed', 'branch-deleted'])
    .where('repositories.installation', '=', installation)
    .execute();
  return rows.flatMap(({ repository, branch }) => (branch === null ? [] : [{ repository, branch }]));
}
