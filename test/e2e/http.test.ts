/** What comes in over HTTP, as GitHub and others send it. */
import { createHmac, randomUUID } from 'node:crypto';
import { createRequire } from 'node:module';
import { queueStatus } from '../../src/queries/status.ts';
import { emptyDatabase } from '../support/stores.ts';
import { secret } from '../support/world.ts';
import { hour, type Scene, scene } from './scene.ts';

const require = createRequire(import.meta.url);
const examples = require('@octokit/webhooks-examples') as { name: string; examples: object[] }[];

interface Sent {
  event?: string;
  id?: string;
  body: string | Buffer;
  signature?: string | null;
  type?: string;
}

async function send(
  on: Scene,
  { event = 'push', id = randomUUID(), body, signature, type = 'application/json' }: Sent,
): Promise<Response> {
  const signed =
    signature === undefined ? `sha256=${createHmac('sha256', secret).update(body).digest('hex')}` : signature;
  return fetch(`${on.app.url}/api/github/webhooks`, {
    method: 'POST',
    headers: {
      'content-type': type,
      'x-github-event': event,
      'x-github-delivery': id,
      ...(signed === null ? {} : { 'x-hub-signature-256': signed }),
    },
    body,
  });
}

test('every example payload of GitHub is taken, worked on, and harms nothing', async () => {
  const on = await scene();
  const installation = on.github.hub.installations[0]?.id;
  let count = 0;
  for (const { name, examples: payloads } of examples) {
    for (const payload of payloads) {
      for (const body of [payload, { ...payload, installation: { id: installation, node_id: 'x' } }]) {
        const response = await send(on, { event: name, body: JSON.stringify(body) });
        expect([name, response.ok, await response.text()]).toEqual([
          name,
          true,
          expect.stringContaining('status'),
        ]);
        count += 1;
      }
    }
  }
  expect(count).toBeGreaterThan(600);
  // Two that waited for each other's rows are tried again, one after the other.
  await on.pass(60_000);
  // What is of installations and repositories that GitHub does not know is asked about again for some hours.
  const waiting = await on.database.db
    .selectFrom('deliveries')
    .select(['event', 'error'])
    .where('state', '!=', 'done')
    .execute();
  for (const { event, error } of waiting)
    expect([event, error]).toEqual([event, expect.stringMatching(/not installed there|knows no such thing/)]);
  const sha = await on.push();
  expect(on.checks(sha)).toHaveLength(1);
});

test('of what was sent only what is read is kept', async () => {
  const on = await scene();
  const pushed = examples.find(({ name }) => name === 'push')?.examples[0];
  const author = { name: 'planted-name', email: 'planted@example.com' };
  const commits = [{ id: 'a'.repeat(40), message: 'planted-message', author, added: ['a'] }];
  await send(on, { body: JSON.stringify({ ...pushed, commits, head_commit: null }) });
  const client_payload = { tag: `hotfix-${'a'.repeat(40)}`, token: 'planted-token', more: ['planted'] };
  const dispatch = { action: 'deploy-service', client_payload, repository: { id: 42, full_name: 'a/b' } };
  await send(on, { event: 'repository_dispatch', body: JSON.stringify(dispatch) });
  const rows = await on.database.db
    .selectFrom('deliveries')
    .select('payload')
    .where('event', 'in', ['push', 'repository_dispatch'])
    .execute();
  expect(rows).toHaveLength(2);
  expect(JSON.stringify(rows)).not.toContain('planted');
});

test.each([
  ['a wrong signature', { body: '{}', signature: `sha256=${'0'.repeat(64)}` }, 401],
  ['no signature', { body: '{}', signature: null }, 401],
  ['what is not JSON', { body: '{"ref": ' }, 400],
  ['another content type', { body: '{}', type: 'application/x-www-form-urlencoded' }, 415],
  ['a body over the limit', { body: Buffer.alloc(25 * 1024 * 1024 + 1, 32) }, 413],
] satisfies [string, Sent, number][])('%s is refused, and nothing of it is kept', async (_, sent, status) => {
  const on = await scene();
  // The other side may hang up on us while we still send: that is a refusal too.
  const answered = await send(on, sent).then(
    (response) => response.status,
    () => status,
  );
  expect(answered).toBe(status);
  const { rows } = await on.database.db
    .selectFrom('deliveries')
    .select((query) => query.fn.countAll<number>().as('rows'))
    .where('event', '=', 'push')
    .executeTakeFirstOrThrow();
  expect(Number(rows)).toBe(0);
});

test('an unknown event is answered and dropped', async () => {
  const on = await scene();
  expect((await send(on, { event: 'not_an_event', body: '{}' })).status).toBe(202);
});

