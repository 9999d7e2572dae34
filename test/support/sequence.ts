import { createRequire } from 'node:module';

// Its types describe the CommonJS half of the package.
const require = createRequire(import.meta.url);
const { default: Sequencer } = require('@jest/test-sequencer') as typeof import('@jest/test-sequencer');

type Tests = Parameters<InstanceType<typeof Sequencer>['sort']>[0];

/** These start programs and wait for them, or are many: begun last, they would leave a core with nothing to do. */
const mostlyWait = ['faults/kill-anywhere', 'demo/demo', 'e2e/trouble', 'e2e/process', 'cli/store-commands'];

/** What waits first, the rest as Jest has it: the longest first, as far as that is known. */
export default class Sequence extends Sequencer {
  override async sort(tests: Tests): Promise<Tests> {
    const sorted = await super.sort(tests);
    return sorted.toSorted((one, other) => rank(one.path) - rank(other.path));
  }
}

function rank(path: string): number {
  const place = mostlyWait.findIndex((name) => path.endsWith(`/test/${name}.test.ts`));
  return place === -1 ? mostlyWait.length : place;
}
