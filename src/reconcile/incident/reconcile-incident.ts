import { addMilliseconds } from 'date-fns/addMilliseconds';
import { subMilliseconds } from 'date-fns/subMilliseconds';
import { artefactKey } from '../../artefact/keys.ts';
import type { Ledger } from '../../artefact/ledger.ts';
import { performingIn } from '../../context/performing.ts';
import {
  openRepositoryContext,
  type RepositoryContext,
  type RepositoryContexts,
} from '../../context/repository-context.ts';
import { createLedger } from '../../context/subject-ledger.ts';
import type { Work } from '../../context/work.ts';
import type { Fact } from '../../facts/fact.ts';
import { make } from '../../facts/make.ts';
import { mayCommand } from '../../github/read/entitlement.ts';
import { readRunbooks } from '../../github/read/runbooks.ts';
import { type Incident, nameOfReviewQuestion, type ReviewQuestion } from '../../incident/incident.ts';
import { type IncidentPlan, planIncident } from '../../incident/plan.ts';
import { targetOf } from '../../policy/target.ts';
import type { Lease } from '../../queue/lease.ts';
import { restoreReviewIfIncomplete } from '../../resync/resync-review.ts';
import { areAsRead } from '../../runbook/runbooks.ts';
import { lastRunbooks } from '../../store/facts/runbooks.ts';
import {
  hotfixSubject,
  type IncidentName,
  incidentSubject,
  parseIncidentKey,
} from '../../store/subject-key.ts';
import { versionOf, wakeSubject } from '../../store/subjects.ts';
import { dueHotfixesEvery, runbooksMaxAge, waitForRecordedReview } from '../../waiting/timings.ts';
import { renderReview } from '../../wording/render/render-review.ts';
import { type Loaded, type Reconciled, reconcile } from '../loop.ts';
import { notifyOfReview } from '../slack/notice-review.ts';
import { hasHotfixesDue } from './hotfixes-due.ts';
import { incidentState } from './incident-state.ts';

/** The incident, and the repository that its review is in, or belongs in. */
interface State {
  incident: Incident;
  context: RepositoryContext;
}

/** Brings the review of an incident on GitHub to its plan. Returns when to look again. */
export async function reconcileIncident(work: Work, key: string, hold: Lease): Promise<Date | null> {
  const name = parseIncidentKey(key);
  if (!name) throw new Error(`${key} is the key of no incident`);
  const contexts = openOnce(work, hold);
  const reconciled: Reconciled<State, ReviewQuestion, IncidentPlan> = {
    subject: key,
    load: () => load(work, name, { contexts, hold }),
    plan: ({ incident }, now) => planIncident(incident, now),
    nameOf: nameOfReviewQuestion,
    async answer(question) {
      const context = await contexts(question.repository.id);
      return context ? answer(context, work, question) : [];
    },
    render:
      ({ incident }) =>
      (artefact) =>
        renderReview(artefact, incident),
    refused: ({ key: artefact }, { reason, final }, { context }) => {
      const where = { repository: context.repository.id, branch: null };
      return make.refused({ ...where, at: work.now().toISOString(), artefact, reason, final });
    },
    assertHeld: () => hold.assertHeld(),
    async afterwards({ incident, context }) {
      await notifyOfReview(context, incident);
      return [];
    },
  };
  return reconcile(work, reconciled);
}

async function load(
  work: Work,
  name: IncidentName,
  { contexts, hold }: { contexts: RepositoryContexts; hold: Lease },
): Promise<Loaded<State> | 'again' | { lookAgainAt: Date | null }> {
  const { db, now } = work;
  const subject = incidentSubject(name);
  const version = await versionOf(db, subject.key);
  const state = await incidentState(work, name, contexts);
  if (!state) return { lookAgainAt: null };
  // What is about to be found out about its hotfixes belongs in the same text. Checked after they were read: a fact that
  // came since their last look has made them due.
  if (await hasHotfixesDue(db, name, { contexts, now: now() }))
    return { lookAgainAt: addMilliseconds(now(), dueHotfixesEvery) };
  const { incident, context } = state;
  const restored = await restoreReviewIfIncomplete(work, incident, contexts);
  if (restored === 'read') return 'again';
  if (restored !== 'known') return { lookAgainAt: restored.again };
  const { github, repository } = context;
  const ledger = createLedger(work, { ...subject, repository: repository.id }, hold);
  const performing = performingIn(work, { github, ledger: wakingHotfixes(work, ledger, incident) });
  return { state, version, performing };
}

function openOnce(work: Work, hold: Lease): RepositoryContexts {
  const open = new Map<number, Promise<RepositoryContext | null>>();
  return (repository) => {
    const known = open.get(repository) ?? openRepositoryContext(work, repository, hold);
    open.set(repository, known);
    return known;
  };
}

async function answer(
  { github, repository, inForce }: RepositoryContext,
  { db, now }: Work,
  question: ReviewQuestion,
): Promise<Fact[]> {
  const at = now().toISOString();
  const reading = { at, repository: repository.id };
  switch (question.kind) {
    case 'entitlement': {
      const { about, login } = question;
      const entitled = await mayCommand(github, { login, right: 'write', approvers: [] });
      return [make.entitlementRead({ ...reading, branch: null, command: about, entitled })];
    }
    case 'runbooks': {
      const { paths } = inForce.policy.runbooks;
      const target = targetOf(inForce.policy, repository);
      const asked = { ...reading, target, paths };
      const before = await lastRunbooks(db, repository.id, {
        target,
        since: subMilliseconds(at, runbooksMaxAge),
      });
      if (before && areAsRead(before.read, { target, paths }, before.pushes)) {
        const { runbooks: known, complete } = before.read;
        return [make.runbooksRead({ ...asked, runbooks: known, complete, askedAt: before.askedAt })];
      }
      const read = await readRunbooks(github, { target, paths });
      return [make.runbooksRead({ ...asked, ...(read ?? { runbooks: [], complete: true }) })];
    }
  }
}

/** The texts of a hotfix link to its review: once that is there, they are written anew. */
function wakingHotfixes({ db, now }: Work, ledger: Ledger, incident: Incident): Ledger {
  const { id, hotfixes, review } = incident;
  const opens = (key: string): boolean => key === artefactKey.review(id) && review === null;
  return {
    ...ledger,
    async written(of, thing) {
      // Woken first, so that a crash in between loses nothing.
      const dueAt = addMilliseconds(now(), waitForRecordedReview);
      for (const { hotfix } of opens(of.key) ? hotfixes : [])
        await wakeSubject(db, hotfixSubject(hotfix.repository.id, hotfix.branch), dueAt);
      await ledger.written(of, thing);
    },
  };
}
