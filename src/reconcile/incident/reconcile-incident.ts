import { addSeconds } from 'date-fns/addSeconds';
import { subMilliseconds } from 'date-fns/subMilliseconds';
import { type CountingLedger, createLedger } from '../../context/counting-ledger.ts';
import {
  openRepositoryContext,
  type RepositoryContext,
  type RepositoryContexts,
} from '../../context/repository-context.ts';
import type { Work } from '../../context/work.ts';
import { entitlementKey } from '../../facts/entitlement-key.ts';
import type { Fact } from '../../facts/fact.ts';
import { performReviewArtefact } from '../../github/perform/perform-review.ts';
import { mayCommand } from '../../github/read/entitlement.ts';
import { readRunbooks } from '../../github/read/runbooks.ts';
import type { Incident, ReviewArtefact, ReviewQuestion } from '../../incident/incident.ts';
import { planReview } from '../../incident/plan-review.ts';
import type { Lease } from '../../queue/lease.ts';
import { Unfinished } from '../../queue/unfinished.ts';
import { restoreReviewIfIncomplete } from '../../resync/resync-review.ts';
import { areAsRead } from '../../runbook/runbooks.ts';
import { lastRunbooks } from '../../store/facts/runbooks.ts';
import { incidentSubject } from '../../store/incidents.ts';
import { hotfixSubject } from '../../store/subject-key.ts';
import { versionOf, wakeSubject } from '../../store/subjects.ts';
import { runbooksMaxAge } from '../../waiting/timings.ts';
import { attempt } from '../collect-failure.ts';
import { notifyOfReview } from '../slack/notice-review.ts';
import { hasHotfixesDue } from './hotfixes-due.ts';
import { type IncidentName, incidentState } from './incident-state.ts';
import { createReviewTexts } from './review-texts.ts';

/** As of a hotfix: more rounds mean that something does not converge, and can wait. */
const mostRounds = 20;

/** Brings GitHub to what is wanted of an incident's review. Returns when to look again. */
export async function reconcileIncident(work: Work, key: string, hold: Lease): Promise<Date | null> {
  const name = nameOf(key);
  const { db, now, log } = work;
  const contexts = openOnce(work, hold);
  const failed = new Map<string, unknown>();
  for (let round = 0; round < mostRounds; round++) {
    const version = await versionOf(db, key);
    const state = await incidentState(work, name, contexts);
    if (!state) return null;
    // What is about to be found out of its hotfixes belongs to the same text. Asked after they were read: what is known
    // of them now, and was not when they were looked at last, makes them due.
    if (await hasHotfixesDue(db, name, { contexts, now: now() })) return addSeconds(now(), 1);
    const { incident, context } = state;
    const recall = await restoreReviewIfIncomplete(work, incident, contexts);
    if (recall === 'read') continue;
    if (recall !== 'known') return recall.again;
    const plan = planReview(incident, now());
    const learned = await ask(contexts, work, { questions: plan.questions, incident, failed });
    if (learned) continue;
    const changed = await write(work, context, {
      incident,
      artefacts: plan.artefacts,
      version,
      failed,
      hold,
    });
    if (changed) continue;
    await notifyOfReview(context, incident);
    if (failed.size > 0) throw new Unfinished([...failed.values()], plan.lookAgainAt);
    return plan.lookAgainAt;
  }
  log.warn({ subject: key }, 'the review does not come to rest; looking again soon');
  return addSeconds(now(), 10);
}

/** The owner's login has no colon; what is after it may have any. */
function nameOf(key: string): IncidentName {
  const [, owner = '', ...id] = key.split(':');
  return { owner, id: id.join(':') };
}

function openOnce(work: Work, hold: Lease): RepositoryContexts {
  const open = new Map<number, Promise<RepositoryContext | null>>();
  return (repository) => {
    const known = open.get(repository) ?? openRepositoryContext(work, repository, hold);
    open.set(repository, known);
    return known;
  };
}

