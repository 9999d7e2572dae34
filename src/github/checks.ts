import type { Check } from '../hotfix/fact.ts';
import type { Repository } from '../hotfix/hotfix.ts';
import { matchesGlob } from '../policy/glob.ts';
import { found } from './found.ts';
import type { Installation } from './github.ts';

/**
 * The checks of a commit, this App's own left out: check runs, and commit statuses where the runs do not answer
 * for everything that is required. `required` are names or globs; `null`: all count.
 */
export async function readChecks(
  github: Installation,
  repository: Repository,
  sha: string,
  required: string[] | null,
): Promise<Check[]> {
  const runs = await checkRuns(github, repository, sha);
  const answered = required?.every((name) => runs.some((run) => matchesGlob(name, run.name)));
  return answered ? runs : [...runs, ...(await statuses(github, repository, sha))];
}

async function checkRuns(github: Installation, { owner, name }: Repository, sha: string): Promise<Check[]> {
  const runs = await github.paginate('GET /repos/{owner}/{repo}/commits/{ref}/check-runs', {
    owner,
    repo: name,
    ref: sha,
    filter: 'latest',
    per_page: 100,
  });
  const newest = new Map<string, (typeof runs)[number]>();
  for (const run of runs.sort((a, b) => a.id - b.id)) {
    if (run.app?.id !== github.appId) newest.set(`${run.app?.id} ${run.name}`, run);
  }
  return [...newest.values()].map((run) => ({
    name: run.name,
    state: run.status === 'completed' ? stateOf(run.conclusion) : 'pending',
    startedAt: run.started_at,
    url: run.html_url,
  }));
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

async function statuses(github: Installation, { owner, name }: Repository, sha: string): Promise<Check[]> {
  const combined = await found(
    github.request('GET /repos/{owner}/{repo}/commits/{ref}/status', {
      owner,
      repo: name,
      ref: sha,
      per_page: 100,
    }),
  );
  return (combined?.statuses ?? []).map((status) => ({
    name: status.context,
    state: status.state === 'success' ? 'passed' : status.state === 'pending' ? 'pending' : 'failed',
    startedAt: status.created_at,
    url: status.target_url,
  }));
}
