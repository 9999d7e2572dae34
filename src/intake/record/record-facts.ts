import { subMilliseconds } from 'date-fns/subMilliseconds';
import type { Fact } from '../../facts/fact.ts';
import { touchedBy } from '../../facts/target-touches.ts';
import { appendFacts } from '../../store/facts/append-facts.ts';
import { factsOfFiles, hotfixesAt, hotfixesOfNumbers, placesOf } from '../../store/facts/facts.ts';
import { incidentsOfReviews, openIncidentsIn } from '../../store/incidents.ts';
import type { KnownRepository } from '../../store/repositories/repositories.ts';
import type { SubjectChanges } from '../../store/subject-changes.ts';
import { hotfixSubject, repositorySubject, type Subject } from '../../store/subject-key.ts';
import { openHotfixes } from '../../store/subjects.ts';
import { watchedBranches } from '../../store/summaries.ts';
import type { Handle } from '../../store/tables.ts';
import { watchAfterArrival } from '../../waiting/timings.ts';
import { distrustTampered, ofOurs } from './tampering.ts';

/** Where facts come from, and what they change at the end of the transaction. */
export interface Recording {
  /** The delivery that brought them; `null`: GitHub was asked. */
  id: string | null;
  now: Date;
  subjects: SubjectChanges;
}

/**
 * Keeps what is new, and has everything looked at that it may concern.
 */
export async function recordFacts(
  tx: Handle,
  { installation }: Pick<KnownRepository, 'installation'>,
  facts: Fact[],
  { id, now, subjects }: Recording,
): Promise<void> {
  const worth = await ofOurs(tx, await ofHotfixes(tx, facts, installation));
  const kept = await appendFacts(tx, worth, { delivery: id, recordedAt: now });
  kept.push(...(await recordTouches(tx, kept, { id, now })));
  const shas = new Set(kept.flatMap((fact) => commitsOf(fact)));
  const concerned = await hotfixesAt(tx, { installation, shas: [...shas] });
  const commands = kept.filter((fact) => fact.kind === 'commanded');
  for (const { repository, number } of commands)
    concerned.push(...(await hotfixesOfNumbers(tx, repository, [number])));
  const incidents: Subject[] = [];
  for (const { repository, number } of commands)
    incidents.push(...(await incidentsOfReviews(tx, repository, [number])));
  const tampered = await distrustTampered(tx, kept, now);
  const own = kept.filter((fact) => fact.kind !== 'target-pushed' && fact.branch !== null);
  for (const { repository, branch } of [...own, ...concerned])
    if (branch !== null) subjects.wake(hotfixSubject(repository, branch), now);
  const told = await repositoriesOf(tx, kept, { shas: [...shas], now, subjects });
  for (const id of new Set([...told, ...tampered])) subjects.wake(repositorySubject(id), now);
  const arrivals = kept.filter((fact) => fact.kind === 'deployment' && fact.state === 'success');
  for (const id of new Set(arrivals.map(({ repository }) => repository)))
    incidents.push(...(await openIncidentsIn(tx, id)));
  subjects.wake(incidents, now);
}

/**
 * Checks change on every commit of every branch, and are delivered with the branch that had the commit first: they are
 * kept where the commit is a hotfix's, or where that branch is followed: its push may come later.
 */
async function ofHotfixes(tx: Handle, facts: Fact[], installation: number): Promise<Fact[]> {
  const worth: Fact[] = [];
  for (const fact of facts) {
    const asked = fact.kind === 'checks-changed' && !fact.followed ? [fact.sha] : [];
    const foreign = asked.length > 0 && (await hotfixesAt(tx, { installation, shas: asked })).length === 0;
    if (!foreign) worth.push(fact);
  }
  return worth;
}

/** Where something reached production, or a commit that had no business there came to where it belongs. */
async function repositoriesOf(
  tx: Handle,
  kept: Fact[],
  { shas, now, subjects }: { shas: string[]; now: Date; subjects: SubjectChanges },
): Promise<Set<number>> {
  const deployed = kept.filter((fact) => fact.kind === 'deployment' && fact.state === 'success');
  const arrived = kept.filter((fact) => fact.kind === 'pushed' || fact.kind === 'target-pushed');
  const concerned = new Set(deployed.map(({ repository }) => repository));
  // A deploy that takes a hotfix's place in production belongs to its story.
  for (const id of concerned) subjects.wake(await openHotfixes(tx, id), now);
  for (const { repository } of arrived) {
    const places = concerned.has(repository) ? null : await placesOf(tx, repository, shas);
    if (places && [...places.values()].some(({ read }) => read === 'neither')) concerned.add(repository);
  }
  return concerned;
}

/** A push to the target concerns the hotfixes whose files it changed, whether or not it brings their commits. */
async function recordTouches(
  tx: Handle,
  kept: Fact[],
  { id, now }: { id: string | null; now: Date },
): Promise<Fact[]> {
  const touches: Fact[] = [];
  const begun = kept.filter(({ kind }) => kind === 'pushed').map(({ branch }) => branch ?? '');
  for (const push of kept) {
    if (push.kind !== 'target-pushed') continue;
    const watched = await watchedBranches(tx, push.repository, subMilliseconds(now, watchAfterArrival));
    for (const branch of new Set([...watched, ...begun])) {
      const own = await factsOfFiles(tx, push.repository, branch);
      // Facts from GitHub's history settled long ago.
      const at = id === null ? new Date(push.at) : now;
      const touched = touchedBy(push, { branch, own, now: at });
      if (touched) touches.push(touched);
    }
  }
  return appendFacts(tx, touches, { delivery: id, recordedAt: now });
}

function commitsOf(fact: Fact): string[] {
  const listed = fact.kind === 'target-pushed' ? fact.commits : [];
  return fact.sha === null ? listed : [...listed, fact.sha];
}
