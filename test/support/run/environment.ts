import { TestEnvironment } from 'jest-environment-node';
import { contracts } from '../../contract/contracts.ts';

/**
 * Node, as Jest gives it to each file of tests, and GitHub's contracts beside it: each file loads its modules anew,
 * and would read and compile the contracts anew with them. What is here lives as long as the worker.
 */
export default class Environment extends TestEnvironment {
  override async setup(): Promise<void> {
    await super.setup();
    Object.assign(this.global, { contractsOfWorker: contracts });
  }
}
