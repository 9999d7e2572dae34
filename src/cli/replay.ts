import { type ParkedDelivery, parkedDeliveries } from '../queries/parked-deliveries.ts';
import { unpark } from '../store/deliveries.ts';
import { WrongArguments } from './cannot-run.ts';
import { type CommandOutcome, defineCommand } from './command.ts';
import type { Io } from './io.ts';
import { withStore } from './stores.ts';

/** Lists parked deliveries, or has them retried. */
export const replay = defineCommand({
  about: `Lists parked deliveries: those that failed for good, with the reason. With ids, or --all, the
server retries them. It works on the database of DATABASE_URL or DATA_DIR.`,
  positional: { name: 'id', atMost: Number.POSITIVE_INFINITY },
  options: { all: { help: 'retry all of them' } },
  json: true,
  statuses: {
    0: 'nothing is parked, or all that were named will be retried',
    1: 'deliveries are parked, or one that was named is not',
  },
  async run({ options: { all }, positionals: ids }, io) {
    if (all && ids.length > 0) throw new WrongArguments('Name deliveries or use --all, not both.');
    return withStore(async ({ db }) => {
      if (!all && ids.length === 0) return listed(await parkedDeliveries(db), io);
      const retried = await unpark(db, all ? 'all' : ids, new Date());
      const notParked = ids.filter((id) => !retried.includes(id));
      return {
        status: notParked.length > 0 ? 1 : 0,
        json: { retried, notParked },
        lines: [
          `${retried.length === 1 ? '1 delivery' : `${retried.length} deliveries`} will be retried.`,
          ...notParked.map((id) => `${id} is not parked; nothing was changed.`),
        ],
      };
    });
  },
});

function listed(parked: ParkedDelivery[], io: Io): CommandOutcome {
  if (parked.length === 0) return { status: 0, json: { parked }, lines: ['No parked deliveries.'] };
  return {
    status: 1,
    json: { parked },
    lines: [...parked.map(lineOf), io.strong('Once the cause is fixed: hotfix-policy replay --all')],
  };
}

function lineOf({ id, receivedAt, event, action, error }: ParkedDelivery): string {
  const what = action === null ? event : `${event}.${action}`;
  return `${id}  ${receivedAt.toISOString()}  ${what}  ${error.split('\n', 1)[0]}`;
}
