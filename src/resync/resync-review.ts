import { addMilliseconds } from 'date-fns/addMilliseconds';
import { subDays } from 'date-fns/subDays';
import { artefactKey } from '../artefact/keys.ts';
import type { RepositoryContexts } from '../context/repository-context.ts';
import type { Work } from '../context/work.ts';
import type { Fact } from '../facts/fact.ts';
import { ghost } from '../facts/happened.ts';
import { readForm } from '../facts/incident-form.ts';
import { adoptedHash } from '../github/perform/perform.ts';
import { commentsOn, issuesSince } from '../github/read/history.ts';
import type { Incident } from '../incident/incident.ts';
import { commentAsDelivered } from '../intake/read/as-delivered.ts';
import { recordFacts } from '../intake/record/record-facts.ts';
import { recordIssue } from '../intake/record/record-issue.ts';
import { findCheckpoint } from '../store/checkpoints.ts';
import { hasUnswept } from '../store/incidents.ts';
import { changeSubjects, type SubjectChanges } from '../store/subject-changes.ts';
import { incidentSubject } from '../store/subject-key.ts';
import { recalledAt } from '../store/subjects.ts';
import type { Handle } from '../store/tables.ts';
import { otherSweepsEvery, waitForOtherSweeps } from '../waiting/timings.ts';
import { isOfOurTime, isUnedited } from './history/about.ts';
import { newCommands, provenEntitlements } from './history/commands.ts';
import { type OwnArtefact, ownComments, ownIssuesAmong } from './history/find-own-artefacts.ts';
import { type History, openHistory } from './history/history.ts';
import { isOlder } from './restore-history.ts';
import { restoreEntries, restoreIssues, restoreReaction } from './restore-ledger.ts';

/**
 * Before anything is written of an incident that is older than this database, GitHub is asked for its review, wherever it
 * is, and for what was said on it. `read`: it was asked now, and things may look otherwise; `again`: it is too early.
 */
export async function restoreReviewIfIncomplete(
  work: Work,
  incident: Incident,
  contexts: RepositoryContexts,
): Promise<'known' | 'read' | { again: Date }> {
  const { db, now } = work;
  const subject = incidentSubject(incident);
  const whole = await findCheckpoint(db, 'whole-since');
  const begun = incident.hotfixes[0]?.hotfix.startedAt;
  if (!whole || !begun || !isOlder(begun, whole)) return 'known';
  const recalled = await recalledAt(db, subject.key);
  if (recalled && recalled >= whole) return 'known';
  if (now() < addMilliseconds(whole, waitForOtherSweeps) && (await hasUnswept(db, incident.account, whole)))
    return { again: addMilliseconds(now(), otherSweepsEvery) };
  const since = subDays(begun, 1);
  const remembered: Remembered[] = [];
  for (const repository of new Set(incident.hotfixes.map(({ hotfix }) => hotfix.repository.id))) {
    const context = await contexts(repository);
    if (context) remembered.push(await remember(await openHistory(context), incident, since));
  }
  await changeSubjects(db, async (tx, subjects) => {
    for (const one of remembered) await keep(tx, one, { incident, subjects });
    subjects.markRecalled(subject.key, now());
  });
  work.log.info({ subject: subject.key }, 'history read from GitHub');
  return 'read';
}

interface Thread {
  number: number;
  url: string;
  body: string;
  createdAt: Date;
  updatedAt: string;
  closedAt: Date | null;
  by: { login: string; bot: boolean };
  /** Texts of this App and of people on it. */
  own: OwnArtefact[];
  facts: Fact[];
}

interface Remembered {
  memory: History;
  reviews: OwnArtefact[];
  /** The App's own, and those that people opened. */
  threads: Thread[];
}

async function remember(memory: History, { id }: Incident, since: Date): Promise<Remembered> {
  const { github } = memory.context;
  const issues = await issuesSince(github, since);
  const own = await ownIssuesAmong(memory, issues);
  const reviews = own.filter(({ key, marker }) => key === artefactKey.review(id) && marker?.sealed === true);
  const threads: Thread[] = [];
  for (const issue of issues) {
    const body = issue.body ?? '';
    const isOwn = reviews.some(({ number }) => number === issue.number);
    const by = { login: issue.user?.login ?? ghost.login, bot: issue.user?.type === 'Bot' };
    const claims = !by.bot && readForm(body)?.incident.toLowerCase() === id.toLowerCase();
    if (!isOwn && !claims) continue;
    threads.push({
      number: issue.number,
      url: issue.html_url,
      body,
      createdAt: new Date(issue.created_at),
      updatedAt: new Date(issue.updated_at).toISOString(),
      closedAt: issue.closed_at === null ? null : new Date(issue.closed_at),
      by,
      ...(await saidOn(memory, issue.number)),
    });
  }
  return { memory, reviews, threads };
}

async function saidOn(memory: History, number: number): Promise<{ own: OwnArtefact[]; facts: Fact[] }> {
  const { github, repository } = memory.context;
  const of = { id: repository.id, defaultBranch: repository.defaultBranch };
  const comments = (await commentsOn(github, { number, etags: { before: {}, now: {} } })) ?? [];
  const own = await ownComments(memory, comments, number);
  const given = comments
    .filter((one) => isUnedited(one) && isOfOurTime(memory, one))
    .flatMap((comment) => memory.understand(commentAsDelivered(comment, { of, number })));
  const commands = await newCommands(memory, given);
  return { own, facts: [...commands, ...provenEntitlements(github, commands, { own, branch: null })] };
}

async function keep(
  tx: Handle,
  { memory, reviews, threads }: Remembered,
  { incident, subjects }: { incident: Incident; subjects: SubjectChanges },
): Promise<void> {
  const { repository, work } = memory.context;
  const { id } = incident;
  const now = work.now();
  const subject = incidentSubject(incident).key;
  await restoreIssues(tx, memory, reviews, subjects);
  for (const thread of threads) {
    const { number, url, createdAt, closedAt } = thread;
    const isOwn = reviews.some((one) => one.number === number);
    await recordFacts(tx, repository, thread.facts, { id: null, now, subjects });
    for (const found of thread.own) {
      // What it says on a review of a person's has another key there.
      const key = found.key === artefactKey.review(id) ? artefactKey.reviewBlock(id) : found.key;
      await restoreEntries(tx, memory, { ...found, key, subject });
      if (found.marker?.sealed) await restoreReaction(tx, memory, { key, subject });
      if (!isOwn && key === artefactKey.reviewBlock(id) && found.marker?.sealed) {
        const adopted = {
          key: artefactKey.review(id),
          marker: null,
          number,
          url,
          hashes: [adoptedHash],
          labels: [],
        };
        await restoreEntries(tx, memory, { ...adopted, createdAt, updatedAt: now, subject });
      }
    }
    if (isOwn) continue;
    const seen = { number, body: thread.body, at: thread.updatedAt, url, by: thread.by, author: thread.by };
    await recordIssue(tx, repository, { ...seen, change: 'text', names: id }, { id: null, now, subjects });
    if (closedAt)
      await recordIssue(
        tx,
        repository,
        { ...seen, change: 'closed', at: closedAt.toISOString(), names: id },
        { id: null, now, subjects },
      );
  }
}
