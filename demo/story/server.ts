import { type ChildProcess, spawn } from 'node:child_process';
import { mkdir } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

const main = fileURLToPath(new URL('../../src/main.ts', import.meta.url));

/** Longest wait for a start and for an exit, milliseconds. */
const patience = 120_000;

export interface Server {
  url: string;
  /** Everything it has logged at warning level or above. */
  log(): string;
  /** Asks it to exit; `null`: a signal ended it. */
  stop(): Promise<number | null>;
}

export interface ServerOptions {
  /** The folder for its working files and its database. */
  folder: string;
  /** Of the stand-in, as `127.0.0.1:4300`. */
  githubHost: string;
  appId: number;
  privateKey: string;
  webhookSecret: string;
  signal: AbortSignal;
}

/** Starts the real server as it is shipped: its own process, configured by its environment. */
export async function startServer(options: ServerOptions): Promise<Server> {
  const cwd = join(options.folder, 'server');
  await mkdir(cwd, { recursive: true });
  const port = await freePort();
  const child = spawn(process.execPath, [main], {
    cwd,
    env: environment(options, port),
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const said: string[] = [];
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (text) => said.push(String(text)));
  const server: Server = {
    url: `http://127.0.0.1:${port}`,
    log: () => said.join('').trim(),
    stop: () => stop(child),
  };
  try {
    await ready(child, server, options.signal);
  } catch (error) {
    await server.stop();
    throw error;
  }
  return server;
}

/** None of the user's own settings: a DATABASE_URL in the environment must not be used. */
function environment(
  { githubHost, appId, privateKey, webhookSecret }: ServerOptions,
  port: number,
): NodeJS.ProcessEnv {
  const { PATH, HOME, TMPDIR, TEMP, SystemRoot } = process.env;
  return {
    ...{ PATH, HOME, TMPDIR, TEMP, SystemRoot },
    NODE_ENV: 'development',
    APP_ID: String(appId),
    PRIVATE_KEY: privateKey,
    WEBHOOK_SECRET: webhookSecret,
    GHE_HOST: githubHost,
    GHE_PROTOCOL: 'http',
    HOST: '127.0.0.1',
    PORT: String(port),
    DATA_DIR: 'data',
    LOG_LEVEL: 'warn',
  };
}

async function ready(child: ChildProcess, server: Server, signal: AbortSignal): Promise<void> {
  const end = performance.now() + patience;
  while (performance.now() < end) {
    signal.throwIfAborted();
    if (hasEnded(child)) throw new Error(`The server exited while it started.\n${server.log()}`);
    const answer = await fetch(`${server.url}/readyz`, { signal }).catch(() => null);
    await answer?.arrayBuffer();
    if (answer?.ok) return;
    await sleep(50, undefined, { signal });
  }
  throw new Error(`The server was not ready in ${patience / 1000} s.\n${server.log()}`);
}

async function stop(child: ChildProcess): Promise<number | null> {
  if (hasEnded(child)) return child.exitCode;
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  child.kill('SIGTERM');
  const late = setTimeout(() => child.kill('SIGKILL'), patience);
  await ended;
  clearTimeout(late);
  return child.exitCode;
}

function hasEnded(child: ChildProcess): boolean {
  return child.exitCode !== null || child.signalCode !== null;
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (address === null || typeof address === 'string') throw new Error('no port is free');
  return address.port;
}
