/** What was decided stays decided when those who did it are removed from the record, and are all called `ghost`. */
import { assess } from '../../src/hotfix/assess.ts';
import { foldHotfix } from '../../src/hotfix/fold/fold.ts';
import { at, branch, commanded, deployment, entitlement, pull, pushed, sha } from '../support/facts.ts';
import { inForceFrom } from '../support/policy.ts';
import { repository } from '../support/repository.ts';

const removed = (pseudonym: number) => ({ login: 'ghost', bot: false, pseudonym });

function standsAt(time: string, author: number, approver: number): string {
  const facts = [
    { ...pushed({ at: '14:02', sha: sha('fix') }), by: removed(author) },
    deployment({ at: '14:05', sha: sha('fix'), state: 'success' }),
    pull({ at: '14:06', sha: sha('fix'), state: 'open' }),
    { ...commanded({ at: '14:20', line: '/hotfix waive (removed)' }), by: removed(approver) },
    entitlement({ at: '14:21', entitled: true }),
  ];
  const inForce = inForceFrom('');
  const hotfix = foldHotfix(facts, { repository, branch, policy: inForce.policy });
  if (!hotfix) throw new Error('no hotfix');
  return assess(hotfix, inForce, new Date(at(time))).obligation.kind;
}

test('a waiver of somebody else stays one', () => {
  expect(standsAt('15:00', 1, 2)).toBe('waived');
});

test('a waiver of the own hotfix does not become one', () => {
  expect(standsAt('15:00', 1, 1)).toBe('open');
});
