import { addMinutes, subDays } from 'date-fns';
import type { Fact } from '../hotfix/fact.ts';
import { touchedBy } from '../hotfix/touches.ts';
import { noticeRepository, type RepositoryNotice } from '../intake/notice.ts';
import { readDelivery } from '../intake/read-delivery.ts';
import { defaultPolicy } from '../policy/default-policy.ts';
import type { Policy } from '../policy/policy.ts';
import { finishDelivery, type TakenDelivery } from '../store/deliveries.ts';
import { appendFacts, factsOfFiles, hotfixesAt, hotfixesOfNumbers, placesOf } from '../store/facts.ts';
import { noteCandidate } from '../store/policy-candidates.ts';
import { markFileStale } from '../store/policy-files.ts';
import {
  findRepository,
  type KnownRepository,
  repositoriesUnder,
  saveRepository,
} from '../store/repositories.ts';
import { followedBranches, type Subject, wakeOpenHotfixes, wakeSubject } from '../store/subjects.ts';
import { watchedBranches } from '../store/summaries.ts';
import type { Handle } from '../store/tables.ts';
import { applyNotice } from './apply-notice.ts';
import { ofOurs, putRight } from './disturbances.ts';
import { organisationRepository, policyInForce } from './policy-in-force.ts';
import { hotfixSubject, repositorySubject } from './subject-key.ts';
import type { Work } from './work.ts';

/**
 * Turns a stored delivery into facts, and wakes what they concern: in one transaction with the end of the delivery,
 * so that a crash at any point leaves it either undone or done. Asks GitHub for nothing but the policy.
 */
export async function handleDelivery(work: Work, delivery: TakenDelivery): Promise<void> {
  const { db, now, log, appId } = work;
  const { id, event, payload, receivedAt } = delivery;
  const notice = noticeRepository(payload);
  if (notice && !work.isAllowed(notice.owner)) {
    await finishDelivery(db, id, now());
    log.warn({ delivery: id, owner: notice.owner }, 'delivery of an organisation that is not served');
    return;
  }
  const repository = notice && (await keepRepository(work, notice, receivedAt));
  const policy = (repository && (await policyFor(work, event, repository))) ?? defaultPolicy;
  const target = policy.branches.target ?? repository?.defaultBranch ?? 'main';
  const known = repository ? await followedBranches(db, repository.id) : new Set<string>();
  const reading = readDelivery({ id, event, payload, receivedAt }, { policy, target, appId, known });

  await db.transaction().execute(async (tx) => {
    for (const one of reading.notices) await applyNotice(tx, one, now());
    if (repository && policy.mode !== 'off') await record(tx, repository, reading.facts, { id, now: now() });
    if (repository && reading.policyMayHaveChanged) {
      const by = pushedCommit(payload) ?? id;
      await markFileStale(tx, `repository:${repository.id}`, by);
      await wakeRepository(tx, repository.id, now());
      if (repository.name === organisationRepository) await wakeOrganisation(tx, repository, by, now());
    }
    if (repository && reading.candidate && policy.mode !== 'off') {
      const due = await noteCandidate(tx, repository.id, reading.candidate);
      if (due) await wakeSubject(tx, repositorySubject(repository.id), now());
    }
    await finishDelivery(tx, id, now());
  });
}

async function wakeRepository(tx: Handle, repository: number, now: Date): Promise<void> {
  await wakeOpenHotfixes(tx, repository, now);
  await wakeSubject(tx, repositorySubject(repository), now);
}

/** What the organisation's file says holds in all its repositories: where there is something to decide by it, at once. */
async function wakeOrganisation(
  tx: Handle,
  { installation }: KnownRepository,
  by: string,
  now: Date,
): Promise<void> {
  await markFileStale(tx, `organisation:${installation}`, by);
  for (const id of await repositoriesUnder(tx, installation)) await wakeRepository(tx, id, now);
}

/** For so long after the App lost a repository, deliveries that were under way may tell of it as it was. */
const lateMinutes = 10;

async function keepRepository(
  { db, now }: Work,
  notice: RepositoryNotice,
  receivedAt: Date,
): Promise<KnownRepository> {
  const { archived, ...named } = notice;
  const known = await findRepository(db, named.id);
  const lost = known?.state === 'gone' || known?.state === 'suspended';
  if (known && lost && receivedAt < addMinutes(known.since, lateMinutes)) return known;
  const repository: KnownRepository = { ...named, state: archived ? 'archived' : 'active' };
  await saveRepository(db, repository, now());
  return repository;
}

