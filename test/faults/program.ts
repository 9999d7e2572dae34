/** The program as it is shipped, as a process of its own that can be ended in any way. */
import { type ChildProcess, spawn } from 'node:child_process';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { privateKey } from '../support/app-key.ts';
import { appId, secret } from '../support/app-registration.ts';
import { quickStart } from '../support/quick-start.ts';
import type { Death, Due, Errand, Word } from './inside/errand.ts';

export interface Ending {
  code: number | null;
  signal: NodeJS.Signals | null;
}

export interface Program {
  /** Where it listens; rejects where it ended before it did. */
  listening: Promise<string>;
  ended: Promise<Ending>;
  /** Everything that it printed so far. */
  printed(): string;
  signal(signal: 'SIGTERM' | 'SIGKILL'): void;
  setClock(ahead: number): void;
  meet(death: Death | null): void;
  /** `null` where it ended before it answered. */
  due(): Promise<Due | null>;
}

export interface ProgramOptions {
  /** Of the stand-in for GitHub. */
  host: string;
  /** DATABASE_URL or DATA_DIR. */
  database: Record<string, string>;
  /** Working folder; there is no `.env` in it. */
  folder: string;
  errand?: Errand;
}

/** Compiled sources are kept from one process to the next: there are thousands of them. */
const compiled = resolve('node_modules/.cache/faults');

export function startProgram({ host, database, folder, errand }: ProgramOptions): Program {
  const preload = pathToFileURL(resolve('test/faults/inside/preload.ts')).href;
  const before = errand ? ['--import', preload] : [];
  const child = spawn(process.execPath, ['--no-warnings', ...quickStart, ...before, resolve('src/main.ts')], {
    cwd: folder,
    env: {
      PATH: process.env.PATH ?? '',
      NODE_COMPILE_CACHE: compiled,
      APP_ID: String(appId),
      PRIVATE_KEY: privateKey,
      WEBHOOK_SECRET: secret,
      GHE_HOST: host,
      GHE_PROTOCOL: 'http',
      HOST: '127.0.0.1',
      PORT: '0',
      LOG_FORMAT: 'json',
      ...database,
      ...(errand ? { FAULTS: JSON.stringify(errand) } : {}),
    },
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  let text = '';
  let isHeard = false;
  const heard = Promise.withResolvers<string>();
  const listen = (chunk: Buffer): void => {
    text += chunk.toString();
    if (isHeard) return;
    const [, url] = /Listening on (http:\/\/[^\s"]+)/.exec(text) ?? [];
    if (!url) return;
    isHeard = true;
    heard.resolve(url);
  };
  child.stdout?.on('data', listen);
  child.stderr?.on('data', listen);
  const ended = new Promise<Ending>((done) => child.once('exit', (code, signal) => done({ code, signal })));
  void ended.then(() => heard.reject(new Error(`it ended before it listened:\n${text}`)));
  heard.promise.catch(() => undefined);
  return {
    listening: heard.promise,
    ended,
    printed: () => text,
    signal: (signal) => void child.kill(signal),
    setClock: (ahead) => tell(child, { say: 'clock', ahead }),
    meet: (death) => tell(child, { say: 'death', death }),
    due: questions(child, ended),
  };
}

function questions(child: ChildProcess, ended: Promise<Ending>): () => Promise<Due | null> {
  let asked = 0;
  const waiting = new Map<number, (due: Due) => void>();
  child.on('message', (due: Due) => waiting.get(due.number)?.(due));
  return () => {
    asked += 1;
    const number = asked;
    const { promise, resolve: answered } = Promise.withResolvers<Due>();
    waiting.set(number, answered);
    tell(child, { say: 'what-is-due', number });
    return Promise.race([promise, ended.then(() => null)]).finally(() => waiting.delete(number));
  };
}

/** A process that has just ended cannot be told anything; that it ended is found out elsewhere. */
function tell(child: ChildProcess, word: Word): void {
  if (child.connected) child.send(word, () => undefined);
}
