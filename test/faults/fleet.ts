/**
 * Several processes of the program on one database. Deliveries go to each in turn, as a load balancer sends them; a
 * process that is ended is started again. One clock for all, which can be put forward.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { type StandIn, startStandIn } from '../../demo/stand-in/stand-in.ts';
import { registration } from '../support/app-registration.ts';
import { type Program, startProgram } from './program.ts';

export interface Fleet {
  github: StandIn;
  /** Ends one of them, and waits until another one listens in its place. */
  endOne(which: number, signal: 'SIGTERM' | 'SIGKILL'): Promise<void>;
  /** How often one was ended, by the signal that ended it. */
  ended: { SIGTERM: number; SIGKILL: number };
  /** Lets everything come to rest, and so much time go by on the way. */
  pass(milliseconds: number): Promise<void>;
  /** Ends all as services are ended, and checks that it went well. */
  stop(): Promise<void>;
  /** Ends everything, however it stands. */
  close(): Promise<void>;
}

/** Nobody is there. */
const nowhere = 'http://127.0.0.1:9/';
/** Longest wait for everything to come to rest, milliseconds. */
const patience = 600_000;

export async function startFleet(database: Record<string, string>, size: number): Promise<Fleet> {
  let ahead = 0;
  let turn = 0;
  const ended = { SIGTERM: 0, SIGKILL: 0 };
  const folder = mkdtempSync(join(tmpdir(), 'hotfix-policy-fleet-'));
  const github = await startStandIn({ app: registration, now: () => new Date(Date.now() + ahead) });
  const programs: Program[] = [];
  const addresses = new Map<Program, string>();

  async function start(place: number): Promise<void> {
    const errand = { ahead, death: null, direct: null, log: null };
    const program = startProgram({ host: github.host, database, folder, errand });
    programs[place] = program;
    void program.ended.then(() => addresses.delete(program));
    addresses.set(program, `${await program.listening}/api/github/webhooks`);
  }

  // Asked for before each delivery.
  Object.defineProperty(github.wire, 'url', {
    get: () => [...addresses.values()][turn++ % Math.max(1, addresses.size)] ?? nowhere,
  });
  for (let place = 0; place < size; place++) await start(place);

  function setClock(to: number): void {
    ahead = to;
    for (const program of programs) program.setClock(ahead);
  }

  /** When the next thing comes due. */
  async function rest(): Promise<number | null> {
    let calm = 0;
    for (const end = Date.now() + patience; Date.now() < end; await pause(50)) {
      await github.wire.settled();
      const sent = github.wire.log.length;
      const due = await programs[0]?.due();
      calm = due?.now === 0 && sent === github.wire.log.length ? calm + 1 : 0;
      if (due && calm >= 2) return due.next;
    }
    throw new Error(
      `it did not come to rest\n${programs.map((one) => one.printed().slice(-2_000)).join('\n')}`,
    );
  }

  async function end(program: Program, signal: 'SIGTERM' | 'SIGKILL'): Promise<void> {
    program.signal(signal);
    const { code } = await program.ended;
    if (signal === 'SIGTERM' && code !== 0)
      throw new Error(`it ended with ${code}\n${program.printed().slice(-4_000)}`);
  }

  return {
    github,
    ended,
    async endOne(which, signal) {
      const program = programs[which];
      if (!program) return;
      await end(program, signal);
      ended[signal] += 1;
      await start(which);
    },
    async pass(milliseconds) {
      const now = (): number => Date.now() + ahead;
      const until = now() + milliseconds;
      for (let next = await rest(); next !== null && next <= until; next = await rest())
        setClock(Math.max(ahead, next - Date.now() + 1));
      setClock(Math.max(ahead, until - Date.now()));
      await rest();
    },
    async stop() {
      await Promise.all(programs.map((program) => end(program, 'SIGTERM')));
    },
    async close() {
      for (const program of programs) program.signal('SIGKILL');
      await Promise.all(programs.map((program) => program.ended));
      await github.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
