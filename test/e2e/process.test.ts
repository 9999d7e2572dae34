/** The program as it is shipped: its own process, the real clock, the embedded database in a folder. */
import { type ChildProcess, spawn } from 'node:child_process';
import { createHmac } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import pg from 'pg';
import { type PlayedRepository, type StandIn, startStandIn } from '../../demo/stand-in/stand-in.ts';
import { judge } from '../contract/judge.ts';
import { privateKey } from '../support/app-key.ts';
import { appId, registration, secret } from '../support/app-registration.ts';
import { bareEnvironment } from '../support/bare-environment.ts';
import { breachesIn } from '../support/breaches.ts';
import { migratedFolder } from '../support/migrated-folder.ts';
import { quickStart } from '../support/quick-start.ts';
import { emptyPostgres } from '../support/shared-postgres.ts';

const branch = 'hotfix/INCIDENT-123-fix-payment-timeout';

interface Place {
  github: StandIn;
  repository: PlayedRepository;
  folder: string;
}

const running: ChildProcess[] = [];
const places: Place[] = [];

async function place(): Promise<Place> {
  const folder = mkdtempSync(join(tmpdir(), 'hotfix-policy-'));
  const github = await startStandIn({ app: registration });
  const repository = await github.repository('acme/checkout-service', {
    files: {
      'src/payment.ts': 'export const timeout = 1;\n',
      '.github/hotfix-policy.yml': 'backfill: {deadline: 5s}\nreminders: {every: 1h}\n',
    },
  });
  const made = { github, repository, folder };
  places.push(made);
  return made;
}

afterAll(async () => {
  for (const child of running) child.kill('SIGKILL');
  for (const { github, folder } of places) {
    await github.close();
    rmSync(folder, { recursive: true, force: true });
  }
});

interface Program {
  child: ChildProcess;
  /** Everything that it printed so far. */
  printed(): string;
  ended: Promise<number | null>;
}

