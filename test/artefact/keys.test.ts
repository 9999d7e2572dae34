import { artefactKey, parseArtefactKey } from '../../src/artefact/keys.ts';
import { keyOfMarker, markerOf } from '../../src/artefact/marker.ts';

const branch = 'hotfix/INC-1-a--b_(c)';

test.each([
  [artefactKey.checkRun('abc'), { kind: 'check-run', sha: 'abc' }],
  [artefactKey.policyCheck('abc'), { kind: 'policy-check', sha: 'abc' }],
  [artefactKey.runbookCheck('abc'), { kind: 'runbook-check', sha: 'abc' }],
  [artefactKey.backfill(branch, 2), { kind: 'backfill', branch, count: 2 }],
  [artefactKey.label('team: core'), { kind: 'label', name: 'team: core' }],
  [artefactKey.labels(7), { kind: 'labels', number: 7 }],
  [artefactKey.overdueLabel(7), { kind: 'overdue-label', number: 7 }],
  [artefactKey.reviewers(7), { kind: 'reviewers', number: 7 }],
  [artefactKey.status(7), { kind: 'status', number: 7 }],
  [artefactKey.reminder(7, 'first+1', 3), { kind: 'reminder', number: 7, term: 'first+1', index: 3 }],
  [artefactKey.reviewReminder(7, 3), { kind: 'review-reminder', number: 7, term: 'review', index: 3 }],
  [artefactKey.closedUnmerged(7, new Date(5)), { kind: 'said-once', number: 7, what: 'closed-5' }],
  [artefactKey.takenBack(7, '1700'), { kind: 'said-once', number: 7, what: 'reverted-1700' }],
  ['command:12:3' as const, { kind: 'command', comment: 12, line: 3 }],
  [artefactKey.reaction(12), { kind: 'reaction', comment: 12 }],
  [artefactKey.breach('overdue', branch), { kind: 'breach', rule: 'overdue', about: branch }],
  [artefactKey.policyFile, { kind: 'breach', rule: 'policy-file', about: '' }],
  [artefactKey.oldBranches, { kind: 'setup', rule: 'old-branches', about: '' }],
  [artefactKey.review('INC:1'), { kind: 'review', incident: 'INC:1' }],
  [artefactKey.reviewBlock('INC:1'), { kind: 'review-block', incident: 'INC:1' }],
  [artefactKey.reviewElsewhere(9), { kind: 'review-elsewhere', number: 9 }],
])('%s says what it is the key of', (key, parsed) => {
  expect(parseArtefactKey(key)).toEqual(parsed);
});

test.each([
  '',
  'breach',
  'breach:',
  'reminder:7',
  'backfill:x',
  'unknown:1',
  'backfill:a:b',
  'status:x',
  'reaction:1e3',
  'labels:01',
  'command:1:x',
  'reminder:7:overdue:x',
  'reminder:x:overdue:1',
])('%p is no key', (key) => {
  expect(parseArtefactKey(key)).toBeNull();
});

test.each([
  artefactKey.backfill(branch, 2),
  artefactKey.status(7),
  artefactKey.reminder(7, 'first+1', 3),
  artefactKey.closedUnmerged(7, new Date(5)),
  'command:12:3' as const,
  artefactKey.breach('overdue', branch),
  artefactKey.policyFile,
  artefactKey.oldBranches,
  artefactKey.review('INC:1'),
])('the marker of %s leads back to it, and ends where it should', (key) => {
  const marker = markerOf(key);
  expect(marker).toMatch(/^<!-- hotfix-policy:[a-z]+:(?:[^-]|-(?!-))* -->$/);
  expect(keyOfMarker(`${marker}\n\ntext`)).toBe(key);
});
