import { addDays } from 'date-fns';
import type { DeploymentSeen, Fact } from '../hotfix/fact.ts';
import { earlierSuccessesOf, successesOf } from '../store/facts.ts';
import type { Handle } from '../store/tables.ts';

/** So long after its first deploy, what else comes to production is part of a hotfix's story. */
const storyDays = 30;

/** What else came to the hotfix's environments after it, and whether that had been there before. */
export async function deploysBeside(
  db: Handle,
  repository: number,
  facts: Fact[],
): Promise<DeploymentSeen[]> {
  const own = facts.filter((fact) => fact.kind === 'deployment' && fact.state === 'success');
  const times = own.map(({ at }) => at).sort();
  if (times[0] === undefined) return [];
  const from = new Date(times[0]);
  const since = await successesOf(db, repository, { from, until: addDays(from, storyDays) });
  const shas = [...new Set(since.map(({ sha }) => sha))];
  return [...since, ...(await earlierSuccessesOf(db, repository, { shas, before: from }))];
}
