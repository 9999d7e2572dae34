import {
  branch,
  deliveryId,
  installation,
  mona,
  policy,
  read,
  receivedAt,
  repository,
  shaA,
} from './reading-context.ts';

const actions = { login: 'github-actions[bot]', type: 'Bot' };
const run = { id: 900, html_url: 'https://github.com/acme/checkout-service/actions/runs/900' };
const deployment = {
  id: 5,
  sha: shaA,
  ref: branch,
  task: 'deploy',
  environment: 'production',
  created_at: '2026-03-02T10:00:00Z',
  creator: mona,
  payload: '',
};
const status = {
  id: 77,
  state: 'success',
  environment: 'production',
  created_at: '2026-03-02T10:04:00Z',
  creator: actions,
};

describe('a deployment', () => {
  const created = (changes: object = {}, more: object = {}) =>
    read('deployment', {
      action: 'created',
      deployment: { ...deployment, ...changes },
      workflow_run: null,
      ...more,
    });

  it('to production is a fact', () => {
    expect(created({}, { workflow_run: run }).facts).toEqual([
      {
        kind: 'deployment',
        key: 'deployment:5:created',
        at: '2026-03-02T10:00:00.000Z',
        clock: 'github',
        repository: 42,
        branch,
        sha: shaA,
        deployment: 5,
        environment: 'production',
        ref: branch,
        state: 'created',
        createdAt: '2026-03-02T10:00:00.000Z',
        by: { login: 'mona', bot: false },
        run: 900,
        url: run.html_url,
        where: 'acme/checkout-service',
        needsRight: true,
      },
    ]);
  });

  it.each([
    ['a branch in full', `refs/heads/${branch}`, branch],
    ['the target', 'main', null],
    ['a commit', shaA, null],
    ['a tag in full', `refs/tags/${branch}`, null],
    ['the prefix alone', 'hotfix/', null],
    ['a giant text', `hotfix/${'x'.repeat(100_000)}`, null],
  ])('of %s', (_, ref, expected) => {
    expect(created({ ref }).facts).toMatchObject([{ branch: expected, sha: shaA }]);
  });

  it('that was not created says nothing', () => {
    expect(created({}, { action: 'edited' }).facts).toEqual([]);
  });

  it('to another environment is none', () => {
    expect(created({ environment: 'staging' }).facts).toEqual([]);
  });

  it('goes by the environments of the policy, whatever their case', () => {
    const other = { ...policy, deploys: { ...policy.deploys, environments: ['prod-*'] } };
    const payload = { action: 'created', deployment: { ...deployment, environment: 'Prod-EU' } };
    expect(read('deployment', payload, { policy: other }).facts).toMatchObject([{ environment: 'Prod-EU' }]);
  });

  it.each([
    [
      'who started the run, where a bot made it',
      actions,
      { ...run, triggering_actor: mona, actor: actions },
      'mona',
    ],
    ['whose run it was first, where none started it again', actions, { ...run, actor: mona }, 'mona'],
    ['the bot, where no run is known', actions, null, 'github-actions[bot]'],
    ['the creator, where it is a person', { login: 'hubot', type: 'User' }, { ...run, actor: mona }, 'hubot'],
  ])('is by %s', (_, creator, workflow_run, login) => {
    expect(created({ creator }, { workflow_run }).facts).toMatchObject([{ by: { login } }]);
  });

  it('may be by nobody', () => {
    expect(created({ creator: null }).facts).toMatchObject([{ by: null, run: null, url: null }]);
  });
});

