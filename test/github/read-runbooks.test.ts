/** Which files of the target are runbooks, who changed them last, and what is not known of them. */

import { GitHubTrouble, type Trouble } from '../../src/github/client/errors.ts';
import type { Installation } from '../../src/github/client/github.ts';
import { repositoryApi } from '../../src/github/client/repository-api.ts';
import { readRunbooks } from '../../src/github/read/runbooks.ts';
import { repository } from '../support/repository.ts';

interface Site {
  /** Files of the target; a path that ends in `@` is a symbolic link. */
  files: string[];
  /** Trees of which GitHub leaves the end out, by their path; each keeps so many entries. */
  cut?: Record<string, number>;
  last?: (path: string) => object[];
  troubles?: Partial<Record<'tree' | 'commits' | 'repository', Trouble>>;
}

const missing: Trouble = { kind: 'missing', reason: 'Not Found' };

/** A way to GitHub that has one branch, `main`, and answers for its trees and commits. */
function site({ files, cut = {}, last = () => [commit], troubles = {} }: Site) {
  const asked: string[] = [];
  const entries = (folder: string, recursive: boolean) => {
    const within = files.filter((file) => file.startsWith(folder)).map((file) => file.slice(folder.length));
    const folders = new Set(
      within.flatMap((file) => {
        const parts = file.split('/').slice(0, -1);
        return parts.map((_, index) => parts.slice(0, index + 1).join('/'));
      }),
    );
    const all = [
      ...[...folders].map((path) => ({ path, mode: '040000', type: 'tree', sha: `tree:${folder}${path}/` })),
      ...within.map((file) => ({
        path: file.replace(/@$/, ''),
        mode: file.endsWith('@') ? '120000' : '100644',
        type: 'blob',
        sha: 'blob',
      })),
    ];
    return recursive ? all : all.filter(({ path }) => !path.includes('/'));
  };
  const request = (what: string, { tree_sha = '', recursive, path = '' }: Record<string, string>) => {
    asked.push(what.includes('/git/trees/') ? `${tree_sha}${recursive ? ' and below' : ''}` : path);
    const kind = what.includes('/git/trees/') ? 'tree' : what.endsWith('/commits') ? 'commits' : 'repository';
    const trouble = troubles[kind];
    if (trouble) return Promise.reject(new GitHubTrouble(what, trouble, false));
    if (kind === 'commits') return Promise.resolve({ data: last(path) });
    if (kind === 'repository') return Promise.resolve({ data: {} });
    const folder = tree_sha === 'main' ? '' : tree_sha.replace('tree:', '');
    const tree = entries(folder, recursive !== undefined);
    const most = cut[folder] ?? tree.length;
    return Promise.resolve({ data: { tree: tree.slice(0, most), truncated: most < tree.length } });
  };
  return { github: repositoryApi({ request } as unknown as Installation, repository), asked };
}

const commit = {
  author: { login: 'grace' },
  commit: { author: { name: 'Grace' }, committer: { date: '2026-05-01T10:00:00Z' } },
};

const read = (given: Site, paths = ['runbooks/**']) =>
  readRunbooks(site(given).github, { target: 'main', paths });
const pathsOf = async (files: string[], globs?: string[]) =>
  (await read({ files }, globs))?.runbooks.map(({ path }) => path);

test('each runbook with its last commit and its page', async () => {
  const { github, asked } = site({ files: ['README.md', 'runbooks/a b.sh', 'src/x.ts'] });
  expect(await readRunbooks(github, { target: 'main', paths: ['runbooks/**'] })).toEqual({
    runbooks: [
      {
        path: 'runbooks/a b.sh',
        changedAt: '2026-05-01T10:00:00.000Z',
        by: 'grace',
        url: 'https://github.com/acme/checkout-service/blob/main/runbooks/a%20b.sh',
      },
    ],
    complete: true,
  });
  expect(asked).toEqual(['main', 'tree:runbooks/ and below', 'runbooks/a b.sh']);
});

