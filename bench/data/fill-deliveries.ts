import { partToKeep } from '../../src/intake/receive/payload-projection.ts';
import { absent } from '../../src/policy/policy-file.ts';
import { type Database, type DatabaseOptions, openDatabase } from '../../src/store/database.ts';
import { storeDeliveries } from '../../src/store/deliveries.ts';
import { saveFile } from '../../src/store/policy-files.ts';
import { pushBody } from '../load/delivery.ts';

/** GitHub's numbers in the benchmarks. */
export const installation = 1;
export const firstRepository = 1_000;

/** This many pushes to the default branch wait to be processed, in 500 repositories whose policy is known. */
export async function fillDeliveries(options: DatabaseOptions, count: number): Promise<void> {
  const database = await openDatabase(options);
  try {
    await knowPolicies(database, 500);
    await storePushes(database, count);
  } finally {
    await database.close();
  }
}

/** Pushes to the default branch, in hundreds. */
export async function storePushes({ run }: Database, count: number): Promise<void> {
  for (let from = 0; from < count; from += 100)
    await storeDeliveries(
      run,
      Array.from({ length: 100 }, (_, at) => waiting(from + at)),
    );
}

/** There is no policy file, read just now: GitHub need not be asked. */
export async function knowPolicies({ db }: Database, repositories: number): Promise<void> {
  const known = { seen: absent, good: null, broughtBy: null };
  const reading = { known, etag: null, readAt: new Date(), changedBy: null };
  await db.transaction().execute(async (tx) => {
    await saveFile(tx, `organisation:${installation}`, reading);
    for (let at = 0; at < repositories; at++)
      await saveFile(tx, `repository:${firstRepository + at}`, reading);
  });
}

function waiting(index: number): Parameters<typeof storeDeliveries>[1][number] {
  const repository = firstRepository + (index % 500);
  const body = pushBody(7678, (push) => {
    push.ref = `refs/heads/main`;
    Object.assign(push, {
      before: index.toString(16).padStart(40, 'b'),
      after: index.toString(16).padStart(40, 'a'),
      installation: { id: installation, node_id: 'x' },
    });
    push.repository.id = repository;
    push.repository.name = `service-${index % 500}`;
    push.repository.full_name = `acme/service-${index % 500}`;
    Object.assign(push.repository, { default_branch: 'main', master_branch: 'main' });
  });
  return {
    id: `waiting-${index}`,
    event: 'push',
    action: null,
    installation,
    repository,
    payload: JSON.stringify(partToKeep('push', JSON.parse(body))),
    receivedAt: new Date(),
  };
}
