import type { Kysely } from 'kysely';
import { type Migration, Migrator } from 'kysely/migration';
import { beginning } from './migrations/0001-beginning.ts';
import { commands } from './migrations/0002-commands.ts';
import { policyFiles } from './migrations/0003-policy-files.ts';
import { sweeps } from './migrations/0004-sweeps.ts';
import { writeBudgets } from './migrations/0005-write-budgets.ts';
import { parkDeliveries } from './migrations/0008-parked-deliveries.ts';
import { incidents } from './migrations/0009-incidents.ts';
import { slack } from './migrations/0010-slack.ts';
import { candidates } from './migrations/0011-candidates.ts';
import { visibility } from './migrations/0012-visibility.ts';
import { plainPayloads } from './migrations/0013-plain-payloads.ts';
import { reviewsBySubject } from './migrations/0014-reviews-by-subject.ts';
import { deliveryLeases } from './migrations/0016-delivery-leases.ts';
import { whatArtefactsAreLike } from './migrations/0017-what-artefacts-are-like.ts';
import { people } from './migrations/0018-people.ts';
import { accounts } from './migrations/0019-accounts.ts';
import { keepAcceptedRows } from './migrations/0020-rows-from-elsewhere.ts';
import { StoreError } from './store-error.ts';

/** In the order of their names; a released migration is never changed. */
const migrations: Record<string, Migration> = {
  '0001-beginning': { up: beginning },
  '0002-commands': { up: commands },
  '0003-policy-files': { up: policyFiles },
  '0004-sweeps': { up: sweeps },
  '0005-write-budgets': { up: writeBudgets },
  '0008-parked-deliveries': { up: parkDeliveries },
  '0009-incidents': { up: incidents },
  '0010-slack': { up: slack },
  '0011-candidates': { up: candidates },
  '0012-visibility': { up: visibility },
  '0013-plain-payloads': { up: plainPayloads },
  '0014-reviews-by-subject': { up: reviewsBySubject },
  '0016-delivery-leases': { up: deliveryLeases },
  '0017-what-artefacts-are-like': { up: whatArtefactsAreLike },
  '0018-people': { up: people },
  '0019-accounts': { up: accounts },
  '0020-rows-from-elsewhere': { up: keepAcceptedRows },
};

/** Kysely's message for a migration that was run and is unknown here. */
const newerWasHere = /previously executed migration .* is missing/;

/**
 * Migrates the tables to this version. Several processes may start at once: the others wait. Throws a {@link
 * StoreError} where a newer version has migrated them.
 */
export async function migrate<T>(db: Kysely<T>): Promise<void> {
  const migrator = new Migrator({ db, provider: { getMigrations: () => Promise.resolve(migrations) } });
  const { error } = await migrator.migrateToLatest();
  if (error instanceof Error && newerWasHere.test(error.message)) {
    throw new StoreError(
      'The database was brought up to date by a newer version of hotfix-policy. Run that version or a later one.',
    );
  }
  if (error) throw error;
}
