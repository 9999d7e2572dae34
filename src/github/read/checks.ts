import type { Check } from '../../facts/fact.ts';
import type { RepositoryApi } from '../client/repository-api.ts';

const pageSize = 100;

/**
 * The checks of a commit, this App's own left out: check runs, and commit statuses where the runs do not answer
 * for everything that is required. `required` are names or globs; `null`: all count. `statuses`: there may be any.
 */
export async function readChecks(
  github: RepositoryApi,
  { sha, required, statuses: may }: { sha: string; required: string[] | null; statuses: boolean },
): Promise<Check[]> {
  const runs = await checkRuns(github, sha);
  if (!may) return runs;
  // A glob may name statuses as well as the runs that answer it.
  const answered = required?.every((name) => !/[*?]/.test(name) && runs.some((run) => run.name === name));
  return answered ? runs : [...runs, ...(await statuses(github, sha))];
}

async function checkRuns(github: RepositoryApi, sha: string): Promise<Check[]> {
  const runs = await github.paginate('GET /repos/{owner}/{repo}/commits/{ref}/check-runs', {
    ref: sha,
    filter: 'latest',
    per_page: 100,
  });
  const others = runs.filter((run) => run.app?.id !== github.installation.appId);
  return others
    .filter((run) => !others.some((other) => replaces(other, run)))
    .map((run) => ({
      name: run.name,
      state: run.status === 'completed' ? stateOf(run.conclusion) : 'pending',
      startedAt: run.started_at,
      url: run.html_url,
    }));
}

interface Run {
  id: number;
  name: string;
  app: { id: number } | null;
  started_at: string | null;
  completed_at: string | null;
}

/**
 * A run takes the place of one of the same name that had ended before it began. Two that ran side by side are jobs of
 * two workflows with one name: both count.
 */
function replaces(later: Run, earlier: Run): boolean {
  if (later.id <= earlier.id || later.name !== earlier.name || later.app?.id !== earlier.app?.id)
    return false;
  if (earlier.completed_at === null || later.started_at === null) return true;
  return new Date(later.started_at) >= new Date(earlier.completed_at);
}

function stateOf(conclusion: string | null): Check['state'] {
  switch (conclusion) {
    case 'success':
      return 'passed';
    case 'neutral':
    case 'skipped':
      return 'skipped';
    case null:
      return 'pending';
    default:
      return 'failed';
  }
}

async function statuses(github: RepositoryApi, sha: string): Promise<Check[]> {
  const all = [];
  for (let page = 1; ; page++) {
    // A commit without statuses has an empty list: "not found" is no answer here.
    const { data } = await github.request('GET /repos/{owner}/{repo}/commits/{ref}/status', {
      ref: sha,
      per_page: pageSize,
      page,
    });
    all.push(...data.statuses);
    if (data.statuses.length < pageSize) break;
  }
  return all.map((status) => ({
    name: status.context,
    state: status.state === 'success' ? 'passed' : status.state === 'pending' ? 'pending' : 'failed',
    startedAt: status.created_at,
    url: status.target_url,
  }));
}
