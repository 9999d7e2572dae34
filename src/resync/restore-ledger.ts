import { addMilliseconds } from 'date-fns/addMilliseconds';
import { subMilliseconds } from 'date-fns/subMilliseconds';
import { type ArtefactKey, artefactKey, kindOfArtefact, parseArtefactKey } from '../artefact/keys.ts';
import type { Repository } from '../facts/repository.ts';
import { hashOf } from '../github/perform/hash.ts';
import { mostTimes } from '../intake/record/tampering.ts';
import { overdueLabel } from '../policy/own-names.ts';
import { countTampering } from '../store/facts/facts.ts';
import { findReview } from '../store/incidents.ts';
import { adopt, distrustIfOther } from '../store/ledger/adopt.ts';
import { distrust, entriesOfSubject, findEntry } from '../store/ledger/ledger.ts';
import { findReviewText, noteRead } from '../store/review-texts.ts';
import type { SubjectChanges } from '../store/subject-changes.ts';
import { hotfixSubject, incidentSubject, repositorySubject, type Subject } from '../store/subject-key.ts';
import type { Handle } from '../store/tables.ts';
import { clockTolerance } from '../waiting/timings.ts';
import type { OwnArtefact } from './history/find-own-artefacts.ts';
import type { History } from './history/history.ts';
import { branchOfIssue, type HotfixHistory } from './resync-hotfix.ts';

/**
 * Holds what this App wrote, as GitHub has it, against the ledger: what the ledger lacks is taken up, and what others
 * have changed is brought up to date with the next look.
 */
export async function restoreHotfixLedger(
  tx: Handle,
  memory: History,
  recalled: HotfixHistory,
): Promise<void> {
  const { repository, work } = memory.context;
  const { branch, own, labels } = recalled;
  const subject = hotfixSubject(repository.id, branch).key;
  for (const found of own) await restoreEntries(tx, memory, { ...found, subject });
  const said = new Set(own.filter(isBelieved).map(({ key }) => key));
  for (const key of said) await restoreReaction(tx, memory, { key, subject });
  for (const [number, names] of labels) await takeUpPull(tx, memory, { subject, number, names });
  for (const { key, state, createdAt } of await entriesOfSubject(tx, repository.id, subject)) {
    const parsed = parseArtefactKey(key);
    if (parsed?.kind !== 'status' || state !== 'there') continue;
    const settled = createdAt !== null && addMilliseconds(createdAt, clockTolerance) < work.now();
    const read = recalled.read.has(parsed.number);
    // Somebody deleted it: it is written anew.
    if (settled && read && !said.has(artefactKey.status(parsed.number)))
      await distrust(tx, repository.id, key);
  }
}

/** Restores the labels of a pull request to the target, and whether somebody was asked to review it. */
async function takeUpPull(
  tx: Handle,
  memory: History,
  { subject, number, names }: { subject: string; number: number; names: string[] },
): Promise<void> {
  const { repository, inForce } = memory.context;
  const { labels, reviewers } = inForce.policy.backfill;
  const wanted = [...new Set(labels)];
  const carried = (label: string): boolean =>
    names.some((name) => name.toLowerCase() === label.toLowerCase());
  for (const name of names)
    await markRestored(tx, memory, { key: artefactKey.label(name), subject, number: 0, hash: '' });
  // Whoever insists is left to it.
  const left = (await countTampering(tx, repository.id, { what: 'label', number })) > mostTimes;
  if (wanted.every(carried))
    await markRestored(tx, memory, {
      key: artefactKey.labels(number),
      subject,
      number,
      hash: hashOf(wanted),
    });
  else if (!left) await distrust(tx, repository.id, artefactKey.labels(number));
  const overdue = artefactKey.overdueLabel(number);
  if (carried(overdueLabel))
    await markRestored(tx, memory, { key: overdue, subject, number, hash: hashOf(true) });
  else if (!left) await distrustIfOther(tx, repository.id, { key: overdue, hashes: [hashOf(false)] });
  // Whoever was asked is looked at before anybody is asked again.
  if (reviewers.length > 0)
    await markRestored(tx, memory, { key: artefactKey.reviewers(number), subject, number, hash: '' });
}

