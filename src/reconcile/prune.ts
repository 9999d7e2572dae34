import { addMilliseconds } from 'date-fns/addMilliseconds';
import { subDays } from 'date-fns/subDays';
import type { Work } from '../context/work.ts';
import { pruneDeliveries } from '../store/deliveries.ts';
import { pruneEvery, pruneStepEvery } from '../waiting/timings.ts';

/** Rows at a time: nobody has to wait for the rest. */
const step = 500;
/** Deletes deliveries that were processed long ago, a few at a time; their facts stay. Returns when to go on. */
export async function prune({ db, now, log, keepDays }: Work): Promise<Date> {
  const startedAt = now();
  const count = await pruneDeliveries(db, { before: subDays(startedAt, keepDays), most: step });
  if (count > 0) log.info({ deliveries: count }, 'deleted old deliveries');
  return addMilliseconds(startedAt, count < step ? pruneEvery : pruneStepEvery);
}
