import { answerExample } from '../examples.ts';
import type { Deployment } from '../model.ts';
import * as shapes from '../shapes.ts';
import { notFound } from '../site-error.ts';
import { type Answer, type Call, listed, ok, type Route, repositoryOf, route } from './route.ts';

const base = '/repos/{owner}/{repo}';

/** GitHub's history of a repository: movements of branches, deployments, workflow runs. */
export const historyRoutes: Route[] = [
  route('GET', `${base}/activity`, 'contents:read', activity),
  route('GET', `${base}/deployments`, 'deployments:read', (call) => {
    const repository = repositoryOf(call);
    const wanted = (one: Deployment): boolean =>
      (['sha', 'ref', 'environment'] as const).every((name) => {
        const value = call.query.get(name);
        return value === null || value === one[name];
      });
    const newestFirst = repository.deployments.filter(wanted).toReversed();
    return listed(newestFirst.map((one) => shapes.deploymentJson(call.hub, repository, one)));
  }),
  route('GET', `${base}/deployments/{deployment_id}/statuses`, 'deployments:read', (call) => {
    const repository = repositoryOf(call);
    const deployment = repository.deployments.find((one) => one.id === Number(call.params.deployment_id));
    if (!deployment) throw notFound();
    const { performed_via_github_app: _, ...example } = answerExample('deployment-status-items');
    return listed(
      deployment.statuses.toReversed().map((status) => ({
        ...example,
        ...shapes.deploymentStatusJson(call.hub, repository, deployment, status),
      })),
    );
  }),
  route('GET', `${base}/actions/runs`, 'actions:read', (call) => {
    const repository = repositoryOf(call);
    const branch = call.query.get('branch');
    const status = call.query.get('status');
    const runs = repository.runs
      .filter((one) => branch === null || one.branch === branch)
      .filter((one) => status === null || one.status === status || one.conclusion === status)
      .toReversed();
    const {
      workflow_runs: [example],
    } = answerExample('workflow-run-paginated') as { workflow_runs: shapes.Json[] };
    const { id, name, full_name, owner, url, html_url } = shapes.fullRepositoryJson(call.hub, repository);
    const here = { ...(example?.repository as shapes.Json), id, name, full_name, owner, url, html_url };
    const items = runs.map((run) => ({
      ...example,
      ...shapes.runJson(call.hub, repository, run),
      repository: here,
      head_repository: here,
    }));
    return listed(items, (workflow_runs, total_count) => ({ total_count, workflow_runs }));
  }),
  route('GET', `${base}/actions/runs/{run_id}/jobs`, 'actions:read', (call) => {
    const repository = repositoryOf(call);
    const run = repository.runs.find((one) => one.id === Number(call.params.run_id));
    if (!run) throw notFound();
    const items = run.jobs.map((job) => shapes.jobJson(call.hub, repository, run, job));
    return listed(items, (jobs, total_count) => ({ total_count, jobs }));
  }),
];

const periods: Record<string, number> = { day: 1, week: 7, month: 30, quarter: 90, year: 365 };

/** Pages by a cursor, newest first. */
function activity(call: Call): Answer {
  const repository = repositoryOf(call);
  const { hub, query } = call;
  const ref = query.get('ref');
  const type = query.get('activity_type');
  const days = periods[query.get('time_period') ?? ''];
  const since = days === undefined ? 0 : hub.now().getTime() - days * 86_400_000;
  const newestFirst = repository.activities
    .filter((one) => ref === null || [one.branch, `refs/heads/${one.branch}`].includes(ref))
    .filter((one) => type === null || one.type === type)
    .filter((one) => one.at.getTime() >= since)
    .toReversed();
  const size = Math.min(100, Number(query.get('per_page') ?? 30));
  const after = Number(query.get('after') ?? 0);
  const from = after === 0 ? 0 : newestFirst.findIndex((one) => one.id === after) + 1;
  const page = newestFirst.slice(from, from + size);
  const more = newestFirst.length > from + size;
  const body = page.map((one) => shapes.activityJson(hub, one));
  return { ...ok(body), ...(more ? { next: { after: String(page.at(-1)?.id) } } : {}) };
}
