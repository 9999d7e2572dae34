import * as announce from '../announce.ts';
import { answerExample } from '../examples.ts';
import type { Annotation, CheckRun, Repository } from '../model.ts';
import * as shapes from '../shapes.ts';
import { invalid, notFound, SiteError } from '../site-error.ts';
import { type Call, listed, ok, type Route, repositoryOf, route, text } from './route.ts';

const base = '/repos/{owner}/{repo}';

export const checkRoutes: Route[] = [
  route('POST', `${base}/check-runs`, 'checks:write', async (call) => {
    const repository = repositoryOf(call);
    const sha = text(call.body.head_sha);
    if ((await repository.git.resolve(sha)) !== sha) throw invalid(`No commit found for SHA: ${sha}`);
    const { id, slug } = call.hub.app;
    const run: CheckRun = {
      id: call.hub.nextId(),
      sha,
      branch: await branchAt(repository, sha),
      app: { id, slug, name: slug },
      name: text(call.body.name),
      externalId: text(call.body.external_id),
      status: 'queued',
      conclusion: null,
      startedAt: call.hub.now(),
      completedAt: null,
      title: null,
      summary: null,
      annotations: [],
    };
    apply(call, run);
    repository.checkRuns.push(run);
    announce.checkRun(call.hub, repository, 'created', run);
    return ok(shapes.checkRunJson(call.hub, repository, run), 201);
  }),
  route('PATCH', `${base}/check-runs/{check_run_id}`, 'checks:write', (call) => {
    const repository = repositoryOf(call);
    const run = repository.checkRuns.find((one) => one.id === Number(call.params.check_run_id));
    if (!run) throw notFound();
    if (run.app.id !== call.hub.app.id)
      throw new SiteError(
        403,
        'Invalid app_id `' +
          `${call.hub.app.id}` +
          '` - check run can only be modified by the GitHub App that created it.',
      );
    const before = run.status;
    apply(call, run);
    if (run.status === 'completed' && before !== 'completed')
      announce.checkRun(call.hub, repository, 'completed', run);
    return ok(shapes.checkRunJson(call.hub, repository, run));
  }),
  route('GET', `${base}/commits/{ref}/check-runs`, 'checks:read', async (call) => {
    const repository = repositoryOf(call);
    const sha = await repository.git.resolve(call.params.ref ?? '');
    const name = call.query.get('check_name');
    const app = call.query.get('app_id');
    const all = repository.checkRuns
      .filter((one) => one.sha === sha && (name === null || one.name === name))
      .filter((one) => app === null || one.app.id === Number(app));
    const newest = new Map(all.map((one) => [`${one.app.id} ${one.name}`, one]));
    const runs = call.query.get('filter') === 'all' ? all : [...newest.values()];
    const items = runs.map((one) => shapes.checkRunJson(call.hub, repository, one));
    return listed(items, (check_runs, total_count) => ({ total_count, check_runs }));
  }),
  route('GET', `${base}/commits/{ref}/status`, 'statuses:read', async (call) => {
    const repository = repositoryOf(call);
    const sha = await repository.git.resolve(call.params.ref ?? '');
    if (sha === null) throw notFound();
    const newest = new Map(
      repository.statuses.filter((one) => one.sha === sha).map((one) => [one.context, one]),
    );
    const states = [...newest.values()].map((one) => one.state);
    const state = states.some((one) => one === 'failure' || one === 'error')
      ? 'failure'
      : states.length > 0 && states.every((one) => one === 'success')
        ? 'success'
        : 'pending';
    const example = answerExample('combined-commit-status');
    const statuses = [...newest.values()].map((one) => shapes.statusJson(call.hub, repository, one));
    return ok({ ...example, sha, state, statuses, total_count: statuses.length });
  }),
];

function apply({ hub, body }: Call, run: CheckRun): void {
  const output = body.output as { title?: unknown; summary?: unknown; annotations?: unknown } | undefined;
  const annotations = Array.isArray(output?.annotations) ? (output.annotations as Annotation[]) : [];
  if (annotations.length > 50)
    throw invalid('Validation Failed', { resource: 'CheckRun', field: 'annotations', code: 'invalid' });
  if (output && (text(output.title) === '' || text(output.summary) === ''))
    throw invalid('Validation Failed', { resource: 'CheckRun', field: 'output', code: 'missing_field' });
  if (output && text(output.summary).length > 65_535)
    throw invalid('Validation Failed', { resource: 'CheckRun', field: 'summary', code: 'too_long' });
  const status = body.status as CheckRun['status'] | undefined;
  const conclusion = text(body.conclusion) || null;
  if (status === 'completed' && conclusion === null)
    throw invalid('Validation Failed', { resource: 'CheckRun', field: 'conclusion', code: 'missing_field' });
  run.status = conclusion === null ? (status ?? run.status) : 'completed';
  run.conclusion = run.status === 'completed' ? (conclusion ?? run.conclusion) : null;
  run.completedAt = run.status === 'completed' ? hub.now() : null;
  run.title = output ? text(output.title) : run.title;
  run.summary = output ? text(output.summary) : run.summary;
  run.annotations.push(...annotations);
}

export async function branchAt(repository: Repository, sha: string): Promise<string | null> {
  for (const name of await repository.git.branches())
    if ((await repository.git.head(name)) === sha) return name;
  return null;
}
