import type { RepositoryContext } from '../../context/repository-context.ts';
import type { Fact } from '../../facts/fact.ts';
import type { Etags } from '../../github/client/read-if-changed.ts';
import { readDelivery } from '../../intake/read/read-delivery.ts';
import type { Delivery, ReadingContext } from '../../intake/read/reading.ts';
import { UnreadableDelivery } from '../../intake/read/unreadable-delivery.ts';
import { targetOf } from '../../policy/target.ts';
import { installedAt } from '../../store/repositories/installations.ts';
import { followedBranches } from '../../store/subjects.ts';

/** GitHub's history of one repository, understood as its deliveries are. */
export interface History {
  context: RepositoryContext;
  /** When the App was installed there: what is older was never its business. `null`: not known. */
  since: Date | null;
  etags: Etags;
  understand(delivery: Delivery): Fact[];
}

export async function openHistory(
  context: RepositoryContext,
  before: Record<string, string> = {},
): Promise<History> {
  const { work, repository, inForce } = context;
  const { policy } = inForce;
  const reading: ReadingContext = {
    policy,
    target: targetOf(policy, repository),
    appId: work.appId,
    known: await followedBranches(work.db, repository.id),
  };
  return {
    context,
    since: await installedAt(work.db, repository.installation),
    etags: { before, now: {} },
    understand(delivery) {
      try {
        return readDelivery(delivery, reading).facts;
      } catch (error) {
        if (!(error instanceof UnreadableDelivery)) throw error;
        // One thing that is not understood must not hide the others.
        work.log.warn({ err: error, repository: repository.id }, 'GitHub history not understood');
        return [];
      }
    },
  };
}
