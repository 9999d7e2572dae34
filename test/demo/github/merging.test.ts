import { aScene, type Scene } from './scene.ts';

let scene: Scene;
afterEach(() => scene.end());

const head = 'hotfix/INCIDENT-1-x';
const two = [{ files: { 'a.txt': 'one\n' } }, { files: { 'b.txt': 'two\n' } }];

async function opened(deleteBranchOnMerge = false): Promise<string> {
  scene = await aScene({ deleteBranchOnMerge });
  const ada = scene.repo.as('ada');
  const sha = await ada.push(head, { commits: two });
  await ada.openPull({ head, base: 'main', title: 'Backfill' });
  await ada.push('main', { files: { 'other.txt': 'x\n' } });
  return sha;
}

test.each([
  ['merge', 0, 'behind'],
  ['squash', 2, 'diverged'],
  ['rebase', 2, 'diverged'],
] as const)('%s: the branch is then %i ahead, %s', async (method, ahead, status) => {
  const sha = await opened();
  const { body } = await scene.ask('PUT ~/pulls/1/merge', { body: { merge_method: method, sha } });
  expect(body).toMatchObject({ merged: true, message: 'Pull Request successfully merged' });
  expect(await scene.repo.head('main')).toBe(body.sha);
  const compared = await scene.ask(`GET ~/compare/main...${encodeURIComponent(head)}`);
  expect(compared.body).toMatchObject({ ahead_by: ahead, status, total_commits: ahead });
  expect(await scene.repo.file('main', 'a.txt')).toBe('one\n');
  expect(await scene.repo.file('main', 'b.txt')).toBe('two\n');
  expect(await scene.repo.file('main', 'other.txt')).toBe('x\n');
  const pull = (await scene.ask('GET ~/pulls/1')).body;
  expect(pull).toMatchObject({ merged: true, state: 'closed', merge_commit_sha: body.sha, mergeable: null });
});

test('a squash is one commit with one parent; a rebase keeps messages and authors', async () => {
  await opened();
  const ada = scene.repo.as('ada');
  const squash = await scene.repo.git.commit(await ada.mergePull(1, 'squash'));
  expect(squash.parents).toHaveLength(1);
  expect(squash.message).toContain('(#1)');
  const sha = await ada.push('feature', { files: { c: 'c' }, message: 'Mend c' });
  await ada.push('main');
  const tip = await ada.mergePull(
    await ada.openPull({ head: 'feature', base: 'main', title: 'C' }),
    'rebase',
  );
  expect(tip).not.toBe(sha);
  expect((await scene.repo.git.commit(tip)).message).toBe('Mend c');
});

test('a conflict: not mergeable, and merging is refused', async () => {
  await opened();
  await scene.repo.as('bob').push('main', { files: { 'a.txt': 'three\n' } });
  await scene.ask('GET ~/pulls/1');
  expect((await scene.ask('GET ~/pulls/1')).body).toMatchObject({
    mergeable: false,
    mergeable_state: 'dirty',
  });
  const refused = await scene.ask('PUT ~/pulls/1/merge', { body: {} });
  expect(refused).toMatchObject({ status: 405, body: { message: 'Pull Request is not mergeable' } });
  expect(scene.repo.pulls[0]?.state).toBe('open');
});

test('changes to different lines of one file merge', async () => {
  scene = await aScene({ files: { list: '1\n2\n3\n4\n5\n6\n7\n' } });
  const ada = scene.repo.as('ada');
  await ada.push('left', { files: { list: 'one\n2\n3\n4\n5\n6\n7\n' } });
  await ada.push('main', { files: { list: '1\n2\n3\n4\n5\n6\nseven\n' } });
  await ada.mergePull(await ada.openPull({ head: 'left', base: 'main', title: 'Left' }));
  expect(await scene.repo.file('main', 'list')).toBe('one\n2\n3\n4\n5\n6\nseven\n');
});

test('a head that has moved since: 409', async () => {
  const sha = await opened();
  await scene.repo.as('ada').push(head);
  expect((await scene.ask('PUT ~/pulls/1/merge', { body: { sha } })).status).toBe(409);
});

test('a head that comes to be on the base by a push counts as merged, by who pushed', async () => {
  await opened();
  const bob = scene.repo.as('bob');
  const merge = await bob.mergeBranch(head, { into: 'main' });
  expect(scene.repo.pulls[0]).toMatchObject({
    state: 'closed',
    pull: { merged: { by: { login: 'bob' }, commit: merge } },
  });
  const closed = scene.github.wire.deliveries.find(({ action }) => action === 'closed');
  expect(closed?.payload).toMatchObject({ pull_request: { merged: true } });
});

test('the branch goes with the merge where the repository says so', async () => {
  await opened(true);
  await scene.repo.as('ada').mergePull(1);
  const told = scene.github.wire.deliveries.map(({ event, action }) =>
    [event, action].filter(Boolean).join('.'),
  );
  expect(told.slice(told.indexOf('pull_request.closed'))).toEqual(['pull_request.closed', 'push', 'delete']);
  expect(scene.github.wire.deliveries.at(-2)?.payload).toMatchObject({ deleted: true, head_commit: null });
  expect(await scene.repo.head(head)).toBeNull();
  // The commit outlives its branch, as refs/pull/1/head does.
  expect((await scene.ask(`GET ~/compare/main...${scene.repo.pulls[0]?.pull.headSha}`)).status).toBe(200);
});

test('cherry-pick and revert leave their traces in the history', async () => {
  await opened();
  const ada = scene.repo.as('ada');
  const sha = await ada.push('fix', { files: { 'fix.txt': 'fix\n' }, message: 'Mend it' });
  await ada.push('main');
  const picked = await ada.cherryPick(sha, { onto: 'main' });
  expect(picked).not.toBe(sha);
  expect(await scene.repo.file('main', 'fix.txt')).toBe('fix\n');
  await ada.revert(picked, { on: 'main' });
  expect(await scene.repo.file('main', 'fix.txt')).toBeNull();
});
