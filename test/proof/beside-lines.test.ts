/** What a hotfix may change beside the lines of a text, as GitHub tells of it in a comparison. */

import type { Verdict } from '../../src/facts/verdict.ts';
import type { Installation } from '../../src/github/client/github.ts';
import { repositoryApi } from '../../src/github/client/repository-api.ts';
import { searchTarget } from '../../src/github/read/search-target.ts';
import { repository } from '../support/repository.ts';

interface File {
  filename: string;
  status: string;
  sha: string | null;
  changes: number;
  patch?: string;
  previous_filename?: string;
}

const listed = (sha: string, parents: string[]) => ({
  sha,
  parents: parents.map((parent) => ({ sha: parent })),
  commit: { message: `Commit ${sha}`, committer: { date: '2026-11-23T14:00:00Z' } },
});

/** The hotfix is one commit from `fork` with one file, and `main` one other, `squashed`. */
async function found(own: File, onMain: File[], arrivedBy: string[] = []): Promise<Verdict> {
  const commits = { fix: [own], squashed: onMain, fork: [] };
  const compared = (files: File[], sha: string) => ({
    status: 'ahead',
    merge_base_commit: listed('fork', []),
    total_commits: 1,
    commits: [listed(sha, ['fork'])],
    files,
  });
  const request = async (route: string, given: Record<string, string>): Promise<{ data: unknown }> => {
    const { basehead = '', ref = '' } = given;
    if (route.includes('/compare/'))
      return { data: basehead.endsWith('...fix') ? compared([own], 'fix') : compared(onMain, 'squashed') };
    if (route.endsWith('/commits/{ref}'))
      return { data: { ...listed(ref, ['fork']), files: commits[ref as keyof typeof commits] } };
    return { data: [listed('squashed', ['fork'])] };
  };
  const github = { request, appId: 1, botLogin: async () => 'bot' } as unknown as Installation;
  return searchTarget(repositoryApi(github, repository), {
    kind: 'search',
    sha: 'fix',
    target: 'main',
    fork: 'fork',
    arrivedBy,
    pulls: [],
    suspects: [],
    earlier: [],
  });
}

describe('a file that becomes executable', () => {
  // GitHub gives no id of its content.
  const filename = 'bin/deploy.sh';
  const own: File = { filename, status: 'modified', sha: null, changes: 0 };
  const edited: File = {
    filename,
    status: 'modified',
    sha: 'b'.repeat(40),
    changes: 2,
    patch: '@@ -1,1 +1,1 @@\n-a\n+b',
  };

  test('is not there where nothing happened to it', async () => {
    expect(await found(own, [])).toEqual({ kind: 'not-there' });
  });

  test.each([
    ['the same is known, and no more', own],
    ['it got other lines', edited],
    ['it is gone', { ...own, status: 'removed', changes: 1 }],
  ])('is for people to judge where %s', async (_, file) => {
    expect(await found(own, [file])).toEqual({ kind: 'unclear', files: [filename] });
  });

  test('is there when its pull request brought it', async () => {
    expect(await found(own, [own], ['squashed'])).toEqual({ kind: 'there', by: 'squashed', edited: false });
  });

  test('is not taken for nothing where GitHub gives it no lines', async () => {
    expect(await found({ ...own, patch: '' }, [edited])).toEqual({ kind: 'unclear', files: [filename] });
  });
});

describe('a submodule that is brought to another commit', () => {
  const [old, fixed, other] = ['1', '2', '3'].map((one) => one.repeat(40));
  const to = (sha = ''): File => ({
    filename: 'vendor/payments',
    status: 'modified',
    sha,
    changes: 2,
    patch: `@@ -1 +1 @@\n-Subproject commit ${old}\n+Subproject commit ${sha}`,
  });

  test.each([
    ['not there yet', [], 'not-there'],
    ['there', [to(fixed)], 'there'],
    ['at yet another one: only people can tell', [to(other)], 'unclear'],
    ['removed', [{ ...to(fixed), status: 'removed' }], 'unclear'],
  ])('%s', async (_, onMain, right) => {
    expect((await found(to(fixed), onMain)).kind).toBe(right);
  });
});

describe('a file that GitHub calls a copy', () => {
  const filename = 'src/retry.ts';
  const patch = '@@ -1,2 +1,2 @@\n a\n-b\n+fixed';
  const copy: File = {
    filename,
    status: 'copied',
    previous_filename: 'src/pay.ts',
    sha: 'c'.repeat(40),
    changes: 2,
    patch,
  };

  test('is there where its content is', async () => {
    const added = {
      filename,
      status: 'added',
      sha: copy.sha,
      changes: 2,
      patch: '@@ -0,0 +1,2 @@\n+a\n+fixed',
    };
    expect((await found(copy, [added])).kind).toBe('there');
  });

  test('is not there with the same lines changed in a copy of another file', async () => {
    const another = { ...copy, previous_filename: 'src/other.ts', sha: 'd'.repeat(40) };
    expect((await found(copy, [another])).kind).not.toBe('there');
  });
});
