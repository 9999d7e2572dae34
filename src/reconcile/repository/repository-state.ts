import { min } from 'date-fns/min';
import { subDays } from 'date-fns/subDays';
import type { RepositoryContext } from '../../context/repository-context.ts';
import { productionDeploys } from '../../hotfix/production-deploys.ts';
import type { RepositorySituation } from '../../repository/plan-repository.ts';
import { firstRogueDeploy, placesOf, successesOf } from '../../store/facts/facts.ts';
import { summariesOf } from '../../store/summaries.ts';
import { oldBranches } from '../../store/sweeps.ts';

/** Two months that may still change, and the 30 days before them that a rolling window looks back on. */
const daysBack = 100;

/** Deploys older than this have been placed, or never will be. */
const deployDays = 8;

/** What is known of the repository as a whole: its hotfixes, and its production deploys as far back as they matter. */
export async function repositoryState(
  { work, repository, inForce }: RepositoryContext,
  now: Date,
): Promise<RepositorySituation> {
  const { db } = work;
  const { id } = repository;
  const summaries = await summariesOf(db, id, subDays(now, daysBack));
  const rogue = await firstRogueDeploy(db, id, subDays(now, daysBack));
  const from = subDays(min([now, rogue ?? now]), deployDays);
  const deploys = productionDeploys(await successesOf(db, id, { from }), inForce.policy);
  const places = await placesOf(db, id, [...new Set(deploys.map(({ sha }) => sha))]);
  return { summaries, deploys, places, old: await oldBranches(db, id) };
}
