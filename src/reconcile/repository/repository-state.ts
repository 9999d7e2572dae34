import { min } from 'date-fns/min';
import { subMilliseconds } from 'date-fns/subMilliseconds';
import type { RepositoryContext } from '../../context/repository-context.ts';
import { productionDeploys } from '../../hotfix/production-deploys.ts';
import type { RepositorySituation } from '../../repository/situation.ts';
import { firstRogueDeploy, placesOf, successesOf } from '../../store/facts/facts.ts';
import { pushedToTargetAt } from '../../store/facts/history.ts';
import { summariesOf } from '../../store/summaries.ts';
import { listOldBranches } from '../../store/sweeps.ts';
import { deploysPlacedBack, hotfixesCountedBack } from '../../waiting/timings.ts';

/** State of the repository as a whole: its hotfixes, and its production deploys as far back as they matter. */
export async function repositoryState(
  { work, repository, inForce }: RepositoryContext,
  now: Date,
): Promise<RepositorySituation> {
  const { db } = work;
  const { id } = repository;
  const summaries = await summariesOf(db, id, subMilliseconds(now, hotfixesCountedBack));
  const rogue = await firstRogueDeploy(db, id, subMilliseconds(now, hotfixesCountedBack));
  const from = subMilliseconds(min([now, rogue ?? now]), deploysPlacedBack);
  const deploys = productionDeploys(await successesOf(db, id, { from }), inForce.policy);
  const places = await placesOf(db, id, [...new Set(deploys.map(({ sha }) => sha))]);
  const { brokenBy } = inForce;
  const mistakesSince = brokenBy === null ? null : await pushedToTargetAt(db, id, brokenBy);
  return { inForce, summaries, deploys, places, old: await listOldBranches(db, id), mistakesSince };
}
