import { addDays } from 'date-fns/addDays';
import { min } from 'date-fns/min';
import type { DeploymentSeen, Fact } from '../facts/fact.ts';
import { earlierSuccessesOf, successesOf } from '../store/facts/facts.ts';
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
  if (own.length === 0) return [];
  const from = min(own.map(({ at }) => new Date(at)));
  const since = await successesOf(db, repository, { from, until: addDays(from, storyDays) });
  const shas = [...new Set(since.map(({ sha }) => sha))];
  return [...since, ...(await earlierSuccessesOf(db, repository, { shas, before: from }))];
}
