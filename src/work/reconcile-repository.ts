import { subDays } from 'date-fns';
import { performFrequency, performPolicyCheck } from '../github/perform/perform-repository.ts';
import { GitHubTrouble } from '../github/trouble.ts';
import { planRepository } from '../hotfix/plan-repository.ts';
import { summariesOf } from '../store/summaries.ts';
import type { Bench } from './bench.ts';

/** Two months that may still change, and the 30 days before them that a rolling window looks back on. */
const daysBack = 100;

/** Brings GitHub to what is wanted for the repository as a whole. Nothing of it follows from time alone. */
export async function reconcileRepository(bench: Bench): Promise<null> {
  const { work, repository, github, inForce } = bench;
  const now = work.now();
  const summaries = await summariesOf(work.db, repository.id, subDays(now, daysBack));
  const wanted = planRepository(summaries, inForce, now);
  const performance = { place: { github, repository }, ledger: bench.ledger(null), inForce };
  for (const { issue, finding } of wanted.issues) {
    await unlessRefused(bench, () => performFrequency(performance, issue, finding));
  }
  const { brokenPolicyAt } = wanted;
  if (brokenPolicyAt) await unlessRefused(bench, () => performPolicyCheck(performance, brokenPolicyAt));
  return null;
}

/** What GitHub refuses (issues are switched off, a commit is gone) is not asked for again until something changes. */
async function unlessRefused({ work, repository }: Bench, write: () => Promise<void>): Promise<void> {
  try {
    await write();
  } catch (error) {
    const refused = error instanceof GitHubTrouble && ['refused', 'gone'].includes(error.trouble.kind);
    if (!refused) throw error;
    work.log.warn({ err: error, repository: repository.id }, 'refused by GitHub, and left');
  }
}
