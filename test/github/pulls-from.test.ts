/** Which pull requests are a branch's own, in the list that GitHub gives for it. */

import type { Installation } from '../../src/github/client/github.ts';
import { repositoryApi } from '../../src/github/client/repository-api.ts';
import { pullsFrom } from '../../src/github/read/history.ts';
import { repository } from '../support/repository.ts';

const branch = 'hotfix/inc-1-fix';
const fork = 7_777;

const pull = (number: number, ref: string, repo: { id: number; full_name: string } | null) => ({
  number,
  head: { ref, repo },
});

async function numbersAmong(listed: ReturnType<typeof pull>[]): Promise<number[]> {
  const request = () => Promise.resolve({ data: listed, headers: {} });
  const github = repositoryApi({ request } as unknown as Installation, repository);
  const pulls = await pullsFrom(github, { branch, etags: { before: {}, now: {} } });
  return (pulls ?? []).map(({ number }) => number);
}

test('a repository that was renamed keeps its pull requests while its old name is still stored', async () => {
  const renamed = { id: repository.id, full_name: `${repository.owner}/checkout` };
  expect(await numbersAmong([pull(1, branch, renamed)])).toEqual([1]);
});

test("pull requests of forks and of other branches are not the branch's own", async () => {
  const here = { id: repository.id, full_name: `${repository.owner}/${repository.name}` };
  const there = { id: fork, full_name: `somebody/${repository.name}` };
  const listed = [
    pull(1, branch, there),
    pull(2, 'hotfix/inc-1', here),
    pull(3, branch, null),
    pull(4, branch, here),
  ];
  expect(await numbersAmong(listed)).toEqual([4]);
});