/** Events about the App's own standing are read without a policy: there may be nobody to ask for it any more. */
async function policyFor(work: Work, event: string, repository: KnownRepository): Promise<Policy | null> {
  if (event.startsWith('installation') || event === 'repository') return null;
  const { inForce } = await policyInForce(
    work,
    await work.github.installation(repository.installation),
    repository,
  );
  return inForce.policy;
}

/** Keeps what is new, and has everything looked at that it may concern. */
async function record(
  tx: Handle,
  { installation }: KnownRepository,
  facts: Fact[],
  { id, now }: { id: string; now: Date },
): Promise<void> {
  const worth = await ofOurs(tx, await ofHotfixes(tx, facts, installation));
  const kept = await appendFacts(tx, worth, { delivery: id, recordedAt: now });
  kept.push(...(await recordTouches(tx, kept, { id, now })));
  const shas = new Set(kept.flatMap((fact) => commitsOf(fact)));
  const concerned = await hotfixesAt(tx, { installation, shas: [...shas] });
  const commands = kept.filter((fact) => fact.kind === 'commanded');
  for (const { repository, number } of commands)
    concerned.push(...(await hotfixesOfNumbers(tx, repository, [number])));
  const disturbed = await putRight(tx, kept, now);
  const own = kept.filter((fact) => fact.kind !== 'target-pushed' && fact.branch !== null);
  const subjects = new Map<string, Subject>();
  for (const { repository, branch } of [...own, ...concerned]) {
    if (branch === null) continue;
    const subject = hotfixSubject(repository, branch);
    subjects.set(subject.key, subject);
  }
  const told = await repositoriesOf(tx, kept, { shas: [...shas], now });
  for (const id of new Set([...told, ...disturbed])) {
    const subject = repositorySubject(id);
    subjects.set(subject.key, subject);
  }
  for (const subject of subjects.values()) await wakeSubject(tx, subject, now);
}

/**
 * Checks change on every commit of every branch, and are told with the branch that had the commit first: they are kept
 * where the commit is a hotfix's. What came before its push is read with the first look at it.
 */
async function ofHotfixes(tx: Handle, facts: Fact[], installation: number): Promise<Fact[]> {
  const worth: Fact[] = [];
  for (const fact of facts) {
    const asked = fact.kind === 'checks-changed' ? [fact.sha] : [];
    const foreign = asked.length > 0 && (await hotfixesAt(tx, { installation, shas: asked })).length === 0;
    if (!foreign) worth.push(fact);
  }
  return worth;
}

/** Where something reached production, or a commit that had no business there came to where it belongs. */
async function repositoriesOf(
  tx: Handle,
  kept: Fact[],
  { shas, now }: { shas: string[]; now: Date },
): Promise<Set<number>> {
  const deployed = kept.filter((fact) => fact.kind === 'deployment' && fact.state === 'success');
  const arrived = kept.filter((fact) => fact.kind === 'pushed' || fact.kind === 'target-pushed');
  const concerned = new Set(deployed.map(({ repository }) => repository));
  // What takes a hotfix's place in production belongs to its story.
  for (const id of concerned) await wakeOpenHotfixes(tx, id, now);
  for (const { repository } of arrived) {
    const places = concerned.has(repository) ? null : await placesOf(tx, repository, shas);
    if (places && [...places.values()].some(({ read }) => read === 'neither')) concerned.add(repository);
  }
  return concerned;
}

/** So long after a fix came to its target, what is pushed there is still looked at for taking it away again. */
const watchDays = 30;

/** A push to the target concerns the hotfixes whose files it changed, whether or not it brings their commits. */
async function recordTouches(
  tx: Handle,
  kept: Fact[],
  { id, now }: { id: string; now: Date },
): Promise<Fact[]> {
  const touches: Fact[] = [];
  for (const push of kept) {
    if (push.kind !== 'target-pushed') continue;
    for (const branch of await watchedBranches(tx, push.repository, subDays(now, watchDays))) {
      const touched = touchedBy(push, { branch, own: await factsOfFiles(tx, push.repository, branch), now });
      if (touched) touches.push(touched);
    }
  }
  return appendFacts(tx, touches, { delivery: id, recordedAt: now });
}

function commitsOf(fact: Fact): string[] {
  const listed = fact.kind === 'target-pushed' ? fact.commits : [];
  return fact.sha === null ? listed : [...listed, fact.sha];
}

function pushedCommit(payload: unknown): string | null {
  const after = typeof payload === 'object' && payload !== null && 'after' in payload ? payload.after : null;
  return typeof after === 'string' ? after : null;
}
