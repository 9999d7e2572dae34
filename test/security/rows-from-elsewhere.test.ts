/** A review is written by whoever may write in its repository, wherever they say it. */

import type { PlayedRepository } from '../../demo/stand-in/stand-in.ts';
import { factKey } from '../../src/facts/keys.ts';
import { factsByKey } from '../../src/store/incidents.ts';
import { keepAcceptedRows } from '../../src/store/migrations/0020-rows-from-elsewhere.ts';
import { hour, type Scene, scene } from '../e2e/scene.ts';

const other = 'hotfix/INCIDENT-123-read-along';

interface Beside extends Scene {
  ledger: PlayedRepository;
  pullElsewhere: number;
  review(): string;
}

/** The review is in one repository; mallory may write in another one, and has a branch of the same incident there. */
async function beside(): Promise<Beside> {
  const on = await scene();
  on.repository.allow('mallory', 'read');
  await on.deploy(await on.push());
  await on.pass(hour);
  const ledger = await on.github.repository('acme/ledger', { files: { 'ledger.ts': 'export {};\n' } });
  await ledger.as('mallory').push(other, { from: 'main', files: { 'ledger.ts': 'export const a = 1;\n' } });
  const pullElsewhere = await ledger.as('mallory').openPull({ head: other });
  await on.pass(60_000);
  const review = (): string =>
    on.repository.issues.find(({ title }) => title.startsWith('Post-incident review'))?.body ?? '';
  return { ...on, ledger, pullElsewhere, review };
}

async function tell(on: Beside, login: string, line: string): Promise<string> {
  on.ledger.as(login).comment(on.pullElsewhere, line);
  await on.pass(10 * 60_000);
  const answers = on.ledger.state.issues.get(on.pullElsewhere)?.comments ?? [];
  return answers.findLast(({ body }) => body.includes(':command:'))?.body ?? '';
}

test('a writer of another repository fills in no row of a review there from a branch of their own', async () => {
  const on = await beside();
  const answer = await tell(on, 'mallory', '/hotfix timeline detected 13:37');
  expect(answer).toContain('if you have write permission there');
  expect(on.review()).not.toContain('13:37');
  expect(on.review()).toMatch(/Issue detected \| \*\*missing\*\*/);
  // Nor does it take the place of what was told where it may be.
  on.repository.as('ada').comment(1, '/hotfix timeline detected 13:50');
  await on.pass(10 * 60_000);
  await tell(on, 'mallory', '/hotfix timeline detected 13:38');
  expect(on.review()).toContain('13:50');
  expect(on.review()).not.toContain('13:38');
});

test('somebody who may write where the review is fills it in from there, and stays when the right has gone', async () => {
  const on = await beside();
  await tell(on, 'ada', '/hotfix timeline detected 13:37');
  expect(on.review()).toContain('13:37');
  on.repository.allow('ada', 'read');
  await tell(on, 'ada', '/hotfix timeline recovered 13:59');
  expect(on.review()).toContain('13:37');
  expect(on.review()).not.toContain('13:59');
});

test('a row that was accepted before that right was asked stays', async () => {
  const on = await beside();
  await tell(on, 'mallory', '/hotfix timeline detected 13:37');
  const { db } = on.database;
  const told = await db
    .selectFrom('facts')
    .select(['key', 'repository'])
    .where('kind', '=', 'commanded')
    .executeTakeFirstOrThrow();
  const key = factKey.entitlementRead({ command: told.key as `command:${string}`, branch: null });
  await db.deleteFrom('facts').where('key', '=', key).execute();
  await keepAcceptedRows(db);
  const [ruling] = await factsByKey(db, on.repository.state.id, [key]);
  expect(ruling).toMatchObject({ kind: 'entitlement-read', branch: null, command: told.key, entitled: true });
  await on.deploy(await on.push(undefined, 'export const timeout = 60;\n'));
  await on.pass(hour);
  expect(on.review()).toContain('13:37');
});
