import { sql } from 'kysely';
import { pino } from 'pino';
import { createRepositoryAllowances } from '../../src/context/allowances.ts';
import { createPolicyReadings } from '../../src/context/policy-readings.ts';
import { createGitHub } from '../../src/github/client/github.ts';
import { createWorker } from '../../src/queue/worker.ts';
import { createHandlers } from '../../src/reconcile/handlers.ts';
import { openDatabase } from '../../src/store/database.ts';
import { deliveryLogSubject } from '../../src/store/subject-key.ts';
import { wakeSubject } from '../../src/store/subjects.ts';
import { privateKey } from '../../test/support/app-key.ts';
import { unpaced } from '../../test/support/unpaced.ts';
import { sized } from '../quick.ts';
import type { Row } from '../report/row.ts';
import { type CountingGitHub, startCountingGitHub } from '../servers/git-hub.ts';

const repositories = sized(10_000, 500);
const open = sized(1_000, 100);
const minute = 60_000;

/** The cost of an hour in which nothing is due, beside a job that wakes for each repository. */
export async function idle(): Promise<Row[]> {
  const github = await startCountingGitHub();
  try {
    const log = await hourOfProduct(github);
    const asked = github.asked.splice(0).map(({ what }) => what);
    const logReads = asked.filter((what) => what.startsWith('GET /app/hook/deliveries')).length;
    await hourOfJobs(github);
    const peer = { what: 'a scheduled job a repository', value: github.asked.length };
    const row = (measure: string, value: number, limit: number | null): Row => ({
      measure: `requests in an hour with ${repositories.toLocaleString('en-US')} repositories, ${open.toLocaleString('en-US')} open hotfixes, nothing due${measure}`,
      value,
      unit: 'requests',
      against: peer,
      goal: limit === null ? null : { of: 'value', is: 'at most', limit },
    });
    if (log > 2) throw new Error(`${log} things were worked on, and nothing was due`);
    return [row('', asked.length - logReads, 0), row(": GitHub's log of deliveries is read", logReads, null)];
  } finally {
    github.close();
  }
}

/** An hour on a clock that is moved by hand, with a look every half minute. Returns how much was processed. */
async function hourOfProduct(github: CountingGitHub): Promise<number> {
  const clock = { at: Date.now() };
  const now = (): Date => new Date(clock.at);
  const log = pino({ level: 'silent' });
  const database = await openDatabase({ kind: 'embedded', dataDir: null });
  const { db } = database;
  const apiUrl = `http://${github.host}/api/v3`;
  const handlers = createHandlers({
    db,
    github: createGitHub({ appId: 4711, privateKey, apiUrl, log, now, pacer: unpaced }),
    log,
    now,
    appId: 4711,
    isAllowed: () => true,
    keepDays: 30,
    policyReadings: createPolicyReadings(),
    allowances: createRepositoryAllowances(),
    verifiedNames: new Map(),
    slack: null,
  });
  const worker = createWorker({ db, log, now, handlers });
  try {
    await sql`insert into repositories
      (id, installation, account, owner, name, default_branch, url, visibility, state, seen_at)
      select 1000 + i, 1, 10, 'acme', 'service-' || i, 'main', 'https://github.com/acme/service-' || i, 'private',
      'active', now()
      from generate_series(0, ${repositories - 1}::int) i`.execute(db);
    await sql`insert into subjects (key, kind, repository, branch, due_at, version, attempts)
      select 'hotfix:' || (1000 + i) || ':hotfix/INC-' || i || '-x', 'hotfix', 1000 + i, 'hotfix/INC-' || i || '-x',
        ${new Date(clock.at + 2 * 60 * minute).toISOString()}::timestamptz, 1, 0
      from generate_series(0, ${open - 1}::int) i`.execute(db);
    await wakeSubject(db, deliveryLogSubject, new Date(clock.at + minute));
    let worked = 0;
    for (const end = clock.at + 60 * minute; clock.at < end; clock.at += minute / 2)
      worked += await worker.runDue();
    return worked;
  } finally {
    await worker.stop();
    await database.close();
  }
}

/** The least that such a job does: list the repositories, and ask each for what is open. */
async function hourOfJobs({ host }: CountingGitHub): Promise<void> {
  const ask = async (path: string): Promise<void> => {
    await (await fetch(`http://${host}/api/v3${path}`)).arrayBuffer();
  };
  for (let page = 1; page <= repositories / 100; page++)
    await ask(`/installation/repositories?per_page=100&page=${page}`);
  const names = Array.from({ length: repositories }, (_, at) => `service-${at}`);
  await Promise.all(
    Array.from({ length: 20 }, async () => {
      for (let name = names.pop(); name !== undefined; name = names.pop())
        await ask(`/repos/acme/${name}/issues?state=open&per_page=100`);
    }),
  );
}
