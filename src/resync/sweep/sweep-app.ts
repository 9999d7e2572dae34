import { addMilliseconds } from 'date-fns/addMilliseconds';
import type { Work } from '../../context/work.ts';
import { listInstallations } from '../../github/client/app.ts';
import { setCheckpoint } from '../../store/checkpoints.ts';
import { saveInstallation } from '../../store/repositories/installations.ts';
import { installationsInUse, setRepositoryState } from '../../store/repositories/repositories.ts';
import { changeSubjects } from '../../store/subject-changes.ts';
import { installationSubject } from '../../store/subject-key.ts';
import { sweepEvery } from '../../waiting/timings.ts';

/** Goes through the accounts that installed the App, and has the repositories of each looked through. */
export async function sweepApp({ db, github, now, isAllowed, log }: Work): Promise<Date> {
  const startedAt = now();
  const installations = await listInstallations(await github.app());
  const suspended = new Set(installations.filter((one) => one.suspended).map(({ id }) => id));
  await changeSubjects(db, async (tx, subjects) => {
    for (const { id, account, createdAt } of installations) {
      if (isAllowed(account)) await saveInstallation(tx, { id, account, createdAt });
      if (suspended.has(id)) await setRepositoryState(tx, { installation: id }, 'suspended', startedAt);
    }
    const served = installations.filter(({ account }) => isAllowed(account)).map(({ id }) => id);
    // One that is not listed is asked for, before it is taken for gone.
    for (const id of new Set([...served, ...(await installationsInUse(tx))]))
      if (!suspended.has(id)) subjects.wake(installationSubject(id), startedAt);
    await setCheckpoint(tx, 'swept', startedAt);
  });
  log.info({ installations: installations.length }, 'comparing everything with GitHub');
  return addMilliseconds(startedAt, sweepEvery);
}
