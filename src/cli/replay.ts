import { parseArgs } from 'node:util';
import { parkedDeliveries, unpark } from '../store/deliveries.ts';
import type { ExitStatus, World } from './io.ts';
import { CannotRun, type OpenStore, usageOf } from './open-store.ts';

const usage = `Usage: hotfix-policy replay [id...] [options]

Lists the deliveries that were given up, with the reason; with ids, or --all, has them
tried again. It works on the database of DATABASE_URL or DATA_DIR, as the server does.

Options:
  --all      all of them
  --json     one JSON document instead of lines
  --help     this text

Exit status: 0 none is given up any more, or all that were named are tried again;
1 some are given up, or one that was named is not; 2 could not run.`;

/** Shows what was parked, or puts it back. */
export async function replay(args: string[], world: World, open: OpenStore): Promise<ExitStatus> {
  const given = usageOf(usage, () =>
    parseArgs({
      args,
      allowPositionals: true,
      options: {
        all: { type: 'boolean', default: false },
        json: { type: 'boolean', default: false },
        help: { type: 'boolean', short: 'h', default: false },
      },
    }),
  );
  const { values, positionals: ids } = given;
  if (values.help) {
    world.out(usage);
    return 0;
  }
  if (values.all && ids.length > 0) throw new CannotRun('Name some, or take --all: not both.');
  const store = await open();
  try {
    const parked = await parkedDeliveries(store.db);
    if (!values.all && ids.length === 0) {
      if (values.json) world.out(JSON.stringify({ parked }, null, 2));
      else if (parked.length === 0) world.out('No delivery is given up.');
      for (const one of values.json ? [] : parked) {
        const what = one.action === null ? one.event : `${one.event}.${one.action}`;
        const when = one.receivedAt.toISOString();
        world.out(`${one.id}  ${when}  ${what}  ${one.error.split('\n', 1)[0]}`);
      }
      if (!values.json && parked.length > 0)
        world.out(world.strong('When the reason is mended: hotfix-policy replay --all'));
      return parked.length > 0 ? 1 : 0;
    }
    const again = await unpark(store.db, values.all ? 'all' : ids, new Date());
    const others = ids.filter((id) => !again.includes(id));
    if (values.json) world.out(JSON.stringify({ again, notGivenUp: others }, null, 2));
    else {
      world.out(`${again.length === 1 ? '1 delivery is' : `${again.length} deliveries are`} tried again.`);
      for (const id of others) world.out(`${id} is not given up: nothing was done about it.`);
    }
    return others.length > 0 ? 1 : 0;
  } finally {
    await store.close();
  }
}