test('a delivery of an unknown installation is taken, and leads to nothing', async () => {
  const on = await scene();
  await on.push();
  const push = on.github.wire.log.findLast((one) => one.event === 'push');
  const before = on.writes().length;
  const payload = { ...push?.payload, installation: { id: 999_999 }, after: 'a'.repeat(40) };
  expect((await send(on, { body: JSON.stringify(payload) })).status).toBe(202);
  await on.rest();
  expect(await queueStatus(on.database.db, on.now())).toMatchObject({ waiting: 1, parked: 0 });
  await on.pass(6 * hour);
  expect(
    on
      .writes()
      .slice(before)
      .filter((one) => one.startsWith('POST')),
  ).toEqual([]);
  expect(await queueStatus(on.database.db, on.now())).toMatchObject({ waiting: 0, parked: 0 });
});

test('a second delivery of the same id changes nothing, whatever it says', async () => {
  const on = await scene();
  const sha = await on.push();
  const push = on.github.wire.log.findLast((one) => one.event === 'push');
  const body = JSON.stringify({ ...push?.payload, ref: 'refs/heads/hotfix/INCIDENT-9-other' });
  expect((await send(on, { id: push?.id ?? '', body })).status).toBe(202);
  await on.rest();
  expect(on.checks(sha)).toHaveLength(1);
  expect(
    await on.database.db.selectFrom('subjects').select('branch').where('kind', '=', 'hotfix').execute(),
  ).toHaveLength(1);
});

test('health and readiness', async () => {
  const on = await scene();
  const health = await fetch(`${on.app.url}/healthz`);
  const ready = await fetch(`${on.app.url}/readyz`);
  expect([health.status, ready.status]).toEqual([200, 200]);
  expect(await ready.json()).toMatchObject({
    status: 'ready',
    queue: { waiting: 0, parked: 0 },
    gitHub: { lastDeliveryAt: expect.stringMatching(/^2026-11-23T14:00/), logReadAt: null, comparedAt: null },
  });
  await on.sweep();
  const later = await (await fetch(`${on.app.url}/readyz`)).json();
  expect(later).toMatchObject({ gitHub: { logReadAt: expect.any(String), comparedAt: expect.any(String) } });
});

test('metrics tell that GitHub fails, and that an installation waits for a limit', async () => {
  const on = await scene();
  const told = async () => {
    const text = await (await fetch(`${on.app.url}/metrics`)).text();
    const named = /^hotfix_policy_github(?:\{state="(\w+)"\}|_(limited)_installations) ([1-9]\d*)$/gm;
    return [...text.matchAll(named)].map(([, state, limited, value]) => `${state ?? limited} ${value}`);
  };
  const path = /^\/repos\//;
  on.github.faults.add({ path, status: 429, headers: { 'retry-after': '120' }, times: 1 });
  await on.push();
  expect(await told()).toEqual(['ok 1', 'limited 1']);
  await on.pass(hour);
  expect(await told()).toEqual(['ok 1']);
  on.github.faults.add({ path, status: 502, times: 1_000 });
  await on.push(undefined, 'export const timeout = 31;\n');
  await on.pass(60_000);
  expect(await told()).toEqual(['failing 1']);
  on.github.faults.clear();
  await on.pass(hour);
  expect(await told()).toEqual(['ok 1']);
});

test('metrics count what comes, and name nobody', async () => {
  const on = await scene();
  await on.push();
  await fetch(`${on.app.url}/api/github/webhooks`, { method: 'POST', body: 'x' });
  const text = await (await fetch(`${on.app.url}/metrics`)).text();
  for (const line of [
    'hotfix_policy_database_up 1',
    'hotfix_policy_deliveries_waiting 0',
    'hotfix_policy_deliveries_parked 0',
    'hotfix_policy_deliveries_total{event="push",outcome="stored"} 1',
    'hotfix_policy_deliveries_total{event="other",outcome="refused"} 1',
    'hotfix_policy_github{state="ok"} 1',
    'hotfix_policy_github{state="failing"} 0',
    'hotfix_policy_github{state="refused"} 0',
    'hotfix_policy_github_limited_installations 0',
  ])
    expect(text.split('\n')).toContain(line);
  expect(text).toMatch(/^hotfix_policy_last_delivery_timestamp_seconds \d+/m);
  expect(text).not.toMatch(/acme|checkout|INCIDENT|ada/);
  const lines = text.split('\n').filter((line) => line !== '');
  for (const line of lines) expect(line).toMatch(/^(?:# (?:HELP|TYPE) )?hotfix_policy_/);
});

test('on a disk that is nearly full nothing is taken or worked on, and it goes on by itself', async () => {
  const disk = { room: true };
  const database = { ...(await emptyDatabase()), hasRoom: () => disk.room };
  const on = await scene({ database });
  disk.room = false;
  const ready = await fetch(`${on.app.url}/readyz`);
  expect([ready.status, await ready.json()]).toMatchObject([
    503,
    { status: 'not_ready', database: 'low_disk_space', detail: expect.stringContaining('DATA_DIR') },
  ]);
  const sha = await on.push();
  expect(on.checks(sha)).toEqual([]);
  const kept = on.database.db.selectFrom('deliveries').select('id').where('event', '=', 'push');
  expect(await kept.execute()).toEqual([]);
  disk.room = true;
  // What could not be taken is fetched from GitHub's log.
  await on.sweep();
  expect(on.checks(sha)).toHaveLength(1);
});