function start(folder: string, environment: Record<string, string>): Program {
  const child = spawn(process.execPath, [...quickStart, resolve('src/main.ts')], {
    cwd: folder,
    env: { ...bareEnvironment, ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  running.push(child);
  let text = '';
  const collect = (chunk: Buffer): void => {
    text += chunk.toString();
  };
  child.stdout?.on('data', collect);
  child.stderr?.on('data', collect);
  const ended = new Promise<number | null>((done) => child.once('exit', done));
  return { child, printed: () => text, ended };
}

function settings({ github, folder }: Place): Record<string, string> {
  return {
    APP_ID: String(appId),
    PRIVATE_KEY: privateKey,
    WEBHOOK_SECRET: secret,
    GHE_HOST: github.host,
    GHE_PROTOCOL: 'http',
    HOST: '127.0.0.1',
    PORT: '0',
    DATA_DIR: join(folder, 'data'),
    LOG_FORMAT: 'json',
  };
}

async function until<T>(
  what: () => T | null | undefined | false,
  program: Program,
  patience = 120_000,
): Promise<T> {
  for (const end = Date.now() + patience; Date.now() < end; ) {
    const found = what();
    if (found) return found;
    await new Promise((later) => setTimeout(later, 20));
  }
  throw new Error(`waited in vain for ${what.toString()}\n${program.printed()}`);
}

async function listening(program: Program, { github }: Place): Promise<string> {
  const [, url] = await until(() => /Listening on (http:\/\/[^\s"]+)/.exec(program.printed()), program);
  github.wire.url = `${url}/api/github/webhooks`;
  return url ?? '';
}

// On Postgres the programs of test/faults live, and are ended.
test('a deadline is acted on after it has passed, a crash loses nothing, SIGTERM ends it with 0', async () => {
  const at = await place();
  const { github, repository, folder } = at;
  const verdict = judge(github);
  const first = start(folder, settings(at));
  await listening(first, at);
  github.install('acme');
  const sha = await repository.as('ada').push(branch, { from: 'main', files: { 'src/payment.ts': 'x' } });
  const pushedAt = Date.now();
  const id = repository.automation.deployment({ sha, ref: branch, environment: 'production', by: 'ada' });
  repository.automation.deploymentStatus(id, 'success');
  const pull = await until(() => repository.pulls[0], first);
  const reminder = await until(
    () => pull.comments.find((one) => one.body.includes('hotfix-policy:reminder')),
    first,
  );
  // The deadline counts from GitHub's time of the push, which is in whole seconds.
  expect(reminder.createdAt.getTime() - pushedAt).toBeGreaterThan(3_500);
  await until(() => breachesIn(repository).length === 1, first);

  first.child.kill('SIGKILL');
  await first.ended;
  const second = start(folder, settings(at));
  await listening(second, at);
  await repository.as('grace').mergePull(pull.number);
  await until(() => breachesIn(repository)[0]?.state === 'closed', second);
  // What shows how things are waits a few seconds for what belongs to it.
  await until(() => pull.comments.length >= 2, second);
  expect(pull.comments).toHaveLength(2);
  expect(repository.checkRuns(sha, appId)).toHaveLength(1);

  second.child.kill('SIGTERM');
  expect(await second.ended).toBe(0);
  expect(first.printed() + second.printed()).not.toContain(secret);
  expect(first.printed() + second.printed()).not.toMatch(/PRIVATE KEY|ghs_/);
  verdict.assertNone();
}, 300_000);

test('while a secret is rotated both are taken; no log line, error, metric or row has any secret', async () => {
  const address = (await emptyPostgres()).replace('postgres@', 'postgres:planted-password@');
  const at = await place();
  const { github, repository, folder } = at;
  const program = start(folder, {
    ...settings(at),
    DATABASE_URL: address,
    WEBHOOK_SECRET: 'planted-secret-of-today',
    WEBHOOK_SECRET_PREVIOUS: secret,
    LOG_LEVEL: 'trace',
  });
  const tokens: string[] = [];
  const newToken = github.api.auth.newToken.bind(github.api.auth);
  github.api.auth.newToken = (id) => {
    const made = newToken(id);
    tokens.push(String(made.token));
    return made;
  };
  const url = await listening(program, at);
  github.install('acme');
  const push = (number: number): Promise<string> => {
    const files = { 'src/payment.ts': `${number}` };
    return repository.as('ada').push(`hotfix/INCIDENT-${number}-fix`, { from: 'main', files });
  };
  const checked = async (sha: string): Promise<unknown> =>
    until(() => repository.checkRuns(sha, appId)[0], program);
  await checked(await push(1));
  // A GitHub that quotes what it was sent, in each way in which it refuses.
  const quoted = { message: `not for token ${tokens[0]}` };
  github.faults.add({ method: 'POST', path: /check-runs$/, status: 403, body: quoted });
  github.faults.add({ method: 'POST', path: /check-runs$/, status: 502, body: quoted });
  github.faults.add({ method: 'POST', path: /pulls$/, status: 422, body: quoted });
  const second = await push(2);
  const id = repository.automation.deployment({
    sha: second,
    ref: 'hotfix/INCIDENT-2-fix',
    environment: 'production',
    by: 'ada',
  });
  repository.automation.deploymentStatus(id, 'success');
  await until(() => /not for token/.test(program.printed()), program);
  const body = JSON.stringify({ zen: 'x' });
  const by = (key: string): string => `sha256=${createHmac('sha256', key).update(body).digest('hex')}`;
  const answers = ['planted-secret-of-today', secret, 'guessed'].map(async (key, index) => {
    const headers = {
      'content-type': 'application/json',
      'x-github-event': 'ping',
      'x-github-delivery': `d-${index}`,
      'x-hub-signature-256': by(key),
    };
    return (await fetch(`${url}/api/github/webhooks`, { method: 'POST', headers, body })).status;
  });
  expect(await Promise.all(answers)).toEqual([200, 200, 401]);
  const pages = await Promise.all(
    ['metrics', 'readyz', ''].map(async (page) => (await fetch(`${url}/${page}`)).text()),
  );
  const client = new pg.Client({ connectionString: address });
  await client.connect();
  const tables = await client.query<{ name: string }>(
    "select tablename as name from pg_tables where schemaname = 'public'",
  );
  const rows: unknown[] = [];
  for (const { name } of tables.rows) rows.push((await client.query(`select * from ${name}`)).rows);
  await client.end();
  program.child.kill('SIGTERM');
  expect(await program.ended).toBe(0);
  const all = [program.printed(), ...pages, JSON.stringify(rows)].join('\n');
  expect(all).toContain('not for token');
  expect(tokens.length).toBeGreaterThan(0);
  for (const one of [
    'planted',
    secret,
    'PRIVATE KEY',
    'ghs_',
    ...privateKey.split('\n').slice(1, 4),
    ...tokens,
  ])
    expect(all).not.toContain(one);
}, 300_000);

test('a second process on the same folder is refused, and says what to do', async () => {
  const at = await place();
  await migratedFolder(settings(at).DATA_DIR);
  const first = start(at.folder, settings(at));
  await listening(first, at);
  const second = start(at.folder, settings(at));
  expect(await second.ended).toBe(1);
  expect(second.printed()).toContain('DATA_DIR');
}, 300_000);

test('faults of the settings are named together, and nothing starts', async () => {
  const { folder } = await place();
  const program = start(folder, {
    APP_ID: 'x',
    WEBHOOK_SECRET: 'development',
    NODE_ENV: 'production',
    PORT: 'y',
  });
  expect(await program.ended).toBe(1);
  for (const name of ['APP_ID', 'PRIVATE_KEY', 'WEBHOOK_SECRET', 'PORT'])
    expect(program.printed()).toContain(name);
});

test('without a webhook secret production does not start', async () => {
  const at = await place();
  const { WEBHOOK_SECRET: _, ...rest } = settings(at);
  const program = start(at.folder, { ...rest, NODE_ENV: 'production' });
  expect(await program.ended).toBe(1);
  expect(program.printed()).toContain('WEBHOOK_SECRET');
});

test('when the embedded database breaks off, the process says so and ends, to be started again', async () => {
  const at = await place();
  const breaker = `
    import { Worker } from 'node:worker_threads';
    const { postMessage } = Worker.prototype;
    Worker.prototype.postMessage = function (...given) {
      process.once('SIGUSR2', () => this.terminate());
      Worker.prototype.postMessage = postMessage;
      return postMessage.apply(this, given);
    };`;
  const program = start(at.folder, {
    ...settings(at),
    NODE_OPTIONS: `--import data:text/javascript,${encodeURIComponent(breaker)}`,
  });
  await listening(program, at);
  program.child.kill('SIGUSR2');
  expect(await program.ended).toBe(1);
  expect(program.printed()).toContain('database stopped; exiting so that a new process can take over');
  const again = start(at.folder, settings(at));
  await listening(again, at);
});
