/** What other repositories say of deploys. What they may say is asked of GitHub in test/security/declared-deploys.test.ts. */
import type { Fact } from '../../src/facts/fact.ts';
import { make } from '../../src/facts/make.ts';
import { assess } from '../../src/hotfix/assess.ts';
import { foldHotfix } from '../../src/hotfix/fold/fold.ts';
import { plan } from '../../src/hotfix/plan.ts';
import { at, branch, deployment, dispatch, pushed, sha } from '../support/facts.ts';
import { inForceFrom } from '../support/policy.ts';
import { repository } from '../support/repository.ts';

const fix = sha('fix');
const elsewhere = 7_000;
const mallory = { login: 'mallory', bot: false };
const told = { at: '14:06', sha: fix, repository: elsewhere, needsRight: true, by: mallory } as const;

function seen(facts: Fact[], policy = '') {
  const inForce = inForceFrom(policy);
  const known = [pushed({ at: '14:00', sha: fix }), ...facts];
  const hotfix = foldHotfix(known, { repository, branch, policy: inForce.policy });
  if (!hotfix) throw new Error('no hotfix');
  const now = new Date(at('14:07'));
  const { questions, notes } = plan(assess(hotfix, inForce, now), now);
  return {
    deploys: hotfix.deploys.length,
    asked: questions.flatMap((one) => (one.kind === 'entitlement' ? [one.login] : [])),
    shown: notes.some(({ rule }) => rule === 'deploy-hints'),
  };
}

function ruling(about: Fact, entitled: boolean): Fact {
  const where = { at: at('14:06:30'), repository: repository.id, branch };
  return make.entitlementRead({ ...where, command: about.key, entitled });
}

const signals = {
  dispatch: (more: object = {}) => dispatch({ ...told, ...more }),
  deployment: (more: object = {}) =>
    deployment({ ...told, state: 'success', branch: null, run: null, where: 'acme/infra', ...more }),
};

describe.each(Object.entries(signals))('a %s from elsewhere', (_, signal) => {
  test('counts for nothing and is asked about, once for each sender', () => {
    const again = signal({ at: '14:06:10' });
    const other = signal({ at: '14:06:20', by: { login: 'eve', bot: false } });
    const facts = [signal(), again, other];
    expect(seen(facts)).toEqual({ deploys: 0, asked: ['mallory', 'eve'], shown: false });
  });

  test('counts once GitHub says that its sender may write here', () => {
    const one = signal();
    expect(seen([one, ruling(one, true)])).toEqual({ deploys: 1, asked: [], shown: false });
  });

  test('is shown where GitHub says that its sender may not, until a deploy of the commit is known', () => {
    const one = signal();
    const facts = [one, ruling(one, false)];
    expect(seen(facts)).toEqual({ deploys: 0, asked: [], shown: true });
    const own = deployment({ at: '14:06:40', sha: fix, state: 'success' });
    expect(seen([...facts, own])).toEqual({ deploys: 1, asked: [], shown: false });
  });

  test.each([
    ['a bot', { login: 'deployer[bot]', bot: true }],
    ['nobody', null],
  ])('is asked of nobody where it is of %s', (__, by) => {
    expect(seen([signal({ by })])).toEqual({ deploys: 0, asked: [], shown: true });
  });

  test('counts where the policy names its repository, in any case, and in full', () => {
    const facts = [signal({ where: 'acme/infra', to: 'acme/infra' })];
    expect(seen(facts, 'deploys: {from: [Acme/Infra]}').deploys).toBe(1);
    expect(seen(facts, 'deploys: {from: [acme/infra-2, other/infra]}').deploys).toBe(0);
  });

  test('counts as it did where it was stored before any right was asked', () => {
    expect(seen([signal({ needsRight: undefined })])).toEqual({ deploys: 1, asked: [], shown: false });
  });

  test('counts without any question where it is of the own repository', () => {
    expect(seen([signal({ repository: repository.id })])).toEqual({ deploys: 1, asked: [], shown: false });
  });
});

test('a right for one commit is none for another', () => {
  const one = signals.dispatch();
  const next = sha('next');
  const facts = [
    pushed({ at: '14:05', sha: next, before: fix }),
    one,
    ruling(one, true),
    signals.dispatch({ sha: next, at: '14:06:40' }),
  ];
  expect(seen(facts)).toEqual({ deploys: 1, asked: ['mallory'], shown: false });
});
