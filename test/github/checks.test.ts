/** Which checks of a commit count, as GitHub answers for it. */

import type { Installation } from '../../src/github/client/github.ts';
import { repositoryApi } from '../../src/github/client/repository-api.ts';
import { readChecks } from '../../src/github/read/checks.ts';
import { repository } from '../support/repository.ts';

const at = (minute: number): string => new Date(Date.UTC(2026, 10, 23, 14, minute)).toISOString();

interface Run {
  id: number;
  name?: string;
  app?: number;
  conclusion: string | null;
  from: number;
  until: number | null;
}

/** A way to GitHub that has these answers, and nothing else. */
function answering(runs: Run[], statuses: object[] = []) {
  const listed = runs.map(({ id, name = 'test', app = 15_368, conclusion, from, until }) => ({
    id,
    name,
    app: { id: app },
    status: until === null ? 'in_progress' : 'completed',
    conclusion,
    started_at: at(from),
    completed_at: until === null ? null : at(until),
    html_url: null,
  }));
  const request = (_: string, { page, per_page: size }: { page: number; per_page: number }) =>
    Promise.resolve({ data: { statuses: statuses.slice((page - 1) * size, page * size) } });
  const paginate = () => Promise.resolve(listed);
  return repositoryApi({ request, paginate, appId: 1 } as unknown as Installation, repository);
}

const all = { sha: 'sha', required: null, statuses: true };

const states = async (runs: Run[]) => (await readChecks(answering(runs), all)).map(({ state }) => state);

test('a run that was repeated counts once, as it ended last', async () => {
  const first = { id: 1, conclusion: 'failure', from: 0, until: 5 };
  expect(await states([first, { id: 2, conclusion: 'success', from: 6, until: 9 }])).toEqual(['passed']);
  expect(await states([first, { id: 2, conclusion: null, from: 6, until: null }])).toEqual(['pending']);
});

test('jobs of two workflows that have one name both count', async () => {
  const failed = { id: 1, conclusion: 'failure', from: 0, until: 5 };
  expect(await states([failed, { id: 2, conclusion: 'success', from: 0, until: 9 }])).toEqual([
    'failed',
    'passed',
  ]);
});

test("this App's own runs do not count, and those of another App of the same name do", async () => {
  const own = { id: 1, app: 1, conclusion: 'failure', from: 0, until: 1 };
  const theirs = { id: 2, app: 7, conclusion: 'success', from: 2, until: 3 };
  expect(await states([own, theirs, { ...theirs, id: 3, app: 8 }])).toEqual(['passed', 'passed']);
});

const status = (context: string, state: string) => ({ context, state, created_at: at(0), target_url: null });

test.each([
  ['a name that a run answers', ['test'], 1],
  ['a name that no run answers', ['lint'], 2],
  ['a glob, which may name statuses too', ['*'], 2],
])('statuses are read where they may count: %s', async (_, required, count) => {
  const run = { id: 1, conclusion: 'success', from: 0, until: 1 };
  const github = answering([run], [status('lint', 'failure')]);
  expect(await readChecks(github, { ...all, required })).toHaveLength(count);
});

test('statuses are not asked for where none was reported', async () => {
  const github = answering([], [status('lint', 'failure')]);
  expect(await readChecks(github, { ...all, statuses: false })).toEqual([]);
});

test('every page of the statuses is read', async () => {
  const many = Array.from({ length: 120 }, (_, n) => status(`ci/${n}`, n === 119 ? 'failure' : 'success'));
  const checks = await readChecks(answering([], many), all);
  expect(checks).toHaveLength(120);
  expect(checks.at(-1)?.state).toBe('failed');
});
