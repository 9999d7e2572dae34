import { aScene, type Scene } from './scene.ts';

let scene: Scene;
let sha: string;
beforeEach(async () => {
  scene = await aScene();
  sha = await scene.repo.as('ada').push('hotfix/INCIDENT-1-x');
});
afterEach(() => scene.end());

const output = { title: 'Open', summary: 'To be merged' };

test('a check run is made, found again, and changed; a conclusion completes it', async () => {
  const made = await scene.ask('POST ~/check-runs', {
    body: { name: 'Hotfix policy', head_sha: sha, status: 'in_progress', external_id: 'h1', output },
  });
  expect(made).toMatchObject({
    status: 201,
    body: { status: 'in_progress', conclusion: null, external_id: 'h1' },
  });
  const path = `~/check-runs/${made.body.id}`;
  const changed = await scene.ask(`PATCH ${path}`, { body: { conclusion: 'action_required', output } });
  expect(changed.body).toMatchObject({ status: 'completed', conclusion: 'action_required', output });
  expect(changed.body.completed_at).not.toBeNull();
  expect((await scene.ask(`GET ${path}`)).body.id).toBe(made.body.id);
  expect((await scene.ask(`PATCH ${path}`, { body: { status: 'in_progress' } })).body.conclusion).toBeNull();
  expect(scene.repo.checkRuns(sha)).toMatchObject([
    { name: 'Hotfix policy', output: { summary: 'To be merged' } },
  ]);
});

test('only the App that made it may change it', async () => {
  const id = await scene.repo.actions.check({ sha, name: 'full-ci' });
  const refused = await scene.ask(`PATCH ~/check-runs/${id}`, { body: { conclusion: 'success' } });
  expect(refused.status).toBe(403);
  expect(scene.repo.checkRuns(sha)[0]?.conclusion).toBeNull();
});

test.each([
  ['no such commit', { head_sha: 'f'.repeat(40) }],
  ['an output that is too long', { output: { ...output, summary: 'x'.repeat(65_536) } }],
  [
    'too many annotations',
    { output: { ...output, annotations: Array.from({ length: 51 }, (_, at) => note(at + 1)) } },
  ],
])('%s: 422', async (_, change) => {
  const body = { name: 'Hotfix policy', head_sha: sha, ...change };
  expect((await scene.ask('POST ~/check-runs', { body })).status).toBe(422);
  expect(scene.repo.checkRuns(sha)).toEqual([]);
});

const note = (line: number) => ({
  path: 'README.md',
  start_line: line,
  end_line: line,
  annotation_level: 'warning',
  message: 'Look',
});

test('annotations add up over several requests', async () => {
  const annotations = [note(1)];
  const { body } = await scene.ask('POST ~/check-runs', {
    body: { name: 'Hotfix policy', head_sha: sha, output: { ...output, annotations } },
  });
  const again = await scene.ask(`PATCH ~/check-runs/${body.id}`, {
    body: { output: { ...output, annotations } },
  });
  expect(again.body.output.annotations_count).toBe(2);
});

test('the latest of each name is listed, by name, App, status and page', async () => {
  const { actions } = scene.repo;
  await actions.check({ sha, name: 'unit', conclusion: 'failure' });
  await actions.check({ sha, name: 'unit', conclusion: 'success' });
  await actions.check({ sha, name: 'lint' });
  await actions.check({ sha, name: 'scan', conclusion: 'success', app: 'scanner' });
  const list = async (query = ''): Promise<string[]> => {
    const { body } = await scene.ask(`GET ~/commits/${sha}/check-runs?${query}`);
    return body.check_runs.map(
      (run: { name: string; conclusion: string }) => `${run.name} ${run.conclusion}`,
    );
  };
  expect(await list()).toEqual(['scan success', 'lint null', 'unit success']);
  expect(await list('filter=all&check_name=unit')).toEqual(['unit success', 'unit failure']);
  expect(await list('app_id=15368&status=completed')).toEqual(['unit success']);
  expect(await list('per_page=1&page=2')).toEqual(['lint null']);
  expect((await scene.ask(`GET ~/commits/${'e'.repeat(40)}/check-runs`)).status).toBe(404);
});

test('the combined status of a commit: the latest of each context', async () => {
  const { actions } = scene.repo;
  const state = async (): Promise<string> => (await scene.ask(`GET ~/commits/${sha}/status`)).body.state;
  expect(await state()).toBe('pending');
  await actions.status({ sha, context: 'ci', state: 'failure' });
  expect(await state()).toBe('failure');
  await actions.status({ sha, context: 'ci', state: 'success' });
  expect(await state()).toBe('success');
});

test('what must pass is told by branch protection and by rulesets', async () => {
  scene.repo.protect('main', { requiredChecks: ['full-ci', { context: 'scan', appId: 7 }] });
  scene.repo.protect('main', { requiredChecks: ['ruled'], via: 'ruleset' });
  const { body } = await scene.ask('GET ~/branches/main');
  expect(body).toMatchObject({
    protected: true,
    protection: {
      required_status_checks: { contexts: ['full-ci', 'scan'], checks: [{ app_id: null }, { app_id: 7 }] },
    },
  });
  expect((await scene.ask('GET ~/rules/branches/main')).body).toMatchObject([
    { type: 'required_status_checks', parameters: { required_status_checks: [{ context: 'ruled' }] } },
  ]);
  expect((await scene.ask('GET ~/rules/branches/no%2Fsuch')).body).toEqual([]);
  expect((await scene.ask('GET ~/branches/no%2Fsuch')).status).toBe(404);
});
