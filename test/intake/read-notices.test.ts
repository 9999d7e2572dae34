import { repositoryInNotice } from '../../src/intake/read/notice.ts';
import { installation, read, repository } from './reading-context.ts';

const noticed = {
  id: 42,
  installation: 7,
  account: 11,
  owner: 'acme',
  name: 'checkout-service',
  defaultBranch: 'main',
  url: 'https://github.com/acme/checkout-service',
  visibility: 'private',
  archived: false,
};
const listed = [
  { id: 42, node_id: 'x', name: 'checkout-service', full_name: 'acme/checkout-service', private: true },
];
const acme = { id: 7, account: { login: 'acme' }, created_at: '2026-11-01T10:00:00+01:00' };

describe('an installation', () => {
  it.each(['created', 'unsuspend', 'new_permissions_accepted'])('is active: %s', (action) => {
    const reading = read('installation', {
      action,
      installation: acme,
      repositories: listed,
      repository: undefined,
    });
    expect(reading).toEqual({
      facts: [],
      policyMayHaveChanged: false,
      candidates: [],
      issue: null,
      notices: [
        {
          kind: 'installation-active',
          because: action,
          installation: 7,
          account: 'acme',
          createdAt: '2026-11-01T09:00:00.000Z',
          repositories: [{ id: 42, owner: 'acme', name: 'checkout-service' }],
        },
      ],
    });
  });

  it('of an enterprise has a slug for a name', () => {
    const reading = read('installation', {
      action: 'created',
      installation: { id: 7, account: { slug: 'acme-corp' } },
    });
    expect(reading.notices).toMatchObject([{ account: 'acme-corp', repositories: [] }]);
  });

  it.each([
    ['suspend', [{ kind: 'installation-suspended', installation: 7 }]],
    ['deleted', [{ kind: 'installation-deleted', installation: 7 }]],
    ['something new', []],
  ])('%s', (action, notices) => {
    expect(read('installation', { action, installation: acme }).notices).toEqual(notices);
  });

  it('tells of repositories that came and went', () => {
    const gone = [{ id: 43, full_name: 'acme/infra' }];
    const both = { action: 'added', repositories_added: listed, repositories_removed: gone };
    expect(read('installation_repositories', both).notices).toEqual([
      {
        kind: 'repositories-added',
        installation: 7,
        repositories: [{ id: 42, owner: 'acme', name: 'checkout-service' }],
      },
      { kind: 'repositories-removed', installation: 7, repositories: [43] },
    ]);
    expect(read('installation_repositories', { action: 'removed' }).notices).toEqual([]);
  });

  it('passes over a repository whose name is none', () => {
    const repositories = [
      { id: 1, full_name: 'nameless' },
      { id: 2, full_name: '/x' },
    ];
    const reading = read('installation', { action: 'created', installation: acme, repositories });
    expect(reading.notices).toMatchObject([{ repositories: [] }]);
  });
});

describe('a repository', () => {
  it.each(['renamed', 'transferred', 'archived', 'unarchived', 'publicized', 'privatized'])(
    '%s',
    (action) => {
      const reading = read('repository', { action });
      expect(reading).toEqual({
        facts: [],
        // Another owner may have another policy.
        policyMayHaveChanged: action === 'transferred',
        candidates: [],
        issue: null,
        notices: [{ kind: 'repository-changed', because: action, repository: noticed }],
      });
    },
  );

  it('has another default branch, and so perhaps another policy', () => {
    const reading = read('repository', { action: 'edited', changes: { default_branch: { from: 'master' } } });
    expect(reading.policyMayHaveChanged).toBe(true);
    expect(reading.notices).toEqual([
      { kind: 'repository-changed', because: 'default-branch', repository: noticed },
    ]);
  });

  it.each([
    ['edited in another way', { action: 'edited', changes: { description: { from: '' } } }, []],
    ['edited without a word on what', { action: 'edited' }, []],
    ['deleted', { action: 'deleted' }, [{ kind: 'repository-deleted', repository: 42 }]],
    ['starred', { action: 'starred' }, []],
    ['changed where the App is not installed', { action: 'renamed', installation: undefined }, []],
  ])('%s', (_, payload, notices) => {
    expect(read('repository', payload)).toEqual({
      facts: [],
      policyMayHaveChanged: false,
      candidates: [],
      issue: null,
      notices,
    });
  });
});

describe('the repository of a payload', () => {
  it('is read from any event', () => {
    expect(repositoryInNotice({ action: 'x', repository, installation })).toEqual(noticed);
    expect(repositoryInNotice({ repository: { ...repository, archived: true }, installation })).toEqual({
      ...noticed,
      archived: true,
    });
    expect(
      repositoryInNotice({ repository: { ...repository, owner: { name: 'acme' } }, installation }),
    ).toEqual({ ...noticed, account: null });
  });

  it.each<[string, unknown]>([
    ['no installation', { repository }],
    ['no repository', { installation }],
    ['nobody as its owner', { repository: { ...repository, owner: {} }, installation }],
    ['no default branch', { repository: { ...repository, default_branch: undefined }, installation }],
    ['an address that is no link', { repository: { ...repository, html_url: 'javascript:x' }, installation }],
    ['another type of id', { repository: { ...repository, id: '42' }, installation }],
    ['nothing', null],
    ['a text', 'x'],
  ])('is none with %s', (_, payload) => {
    expect(repositoryInNotice(payload)).toBeNull();
  });
});
