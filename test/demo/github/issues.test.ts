import { aScene, type Scene } from './scene.ts';

let scene: Scene;
beforeEach(async () => {
  scene = await aScene();
});
afterEach(() => scene.end());

test('a new issue makes the labels that it lacks, in grey', async () => {
  await scene.ask('POST ~/labels', {
    body: { name: 'hotfix', color: 'b60205', description: 'An emergency' },
  });
  const { status, body } = await scene.ask('POST ~/issues', {
    body: { title: 'Overdue', labels: ['Hotfix', 'new'] },
  });
  expect(status).toBe(201);
  expect(body).toMatchObject({
    number: 1,
    user: { login: 'hotfix-policy[bot]' },
    performed_via_github_app: { slug: 'hotfix-policy' },
    labels: [
      { name: 'hotfix', color: 'b60205' },
      { name: 'new', color: 'ededed', description: null },
    ],
  });
});

test('a label that is there already: 422 already_exists; a description that is too long: 422', async () => {
  const label = { name: 'hotfix', color: 'b60205' };
  expect((await scene.ask('POST ~/labels', { body: label })).status).toBe(201);
  const again = await scene.ask('POST ~/labels', { body: { ...label, name: 'HOTFIX' } });
  expect(again).toMatchObject({
    status: 422,
    body: { errors: [{ resource: 'Label', code: 'already_exists', field: 'name' }] },
  });
  const long = await scene.ask('POST ~/labels', { body: { name: 'long', description: 'x'.repeat(101) } });
  expect(long.status).toBe(422);
  expect((await scene.ask('GET ~/labels/hotfix')).body.name).toBe('hotfix');
  expect((await scene.ask('GET ~/labels/none')).status).toBe(404);
  expect((await scene.ask('GET ~/labels')).body).toHaveLength(1);
});

test('labels are added, replaced and taken away', async () => {
  await scene.ask('POST ~/issues', { body: { title: 'x', labels: ['a'] } });
  const names = (body: { name: string }[]): string[] => body.map(({ name }) => name);
  expect(names((await scene.ask('POST ~/issues/1/labels', { body: { labels: ['b'] } })).body)).toEqual([
    'a',
    'b',
  ]);
  expect(names((await scene.ask('PUT ~/issues/1/labels', { body: { labels: ['c'] } })).body)).toEqual(['c']);
  expect(names((await scene.ask('DELETE ~/issues/1/labels/c')).body)).toEqual([]);
  expect((await scene.ask('DELETE ~/issues/1/labels/c')).body.message).toBe('Label does not exist');
  expect((await scene.ask('GET ~/issues/1/labels')).body).toEqual([]);
});

test('issues disabled: 410, and pull requests go on', async () => {
  const without = await aScene({ hasIssues: false });
  const refused = await without.ask('POST ~/issues', { body: { title: 'x' } });
  expect(refused).toMatchObject({
    status: 410,
    body: { message: 'Issues has been disabled in this repository.' },
  });
  const ada = without.repo.as('ada');
  await ada.push('fix');
  await ada.comment(await ada.openPull({ head: 'fix', base: 'main', title: 'Fix' }), 'Good');
  await without.end();
});

test('a body may have 65536 characters and not one more', async () => {
  await scene.ask('POST ~/issues', { body: { title: 'x' } });
  const comment = (length: number) =>
    scene.ask('POST ~/issues/1/comments', { body: { body: '😀'.repeat(length) } });
  expect((await comment(65_536)).status).toBe(201);
  const refused = await comment(65_537);
  expect(refused.status).toBe(422);
  expect(refused.body.errors[0].message).toContain('is too long (maximum is 65536 characters)');
});

test('comments are made, listed, changed and deleted', async () => {
  await scene.ask('POST ~/issues', { body: { title: 'x' } });
  const made = await scene.ask('POST ~/issues/1/comments', { body: { body: 'one' } });
  const path = `~/issues/comments/${made.body.id}`;
  expect((await scene.ask(`PATCH ${path}`, { body: { body: 'two' } })).body.body).toBe('two');
  expect((await scene.ask(`GET ${path}`)).body).toMatchObject({ body: 'two', user: { type: 'Bot' } });
  await scene.repo.as('ada').comment(1, 'three');
  expect(scene.repo.issue(1).comments.map(({ body, author }) => [author.login, body])).toEqual([
    ['hotfix-policy[bot]', 'two'],
    ['ada', 'three'],
  ]);
  expect((await scene.ask(`DELETE ${path}`)).status).toBe(204);
  expect((await scene.ask('GET ~/issues/1/comments')).body).toHaveLength(1);
  expect((await scene.ask(`GET ${path}`)).status).toBe(404);
});

test('an issue is changed, closed with a reason, and reopened', async () => {
  await scene.ask('POST ~/issues', { body: { title: 'x' } });
  scene.repo.collaborator('ada', 'write');
  const change = { title: 'y', body: 'text', labels: ['a'], assignees: ['ada'] };
  expect((await scene.ask('PATCH ~/issues/1', { body: change })).body).toMatchObject({
    title: 'y',
    assignee: { login: 'ada' },
  });
  const closed = await scene.ask('PATCH ~/issues/1', {
    body: { state: 'closed', state_reason: 'not_planned' },
  });
  expect(closed.body).toMatchObject({
    state: 'closed',
    state_reason: 'not_planned',
    closed_by: { login: 'hotfix-policy[bot]' },
  });
  expect((await scene.ask('PATCH ~/issues/1', { body: { state: 'open' } })).body.state_reason).toBe(
    'reopened',
  );
  expect((await scene.ask('PATCH ~/issues/1', { body: { assignees: ['stranger'] } })).status).toBe(422);
});

test('the list has pull requests too, and is filtered by state, creator, labels and time', async () => {
  const ada = scene.repo.as('ada');
  await ada.push('fix');
  await ada.openPull({ head: 'fix', base: 'main', title: 'Fix' });
  await scene.ask('POST ~/issues', { body: { title: 'x', labels: ['a', 'b'] } });
  await ada.closeIssue(await ada.openIssue({ title: 'old' }));
  const numbers = async (query: string): Promise<number[]> =>
    (await scene.ask(`GET ~/issues?${query}`)).body.map(({ number }: { number: number }) => number);
  expect(await numbers('')).toEqual([2, 1]);
  expect((await scene.ask('GET ~/issues')).body[1].pull_request).toBeDefined();
  expect(await numbers('state=all&direction=asc')).toEqual([1, 2, 3]);
  expect(await numbers('creator=hotfix-policy%5Bbot%5D')).toEqual([2]);
  expect(await numbers('labels=a,b')).toEqual([2]);
  expect(await numbers('since=2999-01-01T00:00:00Z')).toEqual([]);
});
