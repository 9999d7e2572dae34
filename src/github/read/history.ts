/**
 * GitHub's history of a repository: where its branches moved, what was deployed, who wrote what. It is read where deliveries
 * may have been lost. This file only reads; `resync/` decides what it means.
 */
import { subDays } from 'date-fns/subDays';
import { GitHubTrouble } from '../client/errors.ts';
import { found } from '../client/not-found.ts';
import { type Etags, hasMore, readIfChanged } from '../client/read-if-changed.ts';
import type { RepositoryApi } from '../client/repository-api.ts';

export interface BranchHead {
  branch: string;
  sha: string;
}

const heads = 'refs/heads/';

/** Branches whose names begin so; `null`: as when they were last read. */
export async function branchesUnder(
  github: RepositoryApi,
  { prefix, etags }: { prefix: string; etags: Etags },
): Promise<BranchHead[] | null> {
  const asked = { ref: `heads/${prefix}` };
  const answer = await readIfChanged(etags, `branches ${prefix}`, (headers) =>
    github.request('GET /repos/{owner}/{repo}/git/matching-refs/{ref}', { ...asked, headers }),
  );
  if (!answer) return null;
  return answer.data.map(({ ref, object }) => ({ branch: ref.slice(heads.length), sha: object.sha }));
}

/** Where a branch is; `null`: it is not there. */
export async function branchHead(github: RepositoryApi, branch: string): Promise<string | null> {
  const ref = await found(
    github.request('GET /repos/{owner}/{repo}/git/ref/{ref}', { ref: `heads/${branch}` }),
  );
  return ref?.object.sha ?? null;
}

/** One movement of a branch. */
export interface RefUpdate {
  before: string;
  after: string;
  /** In full: `refs/heads/…`. */
  ref: string;
  timestamp: string;
  activity_type: string;
  actor: { login: string; type?: string } | null;
}

const periods = { day: 1, week: 7, month: 28, quarter: 89, year: 364 };

/**
 * Movements since then, oldest first: of one branch, or those of a kind. GitHub remembers a year of them, or less.
 * `null`: it does not tell.
 */
export async function movementsSince(
  github: RepositoryApi,
  { since, now, ...which }: { since: Date; now: Date } & ({ branch: string } | { kind: 'branch_deletion' }),
): Promise<RefUpdate[] | null> {
  const [period] = Object.entries(periods).find(([, days]) => subDays(now, days) < since) ?? ['year'];
  const pages = github.pages('GET /repos/{owner}/{repo}/activity', {
    ...('branch' in which ? { ref: `${heads}${which.branch}` } : { activity_type: which.kind }),
    time_period: period as keyof typeof periods,
    per_page: 100,
  });
  const movements: RefUpdate[] = [];
  try {
    for await (const { data } of pages) {
      movements.push(...data.filter(({ timestamp }) => new Date(timestamp) >= since));
      // Newest first: later pages are older still.
      if (data.some(({ timestamp }) => new Date(timestamp) < since)) break;
    }
  } catch (error) {
    if (isHidden(error)) return null;
    throw error;
  }
  return movements.reverse();
}

/** Commits that a movement brought, oldest first; none where GitHub cannot compare the two. */
export async function commitsBetween(github: RepositoryApi, { from, to }: { from: string; to: string }) {
  const compared = await found(
    github.request('GET /repos/{owner}/{repo}/compare/{basehead}', {
      basehead: `${from}...${to}`,
    }),
  );
  return compared?.commits ?? [];
}

/** Pull requests from a branch of the repository, in whatever state; `null`: as when they were last read. */
export async function pullsFrom(github: RepositoryApi, { branch, etags }: { branch: string; etags: Etags }) {
  const asked = { state: 'all' as const, head: `${github.repository.owner}:${branch}`, per_page: 100 };
  const answer = await readIfChanged(etags, `pulls ${branch}`, (headers) =>
    github.request('GET /repos/{owner}/{repo}/pulls', { ...asked, headers }),
  );
  if (!answer) return null;
  const pulls = hasMore(answer)
    ? await github.paginate('GET /repos/{owner}/{repo}/pulls', asked)
    : answer.data;
  // GitHub may name pull requests of other branches at the same commit, and forks' of the same name.
  return pulls.filter(({ head }) => head.ref === branch && head.repo?.id === github.repository.id);
}

/** A pull request with what a list leaves out; `null` where it is not there. */
export function pullInFull(github: RepositoryApi, number: number) {
  return found(github.request('GET /repos/{owner}/{repo}/pulls/{pull_number}', { pull_number: number }));
}

/** Comments on an issue or a pull request, oldest first; `null`: as when they were last read. */
export async function commentsOn(github: RepositoryApi, { number, etags }: { number: number; etags: Etags }) {
  const asked = { issue_number: number, per_page: 100 };
  const answer = await readIfChanged(etags, `comments ${number}`, (headers) =>
    github.request('GET /repos/{owner}/{repo}/issues/{issue_number}/comments', { ...asked, headers }),
  );
  if (!answer) return null;
  const comments = hasMore(answer)
    ? await github.paginate('GET /repos/{owner}/{repo}/issues/{issue_number}/comments', asked)
    : answer.data;
  return comments.map((comment) => ({ ...comment, id: Number(comment.id) }));
}