describe('a deployment status', () => {
  const told = (changes: object = {}, more: object = {}) =>
    read('deployment_status', {
      action: 'created',
      deployment_status: { ...status, ...changes },
      deployment,
      ...more,
    });

  it('is a fact of its own time', () => {
    expect(told({}, { workflow_run: run }).facts).toEqual([
      {
        kind: 'deployment',
        key: 'deployment:5:status:77',
        at: '2026-03-02T10:04:00.000Z',
        clock: 'github',
        repository: 42,
        branch,
        sha: shaA,
        deployment: 5,
        environment: 'production',
        ref: branch,
        state: 'success',
        createdAt: '2026-03-02T10:00:00.000Z',
        by: { login: 'mona', bot: false },
        run: 900,
        url: run.html_url,
        where: 'acme/checkout-service',
        needsRight: true,
      },
    ]);
  });

  it.each(['queued', 'waiting', 'in_progress', 'failure', 'error', 'something new'])(
    'keeps the state %s',
    (state) => {
      expect(told({ state }).facts).toMatchObject([{ state }]);
    },
  );

  it('that was not created says nothing', () => {
    expect(told({}, { action: 'edited' }).facts).toEqual([]);
  });

  it('that is inactive says nothing of the deploy', () => {
    expect(told({ state: 'inactive' }).facts).toEqual([]);
  });

  it.each([
    ['its own', 'production', 'staging', 'production'],
    ['its own, which is none of production', 'staging', 'production', null],
    ["the deployment's, where it has none", undefined, 'production', 'production'],
    ["the deployment's, where its own is empty", '', 'production', 'production'],
  ])('is for %s', (_, environment, original, expected) => {
    const { facts } = told({ environment }, { deployment: { ...deployment, environment: original } });
    expect(facts.map((fact) => (fact.kind === 'deployment' ? fact.environment : ''))).toEqual(
      expected ? [expected] : [],
    );
  });

  it.each([
    ['the log', { log_url: 'https://ci/log', target_url: 'https://ci/target' }, 'https://ci/log'],
    ['the older field', { log_url: '', target_url: 'https://ci/target' }, 'https://ci/target'],
    ['the run', { log_url: 'javascript:alert(1)', target_url: null }, run.html_url],
    ['the run, past a giant', { log_url: `https://ci/${'x'.repeat(5000)}` }, run.html_url],
  ])('links to %s', (_, changes, url) => {
    expect(told(changes, { workflow_run: run }).facts).toMatchObject([{ url }]);
  });
});

describe('a dispatch', () => {
  const payload = { service: 'checkout', tag: `hotfix-${shaA}`, environment: 'production', hotfix: true };
  const dispatch = (client_payload: unknown, changes: object = {}) =>
    read('repository_dispatch', { action: 'deploy-service', branch: 'main', client_payload, ...changes });

  it('is a fact of the time of receipt', () => {
    expect(dispatch(payload).facts).toEqual([
      {
        kind: 'dispatch',
        key: `dispatch:${deliveryId}`,
        at: receivedAt.toISOString(),
        clock: 'receipt',
        repository: 42,
        branch: null,
        sha: shaA,
        type: 'deploy-service',
        to: 'acme/checkout-service',
        service: 'checkout',
        environment: 'production',
        by: { login: 'mona', bot: false },
        needsRight: true,
      },
    ]);
  });

  it.each<[string, unknown, string | null]>([
    ['a bare sha', { sha: shaA }, shaA],
    ['a bare ref', { ref: shaA }, shaA],
    ['a tag before a sha', { tag: `hotfix-${shaA}`, sha: 'b'.repeat(40) }, shaA],
    ['capitals', { tag: `hotfix-${shaA.toUpperCase()}` }, shaA],
    ['a branch', { ref: branch }, null],
    ['a short commit', { tag: 'hotfix-abc1234' }, null],
    ['something after the commit', { tag: `hotfix-${shaA}0` }, null],
    ['a second line', { tag: `hotfix-${shaA}\nx` }, null],
    ['a list that reads like the text', { tag: [`hotfix-${shaA}`] }, null],
    ['null', null, null],
    ['a text', `hotfix-${shaA}`, null],
    ['a list', [`hotfix-${shaA}`], null],
    ['no payload', undefined, null],
    ['a giant', { tag: `hotfix-${'a'.repeat(1_000_000)}` }, null],
    ['an inherited field', JSON.parse(`{"__proto__":{"tag":"hotfix-${shaA}"}}`), null],
  ])('takes the commit of %s', (_, given, sha) => {
    expect(dispatch(given).facts.map((fact) => fact.sha)).toEqual(sha ? [sha] : []);
  });

  it.each<[string, unknown, string | null]>([
    ['a text', ' checkout ', 'checkout'],
    ['a giant', 'x'.repeat(1_000_000), 'x'.repeat(100)],
    ['an empty text', ' ', null],
    ['a number', 7, null],
    ['an object', { toString: 'x' }, null],
    ['what cannot be stored', 'a\0', 'a\uFFFD'],
  ])('labels with %s', (_, label, expected) => {
    expect(dispatch({ ...payload, service: label, environment: label }).facts).toMatchObject([
      { service: expected, environment: expected },
    ]);
  });

  it('pollutes nothing', () => {
    const hostile = `{"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}},"sha":"${shaA}"}`;
    expect(dispatch(JSON.parse(hostile)).facts).toHaveLength(1);
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
  });

  it('of another type is none', () => {
    expect(dispatch(payload, { action: 'build' }).facts).toEqual([]);
    expect(dispatch(payload, { action: 'x'.repeat(1_000_000) }).facts).toEqual([]);
  });

  it('may be by nobody', () => {
    expect(dispatch(payload, { sender: null, repository, installation }).facts).toMatchObject([{ by: null }]);
  });
});
