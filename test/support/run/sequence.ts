import { createRequire } from 'node:module';

// Its types describe the CommonJS half of the package.
const require = createRequire(import.meta.url);
const { default: Sequencer } = require('@jest/test-sequencer') as typeof import('@jest/test-sequencer');

type Tests = Parameters<InstanceType<typeof Sequencer>['sort']>[0];

/**
 * These start programs and wait for them, or play many lives: begun last, they would leave a core with nothing to do.
 * A machine that runs the tests for the first time knows their size, and not how long they take.
 */
const longest = [
  'faults/kill-anywhere',
  'faults/replicas',
  'e2e/process',
  'e2e/trouble',
  'e2e/outage',
  'demo/demo',
  'upgrade/upgrade',
  'cli/store-commands',
  'e2e/slack',
  'e2e/proof-traps',
  'store/embedded',
];

/** The longest first, the rest as Jest has it: the longest first too, as far as that is known. */
export default class Sequence extends Sequencer {
  override async sort(tests: Tests): Promise<Tests> {
    const sorted = await super.sort(tests);
    return sorted.toSorted((one, other) => rank(one.path) - rank(other.path));
  }
}

function rank(path: string): number {
  const place = longest.findIndex((name) => path.endsWith(`/test/${name}.test.ts`));
  return place === -1 ? longest.length : place;
}
