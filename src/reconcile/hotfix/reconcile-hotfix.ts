import { max } from 'date-fns/max';
import { subMilliseconds } from 'date-fns/subMilliseconds';
import { nameOfQuestion, type Question } from '../../artefact/question.ts';
import { performingIn } from '../../context/performing.ts';
import type { RepositoryContext } from '../../context/repository-context.ts';
import { hintOfChecks } from '../../facts/checks-hint.ts';
import type { Fact } from '../../facts/fact.ts';
import { make } from '../../facts/make.ts';
import { takenUp } from '../../facts/old-branches.ts';
import { answer } from '../../github/read/answer-question.ts';
import { assess } from '../../hotfix/assess.ts';
import { foldHotfix } from '../../hotfix/fold/fold.ts';
import type { Hotfix } from '../../hotfix/hotfix.ts';
import { type HotfixPlan, plan } from '../../hotfix/plan.ts';
import type { Situation } from '../../hotfix/situation.ts';
import { summarise } from '../../hotfix/summarise.ts';
import { restoreHistoryIfIncomplete } from '../../resync/restore-history.ts';
import { lastRequiredChecks } from '../../store/facts/required-checks.ts';
import { saveStory } from '../../store/incidents.ts';
import { changeSubjects } from '../../store/subject-changes.ts';
import { hotfixSubject, incidentSubject, repositorySubject } from '../../store/subject-key.ts';
import { wakeSubject } from '../../store/subjects.ts';
import { saveSummary } from '../../store/summaries.ts';
import { dropOldBranch, listOldBranches } from '../../store/sweeps.ts';
import { requiredChecksMaxAge } from '../../waiting/timings.ts';
import { renderHotfix } from '../../wording/render/render-hotfix.ts';
import { reportOf } from '../../wording/report.ts';
import { type Loaded, type Reconciled, reconcile } from '../loop.ts';
import { notifyOfHotfix } from '../slack/notice-hotfix.ts';
import { reviewFingerprint } from './review-fingerprint.ts';

/** Brings GitHub to what is wanted for one hotfix. Returns when to look again. */
export function reconcileHotfix(context: RepositoryContext, branch: string): Promise<Date | null> {
  const { work, repository, github } = context;
  const reconciled: Reconciled<Situation, Question, HotfixPlan> = {
    subject: hotfixSubject(repository.id, branch).key,
    load: () => load(context, branch),
    plan,
    nameOf: nameOfQuestion,
    async answer(question, { hotfix }) {
      const known = await knownAnswer(context, hotfix, question);
      return known ? [known] : answer(github, hotfix, question, work.now);
    },
    render(situation, wanted) {
      const report = reportOf(situation, wanted);
      return (artefact) => renderHotfix(artefact, report);
    },
    refused: ({ key: artefact }, { reason, final }) => {
      const at = work.now().toISOString();
      return make.refused({ at, repository: repository.id, branch, artefact, reason, final });
    },
    assertHeld: () => context.assertHeld(),
    async afterwards(situation, wanted) {
      await count(context, situation);
      await notifyOfHotfix(context, reportOf(situation, wanted), wanted.news);
      return [];
    },
  };
  return reconcile(work, reconciled);
}

async function load(
  context: RepositoryContext,
  branch: string,
): Promise<Loaded<Situation> | 'again' | { lookAgainAt: null }> {
  const { work, repository, github, inForce } = context;
  const standing = await context.subjectVersion(branch);
  const facts = await context.factsOf(branch);
  const hotfix = foldHotfix(facts, { repository, branch, policy: inForce.policy });
  if (!hotfix) return (await takeUpOld(context, branch, facts)) ? 'again' : { lookAgainAt: null };
  if (await restoreHistoryIfIncomplete(context, hotfix, { facts, standing })) return 'again';
  return {
    state: assess(hotfix, inForce, work.now()),
    version: standing.version,
    performing: performingIn(work, { github, ledger: context.ledger(branch) }),
  };
}

/** A branch from before the App becomes a hotfix when it is deployed. */
async function takeUpOld(context: RepositoryContext, branch: string, facts: Fact[]): Promise<boolean> {
  const old = await listOldBranches(context.work.db, context.repository.id);
  const found = old.find((one) => one.branch === branch);
  const pushed = found && takenUp(found, facts);
  if (!pushed) return false;
  const { work, repository } = context;
  await dropOldBranch(work.db, repository.id, branch);
  await wakeSubject(work.db, repositorySubject(repository.id), work.now());
  return context.learn([pushed, hintOfChecks(repository.id, pushed.sha, work.now())]);
}

/** A recent answer to another hotfix of the repository that answers this question too; `null`: there is none. */
async function knownAnswer(
  { work }: RepositoryContext,
  hotfix: Hotfix,
  question: Question,
): Promise<Fact | null> {
  if (question.kind !== 'required-checks') return null;
  const { repository, branch } = hotfix;
  const { target, after } = question;
  const yesterday = subMilliseconds(work.now(), requiredChecksMaxAge);
  const since = after ? max([after, yesterday]) : yesterday;
  const read = await lastRequiredChecks(work.db, repository.id, { target, since });
  return read && make.requiredChecksRead({ ...read, branch });
}

/** The repository counts its hotfixes; while things settle, the count stays as it was. */
async function count({ work, repository }: RepositoryContext, situation: Situation): Promise<void> {
  if (situation.obligation.kind === 'settling' || situation.inForce.policy.mode === 'off') return;
  const { obligation } = situation;
  await changeSubjects(work.db, async (tx, subjects) => {
    // The news of the old name continues under the new one.
    if (obligation.kind === 'renamed') subjects.wake(hotfixSubject(repository.id, obligation.to), work.now());
    const changed = await saveSummary(tx, repository.id, summarise(situation));
    if (changed) subjects.wake(repositorySubject(repository.id), work.now());
    const { incident, branch } = situation.hotfix;
    const story = reviewFingerprint(situation);
    const told = await saveStory(tx, { repository: repository.id, branch }, { incident, story });
    if (told && incident !== null)
      subjects.wake(incidentSubject({ account: repository.account, id: incident }), work.now());
  });
}
