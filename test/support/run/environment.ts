import { appendFileSync } from 'node:fs';
import { TestEnvironment } from 'jest-environment-node';
import { contracts } from '../../contract/contracts.ts';
import { processorTime } from './processor-time.ts';

/** A file to which the processor time of each file of tests is added, a line each: docs/testing.md. */
const times = process.env.TEST_TIMES;

/**
 * Node, as Jest gives it to each file of tests, and GitHub's contracts beside it: each file loads its modules anew,
 * and would read and compile the contracts anew with them. What is here lives as long as the worker.
 */
export default class Environment extends TestEnvironment {
  readonly #path: string;
  readonly #began = times ? processorTime() : 0;

  constructor(...given: ConstructorParameters<typeof TestEnvironment>) {
    super(...given);
    this.#path = given[1].testPath;
  }

  override async setup(): Promise<void> {
    await super.setup();
    Object.assign(this.global, { contractsOfWorker: contracts });
  }

  override async teardown(): Promise<void> {
    await super.teardown();
    if (times)
      appendFileSync(times, `${(processorTime() - this.#began).toFixed(1).padStart(6)} ${this.#path}\n`);
  }
}