test.each<[string, string[], string[], string[]]>([
  ['in folders below', ['runbooks/**'], ['runbooks/db/a.md', 'runbook/b.md'], ['runbooks/db/a.md']],
  ['by more than one glob, once', ['ops/*.sh', 'ops/**'], ['ops/a.sh', 'ops/b.md'], ['ops/a.sh', 'ops/b.md']],
  ['by its whole name', ['docs/outage.md'], ['docs/outage.md', 'docs/outage.md.txt'], ['docs/outage.md']],
  ['anywhere', ['*runbook*.sh'], ['a/runbook-b.sh', 'runbook.sh', 'x.sh'], ['a/runbook-b.sh', 'runbook.sh']],
  [
    'but none that is hidden',
    ['runbooks/**'],
    ['runbooks/.gitkeep', 'runbooks/.x/a.md'],
    ['runbooks/.x/a.md'],
  ],
  ['but no link to elsewhere', ['runbooks/**'], ['runbooks/a.sh@', 'runbooks/b.sh'], ['runbooks/b.sh']],
  ['nowhere', ['runbooks/**'], ['src/x.ts', 'runbooks'], []],
])('runbooks are found %s', async (_, globs, files, runbooks) => {
  expect(await pathsOf(files, globs)).toEqual(runbooks);
});

test('without a place for them nothing is asked', async () => {
  const { github, asked } = site({ files: ['runbooks/a.sh'] });
  expect(await readRunbooks(github, { target: 'main', paths: [] })).toEqual({
    runbooks: [],
    complete: true,
  });
  expect(asked).toEqual([]);
});

test.each([
  [
    'in the folder',
    { files: ['runbooks/a.sh', 'runbooks/b.sh'], cut: { 'runbooks/': 1 } },
    ['runbooks/a.sh'],
  ],
  ['before the folder is told', { files: ['a', 'runbooks/b.sh'], cut: { '': 0 } }, []],
])('what GitHub leaves out %s is said to be missing', async (_, given, paths) => {
  const found = await read(given);
  expect(found?.runbooks.map(({ path }) => path)).toEqual(paths);
  expect(found?.complete).toBe(false);
});

test('of a great many the first are asked about, and no more are listed than are read', async () => {
  const files = Array.from({ length: 5_000 }, (_, index) => `runbooks/${String(index).padStart(4, '0')}.sh`);
  const { github, asked } = site({ files });
  const found = await readRunbooks(github, { target: 'main', paths: ['runbooks/**'] });
  expect(found?.complete).toBe(false);
  expect(found?.runbooks).toHaveLength(100);
  expect(found?.runbooks.filter(({ changedAt }) => changedAt !== null)).toHaveLength(20);
  expect(asked).toHaveLength(22);
});

test.each(['runbooks/a\u202eb.sh', 'runbooks/a\nb.sh', `runbooks/${'a'.repeat(400)}`, 'runbooks/a\ud800'])(
  'a name that cannot be shown is left out, and that is said: %j',
  async (file) => {
    expect(await read({ files: [file, 'runbooks/a.sh'] })).toMatchObject({
      runbooks: [{ path: 'runbooks/a.sh' }],
      complete: false,
    });
  },
);

test('of more files than can be compared with the globs, those that are left out are missing, and that is said', async () => {
  const files = Array.from(
    { length: 5_001 },
    (_, number) => `runbooks/${String(number).padStart(4, '0')}.txt`,
  );
  const found = await read({ files: [...files.slice(1), 'runbooks/0000.sh'] }, ['runbooks/*.sh']);
  expect(found).toEqual({ runbooks: [], complete: false });
});

test.each([
  ['no account', { author: null, commit: commit.commit }, { by: 'Grace' }],
  ['an account that is empty', { author: {}, commit: commit.commit }, { by: 'Grace' }],
  ['no time', { author: null, commit: { author: null, committer: null } }, { changedAt: null, by: null }],
])('a commit with %s', async (_, last, known) => {
  expect(await read({ files: ['runbooks/a.sh'], last: () => [last] })).toMatchObject({ runbooks: [known] });
});

test('a file of which GitHub knows no commit', async () => {
  expect(await read({ files: ['runbooks/a.sh'], last: () => [] })).toMatchObject({
    runbooks: [{ changedAt: null, by: null }],
  });
});

test.each<[string, Trouble]>([
  ['there is no such branch', missing],
  ['there is no commit yet', { kind: 'refused', reasons: ['Git Repository is empty.'], fields: [] }],
])('%s: there is nothing to say', async (_, tree) => {
  expect(await read({ files: [], troubles: { tree } })).toBeNull();
});

test.each<[string, Site['troubles']]>([
  ['the repository is hidden', { tree: missing, repository: missing }],
  ['the tree', { tree: { kind: 'unavailable' } }],
  ['the commits', { commits: { kind: 'unavailable' } }],
  ['the commits are not found', { commits: missing }],
])('GitHub does not answer, which is no answer: %s', async (_, troubles) => {
  await expect(read({ files: ['runbooks/a.sh'], troubles: troubles ?? {} })).rejects.toThrow(GitHubTrouble);
});