/** Restores issues, also those of hotfixes. Where the ledger has one that GitHub no longer shows, it is written anew. */
export async function restoreIssues(
  tx: Handle,
  memory: History,
  issues: OwnArtefact[],
  subjects: SubjectChanges,
): Promise<void> {
  const { repository } = memory.context;
  for (const found of issues) {
    const subject = subjectOf(found.key, repository);
    if (!(await isTheOne(tx, repository, found))) continue;
    await restoreEntries(tx, memory, { ...found, subject: subject.key });
    const isNews = subject.kind === 'incident' && (await takeUpText(tx, memory, found));
    if (isNews) subjects.wake(subject, memory.context.work.now());
    for (const label of found.labels)
      await markRestored(tx, memory, {
        key: artefactKey.label(label),
        subject: subject.key,
        number: 0,
        hash: '',
      });
  }
}

function subjectOf(key: ArtefactKey, { id, account }: Repository): Subject {
  const parsed = parseArtefactKey(key);
  if (parsed?.kind === 'review') return incidentSubject({ account, id: parsed.incident });
  const branch = branchOfIssue(key);
  return branch === null ? repositorySubject(id) : hotfixSubject(id, branch);
}

/** Takes up text that people wrote into a review without a delivery; `false`: it was known. */
async function takeUpText(tx: Handle, { context }: History, found: OwnArtefact): Promise<boolean> {
  const { number, text, updatedAt: at } = found;
  const which = { repository: context.repository.id, number };
  const known = await findReviewText(tx, which.repository, number);
  if (!text || known?.edited || (known?.readAt && known.readAt >= at)) return false;
  const { body, closedAt } = text;
  await noteRead(tx, which, { body, hash: hashOf(body), at, closedAt });
  return true;
}

/** Nobody but this App can have put its marker there. */
function isBelieved({ marker }: OwnArtefact): boolean {
  return marker === null || marker.sealed;
}

/**
 * Whether an issue is what its marker says: as the ledger has it, or by its seal where the ledger knows of no other. An
 * incident has one review, in whichever repository.
 */
async function isTheOne(tx: Handle, { id, account }: Repository, found: OwnArtefact): Promise<boolean> {
  const { key, number } = found;
  const parsed = parseArtefactKey(key);
  const known =
    parsed?.kind === 'review'
      ? await findReview(tx, { account, id: parsed.incident })
      : await findEntry(tx, id, key);
  if (known?.state !== 'there') return isBelieved(found);
  return known.number === number && (!('repository' in known) || known.repository === id);
}

/**
 * One thing that was found: into the ledger where that lacks it, and to be written anew where others changed it, or
 * where it has no seal yet.
 */
export async function restoreEntries(
  tx: Handle,
  memory: History,
  found: OwnArtefact & { subject: string },
): Promise<void> {
  const { repository, work } = memory.context;
  const { key, number, updatedAt } = found;
  const kind = kindOfArtefact(key);
  const hashes = isBelieved(found) ? found.hashes : found.hashes.map(() => '');
  if (isBelieved(found))
    await adopt(tx, repository.id, { ...found, kind, hash: hashes[0] ?? '', now: work.now() });
  if (hashes.length === 0 || kind === 'check-run') return;
  const writtenBefore = subMilliseconds(updatedAt, clockTolerance);
  await distrustIfOther(tx, repository.id, { key, number, hashes, writtenBefore });
}

/** To a command that was answered, it also reacted. */
export async function restoreReaction(
  tx: Handle,
  memory: History,
  { key, subject }: { key: ArtefactKey; subject: string },
): Promise<void> {
  const parsed = parseArtefactKey(key);
  if (parsed?.kind !== 'command') return;
  const { comment } = parsed;
  const reaction = { key: artefactKey.reaction(comment), subject, number: comment, hash: '' };
  await markRestored(tx, memory, reaction);
}

/** It is as it was wanted: nothing is known of when it was written. */
async function markRestored(
  tx: Handle,
  { context }: History,
  { key, subject, number, hash }: { key: ArtefactKey; subject: string; number: number; hash: string },
): Promise<void> {
  const now = context.work.now();
  const kind = kindOfArtefact(key);
  const of = { key, kind, subject, number, url: null, hash };
  await adopt(tx, context.repository.id, { ...of, createdAt: now, now });
}
