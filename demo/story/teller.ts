import { setTimeout as sleep } from 'node:timers/promises';
import type { CheckRun, Issue } from '../stand-in/model.ts';
import { firstWords } from '../terminal/first-words.ts';
import type { Printer } from '../terminal/printer.ts';
import { awaitEffect, MissingEffect } from './await-effect.ts';
import { type Checklist, type Expectation, expectations } from './expectations.ts';
import { day } from './shop-files.ts';
import { appId, type Stage } from './stage.ts';

/**
 * Longest wait for an effect, milliseconds: twice a day of the story. The server spaces out what it writes to GitHub
 * (about one a second after a burst), so some effects take seconds on any machine.
 */
const patience = 2 * day * 1000;

interface Effect<T> {
  look: () => T | null;
  what: string;
  quote?: (found: T) => string;
}

/** Plays steps, waits for their effects, and prints both. */
export class Teller {
  readonly stage: Stage;
  readonly #printer: Printer;
  readonly #checklist: Checklist;
  readonly #signal: AbortSignal;

  constructor(stage: Stage, told: { printer: Printer; checklist: Checklist; signal: AbortSignal }) {
    this.stage = stage;
    this.#printer = told.printer;
    this.#checklist = told.checklist;
    this.#signal = told.signal;
  }

  chapter(title: string): void {
    this.#printer.chapter(title);
  }

  /** Prints what somebody does, and does it. */
  async does<T>(who: string, what: string, act: () => T | Promise<T>): Promise<T> {
    this.#signal.throwIfAborted();
    this.#printer.step({ who, what });
    return act();
  }

  /** The time that work takes in the story, milliseconds. */
  async takes(milliseconds: number): Promise<void> {
    await sleep(milliseconds, undefined, { signal: this.#signal });
  }

  /**
   * Waits for an effect of the App, prints it, and ticks it off.
   * @throws {MissingEffect} when it does not happen
   */
  async sees<T>(expectation: Expectation, { look, what, quote }: Effect<T>): Promise<T> {
    try {
      const found = await awaitEffect({
        expected: `hotfix-policy ${what}`,
        look,
        there: () => this.#inventory(),
        within: patience,
        signal: this.#signal,
      });
      this.#printer.step({ who: 'hotfix-policy', what, quote: quote && firstWords(quote(found)) });
      this.#checklist.tick(expectation);
      return found;
    } catch (error) {
      if (error instanceof MissingEffect) this.#checklist.miss(expectation, error.message);
      throw error;
    }
  }

  /** Ticks off what is true now, without waiting. `faults`: what contradicts it. */
  holds(expectation: Expectation, faults: string[]): void {
    if (faults.length === 0) this.#checklist.tick(expectation);
    else this.#checklist.miss(expectation, `${expectations[expectation]}, but:\n${faults.join('\n')}`);
  }

  /** The App's check run of a commit. */
  check(sha: string): CheckRun | null {
    return this.stage.shop.checkRuns(sha, appId).at(-1) ?? null;
  }

  pull(branch: string): Issue | null {
    return this.stage.shop.pulls.findLast((one) => one.pull?.head === branch) ?? null;
  }

  issue(title: RegExp): Issue | null {
    return this.stage.shop.issues.find((one) => title.test(one.title)) ?? null;
  }

  #inventory(): string {
    const { state } = this.stage.shop;
    const threads = [...state.issues.values()].map(
      ({ number, pull, title, state, labels, comments }) =>
        `${pull ? 'pull request' : 'issue'} #${number} “${title}”, ${pull?.merged ? 'merged' : state}, labels ${labels.join(', ') || 'none'}, ${comments.length} comments`,
    );
    const runs = state.checkRuns.map(
      ({ name, sha, conclusion, status, title }) =>
        `${name} on ${sha.slice(0, 7)}: ${conclusion ?? status} ${title ?? ''}`,
    );
    const log = this.stage.server.log();
    return [...threads, ...runs, ...(log ? [`The server said:\n${log}`] : [])].join('\n') || 'nothing';
  }
}
