import { addMilliseconds } from 'date-fns/addMilliseconds';
import { confirmedApi } from '../../context/confirm-repository.ts';
import { organisationRepository, policyInForce } from '../../context/load-policy.ts';
import type { Work } from '../../context/work.ts';
import { accountOfInstallation } from '../../intake/read/installation.ts';
import { type RepositoryNotice, repositoryInNotice } from '../../intake/read/notice.ts';
import { readDelivery } from '../../intake/read/read-delivery.ts';
import type { Reading } from '../../intake/read/reading.ts';
import { type Recording, recordFacts } from '../../intake/record/record-facts.ts';
import { recordIssue } from '../../intake/record/record-issue.ts';
import { defaultPolicy } from '../../policy/default-policy.ts';
import type { Policy } from '../../policy/policy.ts';
import { targetOf } from '../../policy/target.ts';
import { finishDelivery, type TakenDelivery } from '../../queue/delivery-leases.ts';
import { noteCandidate } from '../../store/candidates.ts';
import { fileKey, type KeptFiles, markFileStale } from '../../store/policy-files.ts';
import { accountOf } from '../../store/repositories/accounts.ts';
import { correctRepository } from '../../store/repositories/correct-repository.ts';
import {
  type FoundRepository,
  findRepository,
  findRepositoryWithFiles,
  isAs,
  type KnownRepository,
  repositoriesUnder,
  saveRepository,
} from '../../store/repositories/repositories.ts';
import { changeSubjects } from '../../store/subject-changes.ts';
import { repositorySubject } from '../../store/subject-key.ts';
import { followedBranches, openHotfixes } from '../../store/subjects.ts';
import type { Handle } from '../../store/tables.ts';
import { lateDeliveryTolerance } from '../../waiting/timings.ts';
import { applyNotice } from './apply-notice.ts';

/**
 * Turns a stored delivery into facts, and wakes what they concern: in one transaction with the end of the delivery,
 * so that a crash at any point leaves it either undone or done. Asks GitHub for nothing but the policy.
 */
export async function handleDelivery(work: Work, delivery: TakenDelivery): Promise<void> {
  const { db, now, log, appId } = work;
  const { id, event, payload, receivedAt } = delivery;
  const notice = repositoryInNotice(payload);
  const owner = notice?.owner ?? accountOfInstallation(payload);
  if (owner !== null && !work.isAllowed(owner)) {
    // It may be one that was transferred away from an organisation that is served.
    if (notice) await leaveRepository(work, notice);
    await finishDelivery(db, id, now());
    log.warn({ delivery: id, owner }, 'delivery ignored: organisation not served');
    return;
  }
  const { repository, files } = await keepRepository(work, notice, receivedAt);
  const policy = (repository && (await policyFor(work, event, { repository, files }))) ?? defaultPolicy;
  const target = repository ? targetOf(policy, repository) : 'main';
  const known = repository ? await followedBranches(db, repository.id) : new Set<string>();
  const reading = readDelivery({ id, event, payload, receivedAt }, { policy, target, appId, known });

  if (!saysAnything(reading)) return finishDelivery(db, id, now());
  await changeSubjects(db, async (tx, subjects) => {
    const recording = { id, now: now(), subjects };
    for (const one of reading.notices) await applyNotice(tx, one, recording);
    if (repository && policy.mode !== 'off') await recordFacts(tx, repository, reading.facts, recording);
    if (repository && reading.issue && policy.mode !== 'off')
      await recordIssue(tx, repository, reading.issue, recording);
    if (repository && reading.policyMayHaveChanged) {
      const by = pushedCommit(payload) ?? id;
      await markFileStale(tx, fileKey.repository(repository.id), by);
      await wakeRepository(tx, repository.id, recording);
      if (repository.name === organisationRepository) await wakeOrganisation(tx, repository, by, recording);
    }
    if (repository && policy.mode !== 'off') {
      for (const candidate of reading.candidates) {
        const due = await noteCandidate(tx, repository.id, candidate);
        if (due) subjects.wake(repositorySubject(repository.id), now());
      }
    }
    await finishDelivery(tx, id, now());
  });
}

function saysAnything({ notices, facts, issue, policyMayHaveChanged, candidates }: Reading): boolean {
  return (
    notices.length > 0 || facts.length > 0 || Boolean(issue) || policyMayHaveChanged || candidates.length > 0
  );
}

async function wakeRepository(
  tx: Handle,
  repository: number,
  { now, subjects }: Omit<Recording, 'id'>,
): Promise<void> {
  subjects.wake([...(await openHotfixes(tx, repository)), repositorySubject(repository)], now);
}

/** The organisation's file holds in all its repositories: those with something to decide by it are woken at once. */
async function wakeOrganisation(
  tx: Handle,
  { installation }: KnownRepository,
  by: string,
  changes: Omit<Recording, 'id'>,
): Promise<void> {
  await markFileStale(tx, fileKey.organisation(installation), by);
  for (const id of await repositoriesUnder(tx, installation)) await wakeRepository(tx, id, changes);
}

/** What it left behind goes on without it. */
async function leaveRepository(
  { db, now }: Work,
  { archived: _, ...named }: RepositoryNotice,
): Promise<void> {
  const known = await findRepository(db, named.id);
  if (!known) return;
  await saveRepository(db, { ...named, account: named.account ?? -named.id, state: 'gone' }, now());
}

interface Kept {
  /** `null`: the delivery is about none. */
  repository: FoundRepository | null;
  /** Its stored policy files; `null`: not read. */
  files: KeptFiles | null;
}

async function keepRepository(
  { db }: Work,
  notice: RepositoryNotice | null,
  receivedAt: Date,
): Promise<Kept> {
  if (!notice) return { repository: null, files: null };
  const { archived, ...named } = notice;
  const found = await findRepositoryWithFiles(db, named.id);
  const known = found?.repository;
  const lost = known?.state === 'gone' || known?.state === 'suspended';
  if (known && lost && receivedAt < addMilliseconds(known.since, lateDeliveryTolerance))
    return { repository: known, files: null };
  // It waited: GitHub has described the repository since, perhaps by another name.
  if (known && receivedAt < known.since) return { repository: known, files: found.files };
  const account = named.account ?? known?.account ?? (await accountOf(db, named));
  const repository: KnownRepository = { ...named, account, state: archived ? 'archived' : 'active' };
  // Nearly every delivery names it as the one before did.
  if (known && isAs(known, repository)) return { repository: known, files: found.files };
  if (known)
    await changeSubjects(db, (tx, subjects) =>
      correctRepository(tx, { known, described: repository }, { now: receivedAt, subjects }),
    );
  else await saveRepository(db, repository, receivedAt);
  const same = known?.installation === repository.installation;
  return { repository: { ...repository, since: receivedAt }, files: found && same ? found.files : null };
}

/** Events about the App's own standing are read without a policy: there may no longer be anybody to ask. */
async function policyFor(
  work: Work,
  event: string,
  { repository, files }: { repository: FoundRepository; files: KeptFiles | null },
): Promise<Policy | null> {
  if (event.startsWith('installation') || event === 'repository') return null;
  const installation = await work.github.installation(repository.installation);
  const github = confirmedApi(work, installation, repository);
  const { inForce } = await policyInForce(work, github, files);
  return inForce.policy;
}

function pushedCommit(payload: unknown): string | null {
  const after = typeof payload === 'object' && payload !== null && 'after' in payload ? payload.after : null;
  return typeof after === 'string' ? after : null;
}
