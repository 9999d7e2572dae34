import type { RepositoryContext } from '../../context/repository-context.ts';
import { performFinding, performPolicyCheck } from '../../github/perform/perform-repository.ts';
import { placeCommit } from '../../github/read/place-commit.ts';
import { parseBranchName } from '../../policy/branch-name.ts';
import { Unfinished } from '../../queue/unfinished.ts';
import { planRepository, type RepositorySituation } from '../../repository/plan-repository.ts';
import { restoreIssuesIfIncomplete } from '../../resync/restore-history.ts';
import { checkCandidates } from '../candidates/check-candidates.ts';
import { notifyOfRepository } from '../slack/notice-repository.ts';
import { repositoryState } from './repository-state.ts';

/** Brings GitHub to what is wanted for the repository as a whole. Returns when to look again. */
export async function reconcileRepository(context: RepositoryContext): Promise<Date | null> {
  const { work, github, inForce } = context;
  await restoreIssuesIfIncomplete(context);
  const known = await repositoryState(context, work.now());
  const { unplaced } = planRepository(known, inForce, work.now());
  const failures = await placeAll(context, unplaced, known);
  const now = work.now();
  const state = unplaced.length > 0 ? await repositoryState(context, now) : known;
  const wanted = planRepository(state, inForce, now);
  const performance = { github, ledger: context.ledger(null), inForce };
  const attempt = async (write: () => Promise<void>): Promise<void> => {
    await write().catch((error: unknown) => failures.push(error));
  };
  for (const { issue, finding } of wanted.issues) {
    await attempt(() => performFinding(performance, issue, finding));
  }
  const { brokenPolicyAt } = wanted;
  if (brokenPolicyAt) await attempt(() => performPolicyCheck(performance, brokenPolicyAt));
  await notifyOfRepository(context, wanted);
  failures.push(...(await checkCandidates(context)));
  // Also what GitHub refuses is tried again, seldom: issues may be switched on again, and a commit come to be known.
  if (failures.length > 0) throw new Unfinished(failures, wanted.lookAgainAt);
  return wanted.lookAgainAt;
}

/** Returns the failures: a commit of which GitHub does not answer must not keep the rest from being done. */
async function placeAll(
  context: RepositoryContext,
  shas: string[],
  known: RepositorySituation,
): Promise<unknown[]> {
  const failures: unknown[] = [];
  for (const sha of shas) {
    try {
      await place(context, sha, known);
    } catch (error) {
      failures.push(error);
    }
  }
  return failures;
}

/** Asks GitHub where a deployed commit is, and keeps the answer: it is asked once for each commit. */
async function place(
  context: RepositoryContext,
  sha: string,
  { summaries }: RepositorySituation,
): Promise<void> {
  const { work, repository, github, inForce } = context;
  const { policy } = inForce;
  const at = work.now().toISOString();
  const target = policy.branches.target ?? repository.defaultBranch;
  const hotfixes = summaries
    .filter(({ state }) => state === 'open' || state === 'overdue')
    .map(({ branch }) => branch)
    .reverse();
  const isHotfix = (branch: string): boolean => parseBranchName(policy, branch).kind !== 'not-hotfix';
  const found = await placeCommit(github, { sha, target, hotfixes, isHotfix });
  await context.learn([
    {
      kind: 'commit-placed',
      key: `commit-placed:${sha}`,
      at,
      clock: 'receipt',
      repository: repository.id,
      branch: null,
      sha,
      target,
      place: found,
    },
  ]);
}
