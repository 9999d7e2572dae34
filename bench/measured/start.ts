import { type ChildProcess, spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { privateKey } from '../../test/support/app-key.ts';
import { withFolder, withPostgres } from '../data/databases.ts';
import { installedSize } from '../data/installed-size.ts';
import { secret } from '../load/delivery.ts';
import { sized } from '../quick.ts';
import { median } from '../report/median.ts';
import type { Row } from '../report/row.ts';
import { listening } from '../servers/listening.ts';

const rounds = sized(3, 1);
const main = fileURLToPath(new URL('../../src/main.ts', import.meta.url));
const bareProbot = fileURLToPath(new URL('../servers/bare-probot.ts', import.meta.url));

/** From the start to the first answer, the memory after it, and the installed size. */
export function start(): Promise<Row[]> {
  return withPostgres((postgres) =>
    withFolder(async (folder) => {
      const url = await postgres.create();
      const probot = await starts(bareProbot, folder, () => ({}), '/ping');
      const onPostgres = await starts(main, folder, () => ({ DATABASE_URL: url }), '/readyz');
      const embedded = await starts(main, folder, () => ({ DATA_DIR: `${folder}/data` }), '/readyz');
      const row = (measure: string, value: number, unit: string, peer: number): Row => ({
        measure,
        value,
        unit,
        against: { what: 'a Probot App that does nothing', value: peer },
        goal: null,
      });
      const sizes = installedSize();
      return [
        row('start to ready, postgres', onPostgres.ready, 'ms', probot.ready),
        row('start to ready, embedded', embedded.ready, 'ms', probot.ready),
        row('memory at rest, postgres', onPostgres.memory, 'MB', probot.memory),
        row('memory at rest, embedded', embedded.memory, 'MB', probot.memory),
        row('what is installed for production', sizes.ours, 'MB', sizes.probot),
      ];
    }),
  );
}

interface Started {
  /** Milliseconds. */
  ready: number;
  /** MB, a while after it was ready. */
  memory: number;
}

async function starts(
  program: string,
  cwd: string,
  settings: () => Record<string, string>,
  path: string,
): Promise<Started> {
  const all: Started[] = [];
  // Once more, unmeasured: the first start creates the tables, and reads the disk.
  for (let round = 0; round <= rounds; round++) {
    const port = await freePort();
    const env = { ...environment(port), ...settings() };
    const began = performance.now();
    const child = spawn(process.execPath, ['--no-warnings', program], { cwd, env, stdio: 'ignore' });
    try {
      await answers(`http://127.0.0.1:${port}${path}`, child);
      const ready = performance.now() - began;
      await pause(1_000);
      if (round > 0) all.push({ ready, memory: memoryOf(child) });
    } finally {
      const ended = new Promise((resolve) => child.once('exit', resolve));
      child.kill('SIGKILL');
      await ended;
    }
  }
  return { ready: median(all.map(({ ready }) => ready)), memory: median(all.map(({ memory }) => memory)) };
}

/** Nothing listens at GitHub's address: every request fails at once. */
function environment(port: number): Record<string, string> {
  const { PATH = '', HOME = '' } = process.env;
  return {
    ...{ PATH, HOME },
    NODE_ENV: 'production',
    APP_ID: '4711',
    PRIVATE_KEY: privateKey,
    WEBHOOK_SECRET: secret,
    GHE_HOST: '127.0.0.1:1',
    GHE_PROTOCOL: 'http',
    HOST: '127.0.0.1',
    PORT: String(port),
    LOG_LEVEL: 'fatal',
  };
}

async function answers(url: string, child: ChildProcess): Promise<void> {
  for (const end = performance.now() + 60_000; performance.now() < end; await pause(20)) {
    if (child.exitCode !== null) throw new Error(`it ended with ${child.exitCode}`);
    const answer = await fetch(url).catch(() => null);
    if (answer?.ok) return;
  }
  throw new Error(`${url} did not answer`);
}

function memoryOf({ pid }: ChildProcess): number {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8');
  return Math.round(Number(/VmRSS:\s+(\d+)/.exec(status)?.[1]) / 1024);
}

async function freePort(): Promise<number> {
  const server = createServer();
  const { port } = await listening(server);
  await new Promise((resolve) => server.close(resolve));
  return port;
}
