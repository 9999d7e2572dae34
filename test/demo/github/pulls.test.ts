import { aScene, type Scene } from './scene.ts';

let scene: Scene;
beforeEach(async () => {
  scene = await aScene({ deleteBranchOnMerge: false });
});
afterEach(() => scene.end());

const head = 'hotfix/INCIDENT-1-x';
const request = { head, base: 'main', title: 'Backfill' };

test('a pull request is opened by the bot, and its mergeability is worked out when it is first asked', async () => {
  const sha = await scene.repo.as('ada').push(head);
  const made = await scene.ask('POST ~/pulls', { body: request });
  expect(made).toMatchObject({
    status: 201,
    body: { number: 1, user: { login: 'hotfix-policy[bot]', type: 'Bot' } },
  });
  expect(made.body).toMatchObject({ mergeable: null, mergeable_state: 'unknown', head: { ref: head, sha } });
  const asked = await scene.ask('GET ~/pulls/1');
  expect(asked.body).toMatchObject({
    mergeable: true,
    mergeable_state: 'clean',
    commits: 1,
    changed_files: 1,
  });
  await scene.repo.as('ada').push('main');
  expect((await scene.ask('GET ~/pulls/1')).body.mergeable).toBeNull();
  expect((await scene.ask('GET ~/pulls/1')).body.mergeable).toBe(true);
});

test.each([
  ['no such head', { head: 'nowhere' }, { field: 'head', code: 'invalid' }],
  ['no such base', { base: 'nowhere' }, { field: 'base', code: 'invalid' }],
  ['no commits', { head: 'empty' }, { code: 'custom', message: 'No commits between main and empty' }],
  ['open already', {}, { code: 'custom', message: `A pull request already exists for acme:${head}.` }],
])('%s: 422', async (_, change, error) => {
  const ada = scene.repo.as('ada');
  await ada.push(head);
  await ada.createBranch('empty');
  await ada.openPull(request);
  const { status, body } = await scene.ask('POST ~/pulls', { body: { ...request, ...change } });
  expect(status).toBe(422);
  expect(body).toMatchObject({
    message: 'Validation Failed',
    errors: [{ resource: 'PullRequest', ...error }],
  });
  expect(scene.repo.pulls).toHaveLength(1);
});

test('a closed one is no hindrance, and a merged one cannot be reopened', async () => {
  const ada = scene.repo.as('ada');
  await ada.push(head);
  await ada.closePull(await ada.openPull(request));
  expect((await scene.ask('POST ~/pulls', { body: request })).status).toBe(201);
  expect((await scene.ask('PATCH ~/pulls/1', { body: { state: 'open' } })).status).toBe(422);
  await ada.mergePull(2);
  const { body } = await scene.ask('PATCH ~/pulls/2', { body: { state: 'open' } });
  expect(body.errors[0].message).toMatch(/^state cannot be changed/);
});

test('a branch that was pushed to since cannot have its pull request reopened', async () => {
  const ada = scene.repo.as('ada');
  await ada.push(head);
  await ada.closePull(await ada.openPull(request));
  await ada.forcePush(head);
  const { body } = await scene.ask('PATCH ~/pulls/1', { body: { state: 'open' } });
  const message = `state cannot be changed. The ${head} branch was force-pushed or recreated.`;
  expect(body.errors[0].message).toBe(message);
});

test('the list takes owner:branch, and ignores a head without an owner', async () => {
  const ada = scene.repo.as('ada');
  for (const branch of [head, 'feature']) {
    await ada.push(branch);
    await ada.openPull({ head: branch, base: 'main', title: branch });
  }
  const numbers = async (query: string): Promise<number[]> =>
    (await scene.ask(`GET ~/pulls?${query}`)).body.map(({ number }: { number: number }) => number);
  expect(await numbers(`head=acme:${encodeURIComponent(head)}`)).toEqual([1]);
  expect(await numbers('head=feature')).toEqual([2, 1]);
  expect(await numbers('state=closed')).toEqual([]);
  expect(await numbers('state=all&sort=created&direction=asc&base=main')).toEqual([1, 2]);
});

test('deleting the head branch closes it unmerged', async () => {
  const ada = scene.repo.as('ada');
  await ada.push(head);
  await ada.openPull(request);
  await ada.deleteBranch(head);
  expect(scene.repo.pulls[0]).toMatchObject({ state: 'closed', pull: { merged: null } });
  expect((await scene.ask('GET ~/pulls/1')).body).toMatchObject({ state: 'closed', merged: false });
});

test('its files, commits, title, base and reviewers', async () => {
  const ada = scene.repo.as('ada');
  await ada.push(head, {
    commits: [{ files: { 'a.txt': 'a' } }, { files: { 'a.txt': 'b', 'README.md': null } }],
  });
  await ada.createBranch('release');
  await scene.ask('POST ~/pulls', { body: request });
  const files = (await scene.ask('GET ~/pulls/1/files')).body;
  expect(files).toMatchObject([
    { filename: 'README.md', status: 'removed' },
    { filename: 'a.txt', status: 'added' },
  ]);
  expect((await scene.ask('GET ~/pulls/1/commits')).body).toHaveLength(2);
  const edited = await scene.ask('PATCH ~/pulls/1', {
    body: { title: 'New', body: 'Text', base: 'release' },
  });
  expect(edited.body).toMatchObject({ title: 'New', body: 'Text', base: { ref: 'release' } });
  expect(scene.github.wire.deliveries.at(-1)?.payload).toMatchObject({
    action: 'edited',
    changes: { title: { from: 'Backfill' }, base: { ref: { from: 'main' } } },
  });
  scene.github.team('acme/on-call', ['ada']);
  const reviewers = { reviewers: ['ada'], team_reviewers: ['on-call'] };
  const asked = await scene.ask('POST ~/pulls/1/requested_reviewers', { body: reviewers });
  expect(asked).toMatchObject({ status: 201, body: { requested_reviewers: [{ login: 'ada' }] } });
  const stranger = { body: { reviewers: ['stranger'] } };
  expect((await scene.ask('POST ~/pulls/1/requested_reviewers', stranger)).status).toBe(422);
});

test('the pull requests of a commit: open ones, and of a merged commit the one that brought it', async () => {
  const ada = scene.repo.as('ada');
  const sha = await ada.push(head);
  await ada.openPull(request);
  expect((await scene.ask(`GET ~/commits/${sha}/pulls`)).body).toMatchObject([{ number: 1, state: 'open' }]);
  const merge = await ada.mergePull(1);
  expect((await scene.ask(`GET ~/commits/${merge}/pulls`)).body).toMatchObject([
    { number: 1, state: 'closed' },
  ]);
});
