import { performingIn } from '../../context/performing.ts';
import type { RepositoryContext } from '../../context/repository-context.ts';
import type { Fact } from '../../facts/fact.ts';
import { make } from '../../facts/make.ts';
import { placeCommit } from '../../github/read/place-commit.ts';
import { parseBranchName } from '../../policy/branch-name.ts';
import { targetOf } from '../../policy/target.ts';
import { planRepository, type RepositoryPlan } from '../../repository/plan.ts';
import type { PlaceQuestion, RepositorySituation } from '../../repository/situation.ts';
import { restoreIssuesIfIncomplete } from '../../resync/restore-history.ts';
import { repositorySubject } from '../../store/subject-key.ts';
import { versionOf } from '../../store/subjects.ts';
import { renderRepository } from '../../wording/render/render-repository.ts';
import { checkCandidates } from '../candidates/check-candidates.ts';
import { type Reconciled, reconcile } from '../loop.ts';
import { notifyOfRepository } from '../slack/notice-repository.ts';
import { repositoryState } from './repository-state.ts';

/** Brings GitHub to what is wanted for the repository as a whole. Returns when to look again. */
export async function reconcileRepository(context: RepositoryContext): Promise<Date | null> {
  const { work, repository, github } = context;
  const subject = repositorySubject(repository.id).key;
  await restoreIssuesIfIncomplete(context);
  const reconciled: Reconciled<RepositorySituation, PlaceQuestion, RepositoryPlan> = {
    subject,
    async load() {
      const version = await versionOf(work.db, subject);
      const state = await repositoryState(context, work.now());
      return { state, version, performing: performingIn(work, { github, ledger: context.ledger(null) }) };
    },
    plan: planRepository,
    nameOf: ({ sha }) => `place of ${sha}`,
    answer: ({ sha }, state) => place(context, sha, state),
    render: (situation, _, now) => (artefact) => renderRepository(artefact, { repository, situation, now }),
    // Tried again, seldom: issues may be switched on again, and a commit come to be known.
    refused: () => null,
    assertHeld: () => context.assertHeld(),
    async afterwards(situation, { news }, now) {
      await notifyOfRepository(context, { situation, occurrences: news, now });
      return checkCandidates(context);
    },
  };
  return reconcile(work, reconciled);
}

/** Asks GitHub where a deployed commit is: once for each commit, for the answer is kept. */
async function place(
  context: RepositoryContext,
  sha: string,
  { summaries }: RepositorySituation,
): Promise<Fact[]> {
  const { work, repository, github, inForce } = context;
  const { policy } = inForce;
  const at = work.now().toISOString();
  const target = targetOf(policy, repository);
  const hotfixes = summaries
    .filter(({ state }) => state === 'open' || state === 'overdue')
    .map(({ branch }) => branch)
    .reverse();
  const isHotfix = (branch: string): boolean => parseBranchName(policy, branch).kind !== 'not-hotfix';
  const found = await placeCommit(github, { sha, target, hotfixes, isHotfix });
  return [make.commitPlaced({ at, repository: repository.id, sha, target, place: found })];
}
