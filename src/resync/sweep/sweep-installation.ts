import { addMilliseconds } from 'date-fns/addMilliseconds';
import { subMilliseconds } from 'date-fns/subMilliseconds';
import type { Work } from '../../context/work.ts';
import { type InstallationRepository, isThere, listRepositories } from '../../github/client/app.ts';
import { GitHubTrouble } from '../../github/client/errors.ts';
import type { Installation } from '../../github/client/github.ts';
import { repositoryApi } from '../../github/client/repository-api.ts';
import { unendedDeployments } from '../../store/facts/history.ts';
import { correctRepository } from '../../store/repositories/correct-repository.ts';
import {
  findRepository,
  type KnownRepository,
  repositoriesOf,
  saveRepository,
  setRepositoryState,
} from '../../store/repositories/repositories.ts';
import { changeSubjects } from '../../store/subject-changes.ts';
import { sweepSubject } from '../../store/subject-key.ts';
import { openBranches } from '../../store/summaries.ts';
import { findSweep, saveSweep } from '../../store/sweeps.ts';
import type { Handle } from '../../store/tables.ts';
import { watchAfterArrival } from '../../waiting/timings.ts';

/** Milliseconds from one repository to the next: a sweep is in no hurry, and others want GitHub's answers too. */
const step = 200;

/**
 * Lists the repositories of an installation, and has those looked through that something was pushed to since the last
 * time, or where something is open. A repository that is neither listed nor found is gone.
 */
export async function sweepInstallation(work: Work, installation: number): Promise<void> {
  const { db, now, log } = work;
  const github = await work.github.installation(installation);
  const startedAt = now();
  let listed: InstallationRepository[];
  try {
    listed = await listRepositories(github);
  } catch (error) {
    if (!(error instanceof GitHubTrouble) || error.trouble.kind !== 'uninstalled') throw error;
    log.info({ installation }, 'App no longer installed');
    await setRepositoryState(db, { installation }, 'gone', startedAt);
    return;
  }
  let due = startedAt;
  for (const repository of listed) {
    if (await takeStock(work, { installation, repository, due })) due = addMilliseconds(due, step);
  }
  await leaveGone(work, github, { installation, listed });
}

/** Keeps a repository as it is listed; `true`: it is to be looked through. One that is not served is left. */
async function takeStock(
  { db, now, isAllowed }: Work,
  { installation, repository, due }: { installation: number; repository: InstallationRepository; due: Date },
): Promise<boolean> {
  const { pushedAt, archived, ...named } = repository;
  const { id } = named;
  return changeSubjects(db, async (tx, subjects) => {
    const before = await findRepository(tx, id);
    const isServed = isAllowed(named.owner);
    if (!isServed && !before) return false;
    const state = isServed ? (archived ? 'archived' : 'active') : 'gone';
    const listedNow: KnownRepository = { ...named, installation, state };
    const changes = { now: now(), subjects };
    if (before) await correctRepository(tx, { known: before, described: listedNow }, changes);
    else await saveRepository(tx, listedNow, changes.now);
    if (state !== 'active') return false;
    const { sweptAt, pushedAt: then } = await findSweep(tx, id);
    await saveSweep(tx, id, { listedPushedAt: pushedAt });
    const same = sweptAt !== null && pushedAt?.getTime() === then?.getTime();
    if (same && !(await isAwaited(tx, id, now()))) return false;
    subjects.wake(sweepSubject(id), due);
    return true;
  });
}

/** Something is open, or a deploy began whose end was never reported: also a finished hotfix may be deployed again. */
async function isAwaited(tx: Handle, repository: number, now: Date): Promise<boolean> {
  if ((await openBranches(tx, repository)).length > 0) return true;
  return (await unendedDeployments(tx, repository, subMilliseconds(now, watchAfterArrival))).length > 0;
}

/** A list may lack what is there: each is asked for, before it is taken for gone. */
async function leaveGone(
  { db, now }: Work,
  github: Installation,
  { installation, listed }: { installation: number; listed: InstallationRepository[] },
): Promise<void> {
  const there = new Set(listed.map(({ id }) => id));
  const known = await repositoriesOf(db, { installation });
  for (const [id, { owner, name, state }] of known) {
    if (there.has(id) || state === 'gone') continue;
    if (await isThere(repositoryApi(github, { owner, name, id }))) continue;
    await setRepositoryState(db, { ids: [id] }, 'gone', now());
  }
}
