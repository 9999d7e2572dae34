/**
 * The program against the stand-in for GitHub, tended as a machine tends its services: whenever it is ended, it is
 * started again. One clock for both, which can be put forward.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { type StandIn, startStandIn } from '../../demo/stand-in/stand-in.ts';
import { judge } from '../contract/judge.ts';
import { registration } from '../support/app-registration.ts';
import type { Death } from './inside/errand.ts';
import { type Program, startProgram } from './program.ts';

export interface TendedWorld {
  github: StandIn;
  /** How the program that runs is to die, from now on; `null`: not at all. */
  meet(death: Death | null): Promise<void>;
  /** How often the program was ended by what was meant to end it. */
  deaths(): number;
  /** Lets everything come to rest: told, worked on, and nothing due. Throws after three minutes. */
  rest(): Promise<void>;
  /** Puts the clock forward, from one thing that comes due to the next, and lets each come to rest. */
  pass(milliseconds: number): Promise<void>;
  /** Ends the program as a service is ended, and checks that it went well. */
  stop(): Promise<void>;
  /** Ends everything, however it stands. */
  close(): Promise<void>;
}

export interface TendedOptions {
  database: Record<string, string>;
  /** Postgres by another way than the program's own, for the harness's questions. */
  direct?: string;
  /** How process number 0, 1, … is to die. */
  death: (process: number) => Death | null;
  /** File for the points that are passed. */
  log?: string;
  /** When a process has died: what it held is its own until the lease runs out, and nobody has to wait for that. */
  afterDeath: () => Promise<void>;
}

const patience = 180_000;

export async function tendWorld({
  database,
  direct,
  death,
  log,
  afterDeath,
}: TendedOptions): Promise<TendedWorld> {
  let ahead = 0;
  let deaths = 0;
  let closing = false;
  let broken: Error | null = null;
  const folder = mkdtempSync(join(tmpdir(), 'hotfix-policy-tended-'));
  const github = await startStandIn({ app: registration, now: () => new Date(Date.now() + ahead) });
  const verdict = judge(github);
  let program = start();

  function start(): Program {
    const errand = { ahead, death: death(deaths), direct: direct ?? null, log: log ?? null };
    const started = startProgram({ host: github.host, database, folder, errand });
    started.listening.then(
      (url) => {
        github.wire.url = `${url}/api/github/webhooks`;
      },
      () => undefined,
    );
    void started.ended.then(({ code, signal }) => {
      if (closing) return;
      if (signal !== 'SIGKILL') {
        broken = new Error(`the program ended by itself (${code ?? signal})`);
        return;
      }
      deaths += 1;
      afterDeath().then(
        () => {
          if (!closing) program = start();
        },
        (error: unknown) => {
          broken = new Error('its leases could not be ended', { cause: error });
        },
      );
    });
    return started;
  }

  function setClock(to: number): void {
    ahead = to;
    program.setClock(ahead);
  }

  async function rest(): Promise<number | null> {
    let calm = 0;
    for (const end = Date.now() + patience; Date.now() < end; await pause(15)) {
      if (broken) throw described(broken);
      const asked = program;
      if (!(await isUp(asked))) continue;
      await github.wire.settled();
      const sent = github.wire.log.length;
      const due = await asked.due();
      const unsent = github.wire.log.some(({ status }) => status === null);
      const still = due?.now === 0 && asked === program && !unsent && sent === github.wire.log.length;
      calm = still ? calm + 1 : 0;
      if (due && calm >= 2) return due.next;
    }
    throw described(new Error('it did not come to rest'));
  }

  function described(error: Error): Error {
    return new Error(`${error.message}\n${program.printed().slice(-4_000)}`);
  }

  return {
    github,
    async meet(next) {
      program.meet(next);
      // It hears one word after the other.
      await program.due();
    },
    deaths: () => deaths,
    async rest() {
      await rest();
    },
    async pass(milliseconds) {
      const now = (): number => Date.now() + ahead;
      const end = now() + milliseconds;
      for (let next = await rest(); next !== null && next <= end; next = await rest())
        setClock(Math.max(ahead, next - Date.now() + 1));
      setClock(Math.max(ahead, end - Date.now()));
      await rest();
    },
    async stop() {
      await rest();
      closing = true;
      program.signal('SIGTERM');
      const { code } = await program.ended;
      if (code !== 0) throw described(new Error(`it ended with ${code}`));
      verdict.assertNone();
    },
    async close() {
      closing = true;
      program.signal('SIGKILL');
      await program.ended;
      github.wire.url = null;
      await github.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function isUp(program: Program): Promise<boolean> {
  return Promise.race([
    program.listening.then(() => true),
    program.ended.then(() => false),
    pause(patience, false, { ref: false }),
  ]).catch(() => false);
}
