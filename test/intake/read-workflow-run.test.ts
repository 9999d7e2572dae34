import { branch, deliveryId, mona, read, receivedAt, repository, shaA } from './reading-context.ts';

const run = {
  id: 900,
  run_attempt: 2,
  path: '.github/workflows/ci.yml',
  referenced_workflows: [{ path: 'acme/checkout-service/.github/workflows/hotfix-ci.yml@main', sha: shaA }],
  event: 'push',
  head_branch: branch,
  head_sha: shaA,
  head_repository: { id: 42 },
  status: 'completed',
  conclusion: 'success',
  created_at: '2026-03-02T09:50:00Z',
  run_started_at: '2026-03-02T09:55:00Z',
  updated_at: '2026-03-02T09:59:00Z',
  html_url: 'https://github.com/acme/checkout-service/actions/runs/900',
  actor: { login: 'hubot', type: 'Bot' },
  triggering_actor: mona,
};
const ended = (changes: object = {}, more: object = {}) =>
  read('workflow_run', { action: 'completed', workflow_run: { ...run, ...changes }, ...more });

const hint = {
  kind: 'checks-changed',
  key: `checks-changed:${deliveryId}`,
  at: receivedAt.toISOString(),
  clock: 'receipt',
  repository: 42,
  branch: null,
  sha: shaA,
  of: 'runs',
};

it('is a fact, and a hint that the checks changed', () => {
  expect(ended().facts).toEqual([
    { ...hint, followed: true },
    {
      kind: 'workflow-run',
      key: 'workflow-run:900:2',
      at: '2026-03-02T09:59:00.000Z',
      clock: 'github',
      repository: 42,
      branch,
      sha: shaA,
      run: 900,
      attempt: 2,
      workflows: ['.github/workflows/ci.yml', 'acme/checkout-service/.github/workflows/hotfix-ci.yml@main'],
      event: 'push',
      conclusion: 'success',
      startedAt: '2026-03-02T09:55:00.000Z',
      by: { login: 'mona', bot: false },
      url: run.html_url,
    },
  ]);
});

it.each([
  [
    'when it was created, where its start is missing',
    { run_started_at: null },
    { startedAt: '2026-03-02T09:50:00.000Z' },
  ],
  [
    'the first attempt, where none is named',
    { run_attempt: undefined },
    { attempt: 1, key: 'workflow-run:900:1' },
  ],
  [
    'its own file alone, where it called none',
    { referenced_workflows: undefined },
    { workflows: [run.path] },
  ],
  ['each file once', { referenced_workflows: [{ path: run.path }] }, { workflows: [run.path] }],
  ['a conclusion, even where GitHub gives none', { conclusion: null }, { conclusion: 'unknown' }],
  [
    'who began it, where nobody started it again',
    { triggering_actor: null },
    { by: { login: 'hubot', bot: true } },
  ],
  ['nobody', { triggering_actor: null, actor: null }, { by: null }],
])('has %s', (_, changes, expected) => {
  expect(ended(changes).facts[1]).toMatchObject(expected);
});

it('takes its file from the workflow, where the run has none', () => {
  const { facts } = ended(
    { path: undefined, referenced_workflows: null },
    { workflow: { path: '.github/workflows/x.yml' } },
  );
  expect(facts[1]).toMatchObject({ workflows: ['.github/workflows/x.yml'] });
});

it('where GitHub names no branch, is only a hint', () => {
  expect(ended({ head_branch: null }).facts).toEqual([hint]);
});

it.each<[string, object, object]>([
  ['on another branch', { head_branch: 'main' }, {}],
  ['of a fork whose branch is named like a hotfix', { head_repository: { id: 43 } }, {}],
  ['that has not ended', {}, { action: 'requested' }],
  ['of another repository', {}, { repository: { ...repository, id: 44 } }],
])('%s says nothing', (_, changes, more) => {
  expect(ended(changes, more).facts).toEqual([]);
});