interface Asking {
  questions: ReviewQuestion[];
  incident: Incident;
  failed: Map<string, unknown>;
}

/** `true`: the answers said something new. A question that failed is not asked again now. */
async function ask(
  contexts: RepositoryContexts,
  work: Work,
  { questions, failed }: Asking,
): Promise<boolean> {
  let news = false;
  for (const question of questions) {
    const name = `ask ${question.kind} ${question.repository.id} ${'about' in question ? question.about : ''}`;
    const context = await contexts(question.repository.id);
    if (!context || failed.has(name)) continue;
    const facts = await attempt(name, failed, () => answer(context, work, question));
    news = (await context.learn(facts ?? [])) || news;
  }
  return news;
}

async function answer(
  { github, repository, inForce }: RepositoryContext,
  { db, now }: Work,
  question: ReviewQuestion,
): Promise<Fact[]> {
  const at = now().toISOString();
  const reading = { at, clock: 'receipt' as const, repository: repository.id, branch: null, sha: null };
  switch (question.kind) {
    case 'entitlement': {
      const { about, login } = question;
      const entitled = await mayCommand(github, { login, right: 'write', approvers: [] });
      const key = entitlementKey(about);
      return [{ ...reading, kind: 'entitlement-read', key, command: about, entitled }];
    }
    case 'runbooks': {
      const { branches, runbooks } = inForce.policy;
      const target = branches.target ?? repository.defaultBranch;
      const { paths } = runbooks;
      const key = `runbooks-read:${repository.id}:${at}`;
      const fact = { ...reading, kind: 'runbooks-read', key, target, paths } as const;
      const before = await lastRunbooks(db, repository.id, {
        target,
        since: subMilliseconds(at, runbooksMaxAge),
      });
      if (before && areAsRead(before.read, { target, paths }, before.pushes)) {
        const { runbooks: known, complete } = before.read;
        return [{ ...fact, runbooks: known, complete, askedAt: before.askedAt }];
      }
      const read = await readRunbooks(github, { target, paths });
      return [{ ...fact, ...(read ?? { runbooks: [], complete: true }) }];
    }
  }
}

interface Writing {
  incident: Incident;
  artefacts: ReviewArtefact[];
  /** Of the subject, when the plan was made. */
  version: number;
  failed: Map<string, unknown>;
  hold: Lease;
}

/** Writes what differs; `true`: something was created, or something came meanwhile. */
async function write(
  work: Work,
  { github, repository, learn }: RepositoryContext,
  { incident, artefacts, version, failed, hold }: Writing,
): Promise<boolean> {
  const subject = { ...incidentSubject(incident.owner, incident.id), repository: repository.id };
  const ledger = tellingHotfixes(work, createLedger(work, subject, hold), incident);
  const texts = createReviewTexts(work, repository.id);
  let news = false;
  for (const artefact of artefacts) {
    if (failed.has(artefact.key)) continue;
    if ((await ledger.read([artefact.key])) !== version) return true;
    hold.assertHeld();
    const writing = { github, ledger, texts, now: work.now };
    const facts = await attempt(artefact.key, failed, () =>
      performReviewArtefact(artefact, incident, writing),
    );
    news = (await learn(facts ?? [])) || news;
  }
  return news || ledger.created() > 0;
}

/** What shows how a hotfix is leads to its review: when that is there, it is looked at again. */
function tellingHotfixes({ db, now }: Work, ledger: CountingLedger, incident: Incident): CountingLedger {
  const { id, hotfixes, review } = incident;
  return {
    ...ledger,
    async written(key, thing) {
      // First, so that no crash comes between; and a second later, so that it finds what is recorded now.
      for (const { hotfix } of key === `review:${id}` && review === null ? hotfixes : [])
        await wakeSubject(db, hotfixSubject(hotfix.repository.id, hotfix.branch), addSeconds(now(), 1));
      await ledger.written(key, thing);
    },
  };
}
