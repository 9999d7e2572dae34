import type { Job, Step } from '../../facts/incident-facts.ts';
import { foundOrSurelyNot } from '../client/not-found.ts';
import type { RepositoryApi } from '../client/repository-api.ts';

/** A run of the fast lane has a handful of jobs: a second page is left out. */
const mostJobs = 100;
const longestName = 200;

/** The jobs of a workflow run and their steps, as they ended in its newest try; `null`: GitHub no longer has the run. */
export async function readJobs(github: RepositoryApi, run: number): Promise<Job[] | null> {
  const read = await foundOrSurelyNot(github, () =>
    github.request('GET /repos/{owner}/{repo}/actions/runs/{run_id}/jobs', {
      run_id: run,
      filter: 'latest',
      per_page: mostJobs,
    }),
  );
  return (
    read?.jobs.map((job) => ({
      ...stepOf(job),
      url: job.html_url,
      steps: (job.steps ?? []).slice(0, mostJobs).map(stepOf),
    })) ?? null
  );
}

function stepOf({
  name,
  status,
  conclusion,
}: {
  name: string;
  status: string;
  conclusion: string | null;
}): Step {
  return {
    name: name.slice(0, longestName),
    state: status === 'completed' ? stateOf(conclusion) : 'pending',
  };
}

function stateOf(conclusion: string | null): Step['state'] {
  switch (conclusion) {
    case 'success':
      return 'passed';
    case 'skipped':
    case 'neutral':
      return 'skipped';
    case null:
      return 'pending';
    default:
      return 'failed';
  }
}
