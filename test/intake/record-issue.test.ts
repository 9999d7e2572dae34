import { recordIssue } from '../../src/intake/record/record-issue.ts';
import { takeSubject } from '../../src/queue/subject-leases.ts';
import { saveStory } from '../../src/store/incidents.ts';
import { saveRepository } from '../../src/store/repositories/repositories.ts';
import { changeSubjects } from '../../src/store/subject-changes.ts';
import { incidentSubject } from '../../src/store/subject-key.ts';
import { saveSummary } from '../../src/store/summaries.ts';
import { branch } from '../support/facts.ts';
import { repository } from '../support/repository.ts';
import { emptyDatabase } from '../support/stores.ts';

const now = new Date('2026-11-23T14:02:00.000Z');
const bob = { login: 'bob', bot: false };

test('an issue that spells the incident in its own way has the review of that incident looked at', async () => {
  const { db } = await emptyDatabase();
  await saveRepository(db, { ...repository, state: 'active' }, now);
  await saveSummary(db, repository.id, {
    branch,
    incident: 'INCIDENT-123',
    author: bob,
    startedAt: now,
    state: 'open',
    pull: null,
    doneAt: null,
    laneTime: null,
    pipelineTime: null,
  });
  await saveStory(db, { repository: repository.id, branch }, { incident: 'INCIDENT-123', story: 'told' });
  const issue = { number: 7, change: 'text', body: '', at: now.toISOString(), url: null } as const;
  const seen = { ...issue, by: bob, author: bob, names: 'incident-123' };
  await changeSubjects(db, (tx, subjects) => recordIssue(tx, repository, seen, { id: null, now, subjects }));
  const taken = await takeSubject(db, { now, leaseMs: 1_000, lease: 'one' });
  expect(taken?.key).toBe(incidentSubject({ account: repository.account, id: 'INCIDENT-123' }).key);
});
