import type { Question } from '../../artefact/question.ts';
import type { Fact } from '../../facts/fact.ts';
import { make } from '../../facts/make.ts';
import { type PullRequestShape, pullRequestFact } from '../../facts/pull-request.ts';
import type { Repository } from '../../facts/repository.ts';
import { pathsOf } from '../../proof/paths.ts';
import { foundOrSurelyNot } from '../client/not-found.ts';
import type { RepositoryApi } from '../client/repository-api.ts';
import { readChecks } from './checks.ts';
import { readDifference } from './differences.ts';
import { mayCommand } from './entitlement.ts';
import { pullInFull } from './history.ts';
import { readJobs } from './jobs.ts';
import { mergedPull } from './merged-pull.ts';
import { readRequiredChecks } from './required-checks.ts';
import { searchTarget } from './search-target.ts';

/** The hotfix that a question is about, as far as the answer depends on it. */
export interface AskedHotfix {
  repository: Repository;
  branch: string;
  /** Those of the branch. */
  commits: readonly string[];
  /** Pull requests that are known. */
  pulls: readonly { number: number }[];
}

/**
 * Asks GitHub a question of the plan; the answer comes back as facts. A reading counts as of the moment before it
 * was asked for, so that whatever changes meanwhile is read again. Throws where GitHub does not answer: not
 * knowing is never an answer.
 */
export async function answer(
  github: RepositoryApi,
  hotfix: AskedHotfix,
  question: Question,
  now: () => Date,
): Promise<Fact[]> {
  const at = now().toISOString();
  const { repository, branch } = hotfix;
  const reading = { at, repository: repository.id, branch };
  switch (question.kind) {
    case 'checks': {
      const { sha, covers } = question;
      const checks = await readChecks(github, question);
      return [make.checksRead({ ...reading, sha, checks, covers })];
    }
    case 'required-checks': {
      const { target } = question;
      const names = await readRequiredChecks(github, target);
      return [make.requiredChecksRead({ ...reading, target, names })];
    }
    case 'mergeability':
      return mergeability(github, hotfix, question, reading);
    case 'whereabouts':
      return whereabouts(github, hotfix, question, reading);
    case 'entitlement': {
      const { command } = question;
      const entitled = await mayCommand(github, question);
      return [make.entitlementRead({ ...reading, command, entitled })];
    }
    case 'jobs': {
      const { run, attempt, sha } = question;
      const jobs = await readJobs(github, run);
      return [make.jobsRead({ ...reading, sha, run, attempt, jobs })];
    }
    case 'fork-point':
      return forkPoint(github, hotfix, question, reading);
    case 'search': {
      const { sha, target, pulls, suspects } = question;
      const verdict = await searchTarget(github, question);
      const asked = verdict.kind === 'there' && pulls.length === 0;
      const via = asked ? await mergedPull(github, { commits: suspects, target }) : null;
      return [make.targetSearched({ ...reading, sha, target, verdict, via })];
    }
  }
}

/** When GitHub was asked, and about which branch. */
type Asked = { at: string; repository: number; branch: string };

async function mergeability(
  github: RepositoryApi,
  { repository, branch }: AskedHotfix,
  { number, sha, target, covers }: Extract<Question, { kind: 'mergeability' }>,
  reading: Asked,
): Promise<Fact[]> {
  const { data: pull } = await github.request('GET /repos/{owner}/{repo}/pulls/{pull_number}', {
    pull_number: number,
  });
  const files = pull.mergeable === false ? await changedOnBothSides(github, target, sha) : [];
  const seen = pullRequestFact(pull, repository.id, await nameIfKnown(github));
  return [
    ...(seen.branch === branch ? [seen] : []),
    make.mergeabilityRead({ ...reading, sha, number, mergeable: pull.mergeable, files, covers }),
  ];
}

/** GitHub does not say which files conflict; they are among those that both sides changed. */
async function changedOnBothSides(github: RepositoryApi, target: string, sha: string): Promise<string[]> {
  const ours = await readDifference(github, { from: target, to: sha });
  const theirs = await readDifference(github, { from: sha, to: target });
  const [mine, others] = [pathsOf(ours?.files ?? []), pathsOf(theirs?.files ?? [])];
  return mine.filter((file) => others.includes(file)).sort((a, b) => (a < b ? -1 : 1));
}

async function whereabouts(
  github: RepositoryApi,
  hotfix: AskedHotfix,
  { sha }: Extract<Question, { kind: 'whereabouts' }>,
  reading: Asked,
): Promise<Fact[]> {
  const { repository, branch } = hotfix;
  const pulls = await github.paginate('GET /repos/{owner}/{repo}/pulls', {
    state: 'all',
    head: `${repository.owner}:${branch}`,
    per_page: 100,
  });
  const others = await unlisted(github, hotfix, pulls);
  // GitHub may name pull requests of other branches at the same commit, and forks' of the same name.
  const own = pulls.filter((pull) => pull.head.ref === branch && pull.head.repo?.id === repository.id);
  // With its branch GitHub closes a pull request: one that is open has it still.
  const exists = own.some((pull) => pull.state === 'open') || (await isThere(github, hotfix));
  const bot = await nameIfKnown(github);
  const seen: Fact[] = [];
  for (const pull of own) {
    // A list does not say who merged.
    const whole = pull.merged_at === null ? pull : await pullInFull(github, pull.number);
    seen.push(pullRequestFact(whole ?? pull, repository.id, bot));
  }
  return [
    ...seen,
    ...others.map((pull) => pullRequestFact(pull, repository.id, bot)),
    make.whereaboutsRead({ ...reading, sha, exists }),
  ];
}

async function isThere(github: RepositoryApi, { branch }: AskedHotfix): Promise<boolean> {
  const ref = await foundOrSurelyNot(github, () =>
    github.request('GET /repos/{owner}/{repo}/git/ref/{ref}', { ref: `heads/${branch}` }),
  );
  return ref !== null;
}

/** Pull requests do not go away: those that a list has lost are asked for by their numbers. */
async function unlisted(
  github: RepositoryApi,
  { pulls }: AskedHotfix,
  listed: { number: number }[],
): Promise<PullRequestShape[]> {
  const lost = pulls.filter(({ number }) => !listed.some((one) => one.number === number));
  const read: PullRequestShape[] = [];
  for (const { number: pull_number } of lost) {
    const pull = await foundOrSurelyNot(github, () =>
      github.request('GET /repos/{owner}/{repo}/pulls/{pull_number}', { pull_number }),
    );
    if (pull) read.push(pull);
  }
  return read;
}

/** Told only while the target lacks something of the branch. A commit that GitHub does not know is asked about again. */
async function forkPoint(
  github: RepositoryApi,
  hotfix: AskedHotfix,
  { sha, target }: Extract<Question, { kind: 'fork-point' }>,
  reading: Asked,
): Promise<Fact[]> {
  const compared = await readDifference(github, { from: target, to: sha });
  if (!compared) return [];
  // A branch that has nothing yet parts from the target at its own head. One that was merged seems to do so too.
  const base = !compared.contained ? compared.base : hotfix.commits.includes(sha) ? null : sha;
  const files = pathsOf(compared.files);
  const { behind } = compared;
  return [make.forkPointRead({ ...reading, sha, target, base, behind, files })];
}

/** Who opened a pull request is a detail: it must not cost the answer. */
function nameIfKnown(github: RepositoryApi): Promise<string | null> {
  return github.installation.botLogin().catch(() => null);
}
