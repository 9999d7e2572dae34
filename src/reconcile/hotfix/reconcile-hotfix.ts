import { addSeconds } from 'date-fns/addSeconds';
import { max } from 'date-fns/max';
import { subMilliseconds } from 'date-fns/subMilliseconds';
import type { Artefact } from '../../artefact/artefact.ts';
import type { Question } from '../../artefact/question.ts';
import type { By } from '../../artefact/rule.ts';
import type { RepositoryContext } from '../../context/repository-context.ts';
import { hintOfChecks } from '../../facts/checks-hint.ts';
import type { Fact } from '../../facts/fact.ts';
import { takenUp } from '../../facts/old-branches.ts';
import { perform } from '../../github/perform/perform.ts';
import { answer, requiredChecksFact } from '../../github/read/answer-question.ts';
import { assess } from '../../hotfix/assess.ts';
import { foldHotfix } from '../../hotfix/fold/fold.ts';
import type { Hotfix } from '../../hotfix/hotfix.ts';
import { type HotfixPlan, plan } from '../../hotfix/plan.ts';
import type { Situation } from '../../hotfix/situation.ts';
import { summarise } from '../../hotfix/summarise.ts';
import { Unfinished } from '../../queue/unfinished.ts';
import { restoreHistoryIfIncomplete } from '../../resync/restore-history.ts';
import { lastRequiredChecks } from '../../store/facts/required-checks.ts';
import { incidentSubject, saveStory } from '../../store/incidents.ts';
import { hotfixSubject, repositorySubject } from '../../store/subject-key.ts';
import { wakeSubject } from '../../store/subjects.ts';
import { saveSummary } from '../../store/summaries.ts';
import { dropOldBranch, oldBranches } from '../../store/sweeps.ts';
import { requiredChecksMaxAge } from '../../waiting/timings.ts';
import { reportOf } from '../../wording/report.ts';
import { attempt } from '../collect-failure.ts';
import { notifyOfHotfix } from '../slack/notice-hotfix.ts';
import { reviewFingerprint } from './review-fingerprint.ts';

/** A hotfix comes to rest in two or three rounds; more mean that something does not converge, and can wait. */
const mostRounds = 20;

/**
 * Brings GitHub to what the plan wants for one hotfix: asks what must be asked, writes what is missing, and goes
 * round again while that changes anything. Returns when to look again. Where GitHub fails, everything else is done
 * first, and then {@link Unfinished} is thrown, so that the work is tried again.
 */
export async function reconcileHotfix(context: RepositoryContext, branch: string): Promise<Date | null> {
  const { now, log } = context.work;
  const failed = new Map<string, unknown>();
  for (let round = 0; round < mostRounds; round++) {
    const standing = await context.subjectVersion(branch);
    const facts = await context.factsOf(branch);
    const { repository, inForce } = context;
    const hotfix = foldHotfix(facts, { repository, branch, policy: inForce.policy });
    if (!hotfix) {
      if (await takeUpOld(context, branch, facts)) continue;
      return null;
    }
    if (await restoreHistoryIfIncomplete(context, hotfix, { facts, standing })) continue;
    const situation = assess(hotfix, inForce, now());
    const wanted = plan(situation, now());
    const learned = await ask(context, situation, wanted.questions, failed);
    const { version } = standing;
    const changed = learned || (await write(context, situation, { wanted, version, failed }));
    if (changed) continue;
    await count(context, situation);
    await notifyOfHotfix(context, reportOf(situation, wanted));
    if (failed.size > 0) throw new Unfinished([...failed.values()], wanted.lookAgainAt);
    return wanted.lookAgainAt;
  }
  log.warn(
    { repository: context.repository.id, branch },
    'the hotfix does not come to rest; looking again soon',
  );
  return addSeconds(now(), 10);
}

