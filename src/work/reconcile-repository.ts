import { subDays } from 'date-fns';
import { bringAbout } from '../github/perform/bring-about.ts';
import { checkRunWriter } from '../github/perform/check-run.ts';
import { issueWriter } from '../github/perform/issue.ts';
import { planRepository, type RepositoryPlan } from '../hotfix/plan-repository.ts';
import { summariesOf } from '../store/summaries.ts';
import { frequencyText } from '../wording/frequency-text.ts';
import { policyMistakesText } from '../wording/policy-mistakes-text.ts';
import type { Bench } from './bench.ts';

/** Two months that may still change, and the 30 days before them that a rolling window looks back on. */
const daysBack = 100;

/** Brings GitHub to what is wanted for the repository as a whole. Nothing of it follows from time alone. */
export async function reconcileRepository(bench: Bench): Promise<null> {
  const { work, repository, inForce } = bench;
  const now = work.now();
  const summaries = await summariesOf(work.db, repository.id, subDays(now, daysBack));
  const wanted = planRepository(summaries, inForce, now);
  for (const found of wanted.issues) await openFrequencyIssue(bench, found);
  if (wanted.brokenPolicyAt) await failPolicyCheck(bench, wanted.brokenPolicyAt);
  return null;
}

async function openFrequencyIssue(
  bench: Bench,
  { issue, finding }: RepositoryPlan['issues'][number],
): Promise<void> {
  const { github, repository, inForce } = bench;
  const { title, body } = frequencyText(finding, repository, inForce.policy);
  const { key, labels, assignees } = issue;
  const content = { mark: body.slice(0, body.indexOf('\n')), title, body, state: null, labels, assignees };
  await bringAbout({ github, repository }, bench.ledger(null), issueWriter, {
    key,
    content,
    keepCurrent: true,
    onlyUpdate: false,
  });
}

async function failPolicyCheck(bench: Bench, sha: string): Promise<void> {
  const { github, repository, inForce } = bench;
  const { title, summary } = policyMistakesText(inForce, repository);
  const key = `check:${sha}`;
  await bringAbout({ github, repository }, bench.ledger(null), checkRunWriter, {
    key,
    content: { sha, externalId: key, status: 'completed', conclusion: 'failure', title, summary },
    keepCurrent: true,
    onlyUpdate: false,
  });
}
