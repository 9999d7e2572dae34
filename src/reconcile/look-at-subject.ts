import { addMilliseconds } from 'date-fns/addMilliseconds';
import { openRepositoryContext } from '../context/repository-context.ts';
import type { Work } from '../context/work.ts';
import type { Lease } from '../queue/lease.ts';
import type { TakenSubject } from '../queue/subject-leases.ts';
import { readDeliveryLog } from '../resync/read-delivery-log.ts';
import { sweepApp } from '../resync/sweep/sweep-app.ts';
import { sweepInstallation } from '../resync/sweep/sweep-installation.ts';
import { sweepRepository } from '../resync/sweep/sweep-repository.ts';
import { parseInstallationKey } from '../store/subject-key.ts';
import { unreadPolicyEvery } from '../waiting/timings.ts';
import { reconcileHotfix } from './hotfix/reconcile-hotfix.ts';
import { reconcileIncident } from './incident/reconcile-incident.ts';
import { prune } from './prune.ts';
import { reconcileRepository } from './repository/reconcile-repository.ts';
import { tellSlack } from './slack/tell-slack.ts';

/** Looks at a subject whose time has come; resolves to the time of the next look. */
export async function lookAtSubject(work: Work, subject: TakenSubject, hold: Lease): Promise<Date | null> {
  switch (subject.kind) {
    case 'app':
      return sweepApp(work);
    case 'delivery-log':
      return readDeliveryLog(work);
    case 'prune':
      return prune(work);
    case 'slack':
      return tellSlack(work, hold);
    case 'installation':
      await sweepInstallation(work, parseInstallationKey(subject.key) ?? 0);
      return null;
    case 'sweep': {
      const context = await openRepositoryContext(work, subject.repository, hold);
      if (context) await sweepRepository(context);
      return null;
    }
    case 'incident':
      return reconcileIncident(work, subject.key, hold);
    case 'hotfix':
    case 'repository':
      return reconcile(work, subject, hold);
  }
}

async function reconcile(work: Work, subject: TakenSubject, hold: Lease): Promise<Date | null> {
  const context = await openRepositoryContext(work, subject.repository, hold);
  if (!context) return null;
  const again = await (subject.branch === null
    ? reconcileRepository(context)
    : reconcileHotfix(context, subject.branch));
  if (!context.policyUnread) return again;
  const soon = addMilliseconds(work.now(), unreadPolicyEvery);
  return again && again < soon ? again : soon;
}
