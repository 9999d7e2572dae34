import { addMilliseconds } from 'date-fns/addMilliseconds';
import { min } from 'date-fns/min';
import type { DeploymentSeen, Fact } from '../facts/fact.ts';
import { earlierSuccessesOf, successesOf } from '../store/facts/facts.ts';
import type { Handle } from '../store/tables.ts';
import { storyAfterDeploy } from '../waiting/timings.ts';

/** Later deploys to the hotfix's environments, and whether their commits had been there before. */
export async function deploysBeside(
  db: Handle,
  repository: number,
  facts: Fact[],
): Promise<DeploymentSeen[]> {
  const own = facts.filter((fact) => fact.kind === 'deployment' && fact.state === 'success');
  if (own.length === 0) return [];
  const from = min(own.map(({ at }) => new Date(at)));
  const since = await successesOf(db, repository, { from, until: addMilliseconds(from, storyAfterDeploy) });
  const shas = [...new Set(since.map(({ sha }) => sha))];
  return [...since, ...(await earlierSuccessesOf(db, repository, { shas, before: from }))];
}
