/** What a deploy brings with it within seconds is waited for, and nothing else is. */

import type { Fact } from '../../src/facts/fact.ts';
import { assess } from '../../src/hotfix/assess.ts';
import { foldHotfix } from '../../src/hotfix/fold/fold.ts';
import { plan } from '../../src/hotfix/plan.ts';
import { at, branch, deployment, pushed, sha } from '../support/facts.ts';
import { inForceFrom } from '../support/policy.ts';
import { repository } from '../support/repository.ts';

const fix = sha('fix');
const push = pushed({ at: '14:02', sha: fix });
const written: Fact = {
  kind: 'written',
  key: 'written:check',
  at: at('14:02:01'),
  clock: 'receipt',
  repository: repository.id,
  branch,
  sha: null,
  artefact: `check:${fix}`,
  number: 1,
  url: null,
};
const deploy = (state: string, time: string) =>
  deployment({ at: time, sha: fix, state, createdAt: at('14:03') });

function planned(facts: Fact[], time: string, policy = '') {
  const inForce = inForceFrom(policy);
  const hotfix = foldHotfix(facts, { repository, branch, policy: inForce.policy });
  if (!hotfix) throw new Error('no hotfix');
  const now = new Date(at(time));
  const { artefacts, lookAgainAt } = plan(assess(hotfix, inForce, now), now);
  return { kinds: artefacts.map(({ kind }) => kind), lookAgainAt };
}

test('a deploy that was asked for is not shown before it can have begun', () => {
  const asked = [push, written, deploy('created', '14:03')];
  expect(planned(asked, '14:03:02')).toEqual({ kinds: [], lookAgainAt: new Date(at('14:03:05')) });
  expect(planned(asked, '14:03:05').kinds).toEqual(['check-run']);
});

test('the first check run is made at once', () => {
  expect(planned([push, deploy('created', '14:03')], '14:03:02').kinds).toEqual(['check-run']);
});

test('the texts that show a deploy wait for its review; the pull request does not', () => {
  const deployed = [push, written, deploy('success', '14:04')];
  expect(planned(deployed, '14:04:02')).toEqual({
    kinds: ['backfill'],
    lookAgainAt: new Date(at('14:04:05')),
  });
  expect(planned(deployed, '14:04:02', 'review: {open: false}').kinds).toEqual(['check-run', 'backfill']);
  expect(planned(deployed, '14:04:05').kinds).toEqual(['check-run', 'backfill']);
});

test('a clock that was set back makes nothing wait', () => {
  expect(planned([push, written, deploy('created', '14:03')], '13:00').kinds).toEqual(['check-run']);
});
