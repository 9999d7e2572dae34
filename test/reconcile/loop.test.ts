import { checkRun } from '../../src/artefact/artefact.ts';
import { artefactKey } from '../../src/artefact/keys.ts';
import type { Ledger } from '../../src/artefact/ledger.ts';
import { nameOfQuestion, type Question } from '../../src/artefact/question.ts';
import type { Plan } from '../../src/artefact/rule.ts';
import type { Work } from '../../src/context/work.ts';
import { Unfinished } from '../../src/queue/unfinished.ts';
import { type Reconciled, reconcile } from '../../src/reconcile/loop.ts';

const now = new Date('2026-11-23T14:02:00.000Z');
const later = new Date('2026-11-23T15:00:00.000Z');

const nothing: Plan<Question> = {
  artefacts: [],
  notes: [],
  news: [],
  questions: [],
  lookAgainAt: later,
  settling: false,
};

/** A subject that has nothing to do but what the test says. */
function subject(given: Partial<Reconciled<null, Question>> = {}, ledger: Partial<Ledger> = {}) {
  const warnings: [object, string][] = [];
  const log = { warn: (about: object, text: string) => void warnings.push([about, text]) };
  const work = { log, now: () => now } as unknown as Work;
  const performing = {
    github: null as never,
    texts: null as never,
    ledger: { created: () => 0, isAsRead: () => true, read: () => Promise.resolve(1), ...ledger } as Ledger,
  };
  const reconciled: Reconciled<null, Question> = {
    subject: 'hotfix:100:hotfix/INC-1-fix',
    load: () => Promise.resolve({ state: null, version: 1, performing }),
    plan: () => nothing,
    nameOf: nameOfQuestion,
    answer: () => Promise.resolve([]),
    render: () => () => ({ kind: 'comment', number: 7, body: 'text', rulings: [] }),
    refused: () => null,
    assertHeld: () => undefined,
    afterwards: () => Promise.resolve([]),
    ...given,
  };
  return { run: () => reconcile(work, reconciled), warnings };
}

test('a question that fails keeps no other question of its kind from being asked', async () => {
  const questions: Question[] = [1, 2].map((run) => ({ kind: 'jobs', run, attempt: 1, sha: 'a'.repeat(40) }));
  const asked: number[] = [];
  const { run } = subject({
    plan: () => ({ ...nothing, questions }),
    answer(question) {
      if (question.kind === 'jobs') asked.push(question.run);
      return question.kind === 'jobs' && question.run === 1
        ? Promise.reject(new Error('GitHub failed'))
        : Promise.resolve([]);
    },
  });
  await expect(run()).rejects.toThrow(Unfinished);
  expect(asked).toEqual([1, 2]);
});

test('where something comes while a plan is made, nothing of that plan is written', async () => {
  const sha = 'a'.repeat(40);
  const wanted = checkRun({ key: artefactKey.checkRun(sha), sha, conclusion: null, headline: null });
  let rounds = 0;
  const { run } = subject(
    {
      plan() {
        rounds += 1;
        return rounds === 1 ? { ...nothing, artefacts: [{ ...wanted, rule: 'display' }] } : nothing;
      },
      render: () => () => {
        throw new Error('it is written');
      },
    },
    { read: () => Promise.resolve(2) },
  );
  expect(await run()).toEqual(later);
  expect(rounds).toBe(2);
});

test('everything else is done before a failure is reported', async () => {
  const sha = 'a'.repeat(40);
  const wanted = checkRun({ key: artefactKey.checkRun(sha), sha, conclusion: null, headline: null });
  let ended = false;
  const { run } = subject({
    plan: () => ({ ...nothing, artefacts: [{ ...wanted, rule: 'display' }] }),
    render: () => () => {
      throw new Error('no words');
    },
    afterwards() {
      ended = true;
      return Promise.resolve([]);
    },
  });
  await expect(run()).rejects.toMatchObject({ lookAgainAt: later });
  expect(ended).toBe(true);
});

test('a subject that does not converge is left for a while, and named in the log', async () => {
  const { run, warnings } = subject({ load: () => Promise.resolve('again') });
  expect(await run()).toEqual(new Date('2026-11-23T14:02:10.000Z'));
  expect(warnings).toEqual([
    [{ subject: 'hotfix:100:hotfix/INC-1-fix' }, 'did not converge after 20 rounds'],
  ]);
});
