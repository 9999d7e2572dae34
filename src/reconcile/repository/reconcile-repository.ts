import { checkRun } from '../../artefact/artefact.ts';
import { artefactKey } from '../../artefact/keys.ts';
import type { Plan } from '../../artefact/rule.ts';
import { performingIn } from '../../context/performing.ts';
import type { RepositoryContext } from '../../context/repository-context.ts';
import type { Fact } from '../../facts/fact.ts';
import { placeCommit } from '../../github/read/place-commit.ts';
import { parseBranchName } from '../../policy/branch-name.ts';
import { targetOf } from '../../policy/target.ts';
import {
  planRepository,
  type RepositoryPlan,
  type RepositorySituation,
} from '../../repository/plan-repository.ts';
import { restoreIssuesIfIncomplete } from '../../resync/restore-history.ts';
import { repositorySubject } from '../../store/subject-key.ts';
import { versionOf } from '../../store/subjects.ts';
import { renderRepository } from '../../wording/render/render-repository.ts';
import { checkCandidates } from '../candidates/check-candidates.ts';
import { type Reconciled, reconcile } from '../loop.ts';
import { notifyOfRepository } from '../slack/notice-repository.ts';
import { repositoryState } from './repository-state.ts';

/** Where a deployed commit is. */
interface PlaceQuestion {
  sha: string;
}

type WholePlan = Plan<PlaceQuestion> & Pick<RepositoryPlan, 'issues'>;

/** Brings GitHub to what is wanted for the repository as a whole. Returns when to look again. */
export async function reconcileRepository(context: RepositoryContext): Promise<Date | null> {
  const { work, repository, github, inForce } = context;
  const subject = repositorySubject(repository.id).key;
  await restoreIssuesIfIncomplete(context);
  const reconciled: Reconciled<RepositorySituation, PlaceQuestion, WholePlan> = {
    subject,
    async load() {
      const version = await versionOf(work.db, subject);
      const state = await repositoryState(context, work.now());
      return { state, version, performing: performingIn(work, { github, ledger: context.ledger(null) }) };
    },
    plan: (state, now) => asPlan(planRepository(state, inForce, now)),
    nameOf: ({ sha }) => `place of ${sha}`,
    answer: ({ sha }, state) => place(context, sha, state),
    render(_, { issues }) {
      const findings = new Map(issues.map(({ issue, finding }) => [issue.key as string, finding]));
      return (artefact) => renderRepository(artefact, { repository, inForce, findings });
    },
    // Tried again, seldom: issues may be switched on again, and a commit come to be known.
    refused: () => null,
    assertHeld: () => context.assertHeld(),
    async afterwards(_, plan) {
      await notifyOfRepository(context, plan);
      return checkCandidates(context);
    },
  };
  return reconcile(work, reconciled);
}

/** The plan of a repository as that of any subject. */
function asPlan({ issues, brokenPolicyAt: sha, unplaced, lookAgainAt }: RepositoryPlan): WholePlan {
  const failing = { conclusion: 'failure', headline: null } as const;
  const checks = sha === null ? [] : [checkRun({ key: artefactKey.policyCheck(sha), sha, ...failing })];
  return {
    artefacts: [
      ...issues.map(({ issue }) => issue),
      ...checks.map((one) => ({ ...one, rule: 'policy-file' })),
    ],
    notes: [],
    questions: unplaced.map((one) => ({ sha: one })),
    lookAgainAt,
    settling: false,
    issues,
  };
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
  return [
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
  ];
}