/** Issues that this App opened, in whatever state; `null`: as when they were last read. */
export async function ownIssues(github: RepositoryApi, { etags }: { etags: Etags }) {
  const creator = await github.installation.botLogin();
  const asked = { creator, state: 'all' as const, per_page: 100 };
  const answer = await readIfChanged(etags, 'issues', (headers) =>
    github.request('GET /repos/{owner}/{repo}/issues', { ...asked, headers }),
  );
  if (!answer) return null;
  const issues = hasMore(answer)
    ? await github.paginate('GET /repos/{owner}/{repo}/issues', asked)
    : answer.data;
  return issues.filter((one) => !one.pull_request);
}

/** Issues that anybody opened or changed since then, in whatever state; no pull requests. */
export async function issuesSince(github: RepositoryApi, since: Date) {
  const issues = await github.paginate('GET /repos/{owner}/{repo}/issues', {
    state: 'all',
    since: since.toISOString(),
    per_page: 100,
  });
  return issues.filter((one) => !one.pull_request);
}

/** This App's check runs on a commit. */
export async function ownCheckRuns(
  github: RepositoryApi,
  { sha, checkName }: { sha: string; checkName: string },
) {
  const runs = await found(
    github
      .paginate('GET /repos/{owner}/{repo}/commits/{ref}/check-runs', {
        ref: sha,
        check_name: checkName,
        filter: 'all',
        per_page: 100,
      })
      .then((data) => ({ data })),
  );
  return (runs ?? []).filter((run) => run.app?.id === github.installation.appId);
}

/** Whether anything about the checks of a commit is other than when it was last looked at. */
export async function checksChangedSince(
  github: RepositoryApi,
  { sha, etags }: { sha: string; etags: Etags },
): Promise<boolean> {
  const asked = { ref: sha, per_page: 100 };
  const runs = await readIfChanged(etags, `checks ${sha}`, (headers) =>
    github.request('GET /repos/{owner}/{repo}/commits/{ref}/check-runs', { ...asked, headers }),
  );
  const statuses = await readIfChanged(etags, `statuses ${sha}`, (headers) =>
    github.request('GET /repos/{owner}/{repo}/commits/{ref}/status', { ...asked, headers }),
  );
  return runs !== null || statuses !== null;
}

/** Workflow runs of a branch that have ended; `null`: as when they were last read. */
export async function runsOf(github: RepositoryApi, { branch, etags }: { branch: string; etags: Etags }) {
  const asked = { branch, status: 'completed' as const, per_page: 100 };
  const answer = await readIfChanged(etags, `runs ${branch}`, (headers) =>
    github.request('GET /repos/{owner}/{repo}/actions/runs', { ...asked, headers }),
  );
  return answer ? answer.data.workflow_runs.map(numbered) : null;
}

/** Deployments that were made since then, oldest first. */
export async function deploymentsSince(github: RepositoryApi, since: Date) {
  const asked = { per_page: 100 };
  const deployments = [];
  for (let page = 1; page <= mostPages; page++) {
    const { data } = await github.request('GET /repos/{owner}/{repo}/deployments', { ...asked, page });
    deployments.push(...data);
    const oldest = data.at(-1);
    if (data.length < asked.per_page || !oldest || new Date(oldest.created_at) < since) break;
  }
  return deployments
    .filter(({ created_at }) => new Date(created_at) >= since)
    .map(numbered)
    .reverse();
}

/** A thousand deployments back is as far as is looked. */
const mostPages = 10;

/** Statuses of a deployment, oldest first. */
export async function statusesOf(github: RepositoryApi, deployment: number) {
  const statuses = await github.paginate('GET /repos/{owner}/{repo}/deployments/{deployment_id}/statuses', {
    deployment_id: deployment,
    per_page: 100,
  });
  return statuses.map(numbered).sort((a, b) => a.id - b.id);
}

/** When a commit was committed; `null` where GitHub does not have it. */
export async function committedAt(github: RepositoryApi, sha: string): Promise<string | null> {
  const commit = await found(
    github.request('GET /repos/{owner}/{repo}/commits/{ref}', { ref: sha, per_page: 1 }),
  );
  return commit?.commit.committer?.date ?? null;
}

/** The types of Octokit allow for ids that JavaScript's numbers do not hold; GitHub's do fit. */
function numbered<T extends { id: number | bigint }>(thing: T): T & { id: number } {
  return { ...thing, id: Number(thing.id) };
}

/** GitHub does not let the App see it, or this GitHub has no such thing. */
function isHidden(error: unknown): boolean {
  return error instanceof GitHubTrouble && ['missing', 'forbidden'].includes(error.trouble.kind);
}
