import { addHours } from 'date-fns/addHours';
import { addSeconds } from 'date-fns/addSeconds';
import { subDays } from 'date-fns/subDays';
import type { Work } from '../context/work.ts';
import { pruneDeliveries } from '../store/deliveries.ts';

/** So many rows at a time: nobody has to wait for the rest. */
const step = 500;
const secondsBetween = 2;
const hoursUntilNext = 1;

/** Forgets deliveries that were worked on long ago, a few at a time; what they told stays. Returns when to go on. */
export async function prune({ db, now, log, keepDays }: Work): Promise<Date> {
  const startedAt = now();
  const count = await pruneDeliveries(db, { before: subDays(startedAt, keepDays), most: step });
  if (count > 0) log.info({ deliveries: count }, 'deliveries of long ago were forgotten');
  return count < step ? addHours(startedAt, hoursUntilNext) : addSeconds(startedAt, secondsBetween);
}
