import type { Etags } from '../../github/read-if-changed.ts';
import type { Fact } from '../../hotfix/fact.ts';
import { readDelivery } from '../../intake/read-delivery.ts';
import type { Delivery, ReadingContext } from '../../intake/reading.ts';
import { UnreadableDelivery } from '../../intake/unreadable-delivery.ts';
import { installedAt } from '../../store/installations.ts';
import { followedBranches } from '../../store/subjects.ts';
import type { Bench } from '../bench.ts';

/** What it takes to read GitHub's memory of one repository, and to understand it as its deliveries are understood. */
export interface Memory {
  bench: Bench;
  /** When the App was installed there: what is older was never its business. `null`: not known. */
  since: Date | null;
  etags: Etags;
  understand(delivery: Delivery): Fact[];
}

export async function openMemory(bench: Bench, before: Record<string, string> = {}): Promise<Memory> {
  const { work, repository, inForce } = bench;
  const { policy } = inForce;
  const context: ReadingContext = {
    policy,
    target: policy.branches.target ?? repository.defaultBranch,
    appId: work.appId,
    known: await followedBranches(work.db, repository.id),
  };
  return {
    bench,
    since: await installedAt(work.db, repository.installation),
    etags: { before, now: {} },
    understand(delivery) {
      try {
        return readDelivery(delivery, context).facts;
      } catch (error) {
        if (!(error instanceof UnreadableDelivery)) throw error;
        // One thing that is not understood must not hide the others.
        work.log.warn({ err: error, repository: repository.id }, 'what GitHub remembers is not understood');
        return [];
      }
    },
  };
}
