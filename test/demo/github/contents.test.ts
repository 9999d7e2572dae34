import { aScene, type Scene } from './scene.ts';

let scene: Scene;
beforeEach(async () => {
  scene = await aScene({ files: { 'README.md': '# It\n', '.github/hotfix-policy.yml': 'mode: observe\n' } });
});
afterEach(() => scene.end());

test('a file in base64, raw, of a branch, and not there', async () => {
  const path = '~/contents/.github/hotfix-policy.yml';
  const { body } = await scene.ask(`GET ${path}`);
  expect(Buffer.from(body.content, 'base64').toString()).toBe('mode: observe\n');
  const raw = await scene.ask(`GET ${path}`, { headers: { accept: 'application/vnd.github.raw+json' } });
  expect(raw.body).toBe('mode: observe\n');
  await scene.repo.as('ada').push('hotfix/a', { files: { '.github/hotfix-policy.yml': 'mode: off\n' } });
  const there = await scene.ask(`GET ${path}?ref=${encodeURIComponent('hotfix/a')}`);
  expect(Buffer.from(there.body.content, 'base64').toString()).toBe('mode: off\n');
  expect((await scene.ask('GET ~/contents/none.yml')).status).toBe(404);
  expect((await scene.ask(`GET ${path}?ref=none`)).body.message).toBe('No commit found for the ref none');
});

test('a folder', async () => {
  const named = (body: { name: string; type: string }[]): string[] =>
    body.map(({ name, type }) => `${type} ${name}`);
  expect(named((await scene.ask('GET ~/contents/')).body)).toEqual(['dir .github', 'file README.md']);
  expect(named((await scene.ask('GET ~/contents/.github')).body)).toEqual(['file hotfix-policy.yml']);
});

test('refs, one and by prefix', async () => {
  const ada = scene.repo.as('ada');
  const sha = await ada.push('hotfix/a');
  await ada.push('hotfixes');
  expect((await scene.ask('GET ~/git/ref/heads/hotfix/a')).body).toMatchObject({
    ref: 'refs/heads/hotfix/a',
    object: { sha },
  });
  expect((await scene.ask('GET ~/git/ref/heads%2Fhotfix')).status).toBe(404);
  const refs = async (prefix: string): Promise<number> =>
    (await scene.ask(`GET ~/git/matching-refs/${prefix}`)).body.length;
  expect(await refs('heads/hotfix/')).toBe(1);
  expect(await refs('heads/hotfix')).toBe(2);
  expect((await scene.ask('GET ~/branches')).body).toHaveLength(3);
});

test('commits: by branch and path, one, and none', async () => {
  const ada = scene.repo.as('ada');
  const sha = await ada.push('fix', {
    commits: [
      { files: { a: '1' }, message: 'One' },
      { files: { b: '2' }, message: 'Two' },
    ],
  });
  const messages = async (query: string): Promise<string[]> =>
    (await scene.ask(`GET ~/commits?${query}`)).body.map(
      (one: { commit: { message: string } }) => one.commit.message,
    );
  expect(await messages('sha=fix')).toEqual(['Two', 'One', 'Initial commit']);
  expect(await messages('sha=fix&path=a')).toEqual(['One']);
  const { body } = await scene.ask(`GET ~/commits/${sha}`);
  expect(body).toMatchObject({ author: { login: 'ada' }, files: [{ filename: 'b', status: 'added' }] });
  expect((await scene.ask('GET ~/commits/fix')).body.sha).toBe(sha);
  expect((await scene.ask('GET ~/commits/none')).status).toBe(422);
});

test('a comparison: ahead, behind, diverged, identical, and of what is not there', async () => {
  const ada = scene.repo.as('ada');
  const start = await scene.repo.head('main');
  await ada.push('fix', { commits: [{ files: { a: '1' } }, { files: { b: '2' } }] });
  const compare = async (basehead: string) => (await scene.ask(`GET ~/compare/${basehead}`)).body;
  expect(await compare('main...fix')).toMatchObject({ status: 'ahead', ahead_by: 2, behind_by: 0 });
  expect(await compare('fix...main')).toMatchObject({
    status: 'behind',
    ahead_by: 0,
    behind_by: 2,
    files: [],
  });
  await ada.push('main');
  const diverged = await compare('main...fix');
  expect(diverged).toMatchObject({ status: 'diverged', merge_base_commit: { sha: start } });
  expect(diverged.files.map(({ filename }: { filename: string }) => filename)).toEqual(['a', 'b']);
  expect(await compare('fix...acme:fix')).toMatchObject({ status: 'identical' });
  expect((await scene.ask('GET ~/compare/main...none')).status).toBe(404);
});