/** A branch from before the App becomes a hotfix when it is deployed. */
async function takeUpOld(context: RepositoryContext, branch: string, facts: Fact[]): Promise<boolean> {
  const old = await oldBranches(context.work.db, context.repository.id);
  const found = old.find((one) => one.branch === branch);
  const pushed = found && takenUp(found, facts);
  if (!pushed) return false;
  const { work, repository } = context;
  await dropOldBranch(work.db, repository.id, branch);
  await wakeSubject(work.db, repositorySubject(repository.id), work.now());
  return context.learn([pushed, hintOfChecks(repository.id, pushed.sha, work.now())]);
}

/** Asks the plan's questions; `true`: the answers said something new. A question that failed is not asked again now. */
async function ask(
  context: RepositoryContext,
  { hotfix }: Situation,
  questions: Question[],
  failed: Map<string, unknown>,
): Promise<boolean> {
  let news = false;
  for (const question of questions) {
    const name = `ask ${question.kind}`;
    if (failed.has(name)) continue;
    const known = await knownAnswer(context, hotfix, question);
    const facts = known
      ? [known]
      : await attempt(name, failed, () => answer(context.github, hotfix, question, context.work.now));
    news = (await context.learn(facts ?? [])) || news;
  }
  return news;
}

/** What GitHub told another hotfix of the repository not long ago; `null`: nothing that would do. */
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
  return read && requiredChecksFact({ ...read, branch });
}

interface Writing {
  wanted: HotfixPlan;
  /** Of the subject, when the plan was made. */
  version: number;
  failed: Map<string, unknown>;
}

/**
 * Writes what differs; `true`: something was created, or GitHub told something new. Writes may have to wait for
 * their turn: what happens meanwhile (a merge, before a reminder) makes the rest of the plan an old one.
 */
async function write(
  context: RepositoryContext,
  situation: Situation,
  { wanted, version, failed }: Writing,
): Promise<boolean> {
  const { github, work } = context;
  const { branch } = situation.hotfix;
  const report = reportOf(situation, wanted);
  const ledger = context.ledger(branch);
  const before = ledger.created();
  const keys = wanted.artefacts.map(({ key }) => key);
  let news = false;
  let current: number | null = null;
  for (const artefact of inWritingOrder(wanted.artefacts)) {
    if (failed.has(artefact.key)) continue;
    // Read again after whatever took GitHub's time. What is as wanted takes none.
    current ??= await ledger.read(keys);
    if (current !== version) return true;
    context.assertHeld();
    const performance = { github, ledger, report, now: work.now };
    const facts = await attempt(artefact.key, failed, () => perform(artefact, performance));
    if (!facts || facts.length > 0 || !ledger.isAsRead()) current = null;
    news = (await context.learn(facts ?? [])) || news;
    // The other texts are about to tell of it.
    if (news && artefact.kind === 'backfill') return true;
  }
  return news || ledger.created() > before;
}

/** What changes what the others say comes before them. */
function inWritingOrder(artefacts: By<Artefact>[]): By<Artefact>[] {
  return artefacts.toSorted((a, b) => Number(b.kind === 'backfill') - Number(a.kind === 'backfill'));
}

/** The repository counts its hotfixes; while things settle, the count stays as it was. */
async function count({ work, repository }: RepositoryContext, situation: Situation): Promise<void> {
  if (situation.standing.kind === 'settling' || situation.inForce.policy.mode === 'off') return;
  const { standing } = situation;
  await work.db.transaction().execute(async (tx) => {
    // What is told of the old name goes on with the new one.
    if (standing.kind === 'renamed')
      await wakeSubject(tx, hotfixSubject(repository.id, standing.to), work.now());
    const changed = await saveSummary(tx, repository.id, summarise(situation));
    if (changed) await wakeSubject(tx, repositorySubject(repository.id), work.now());
    const { incident, branch } = situation.hotfix;
    const story = reviewFingerprint(situation);
    const told = await saveStory(tx, { repository: repository.id, branch }, { incident, story });
    if (told && incident !== null)
      await wakeSubject(tx, incidentSubject(repository.owner, incident), work.now());
  });
}
