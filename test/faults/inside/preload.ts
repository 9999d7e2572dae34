/**
 * Loaded into the program before its own first line (`node --import`): sets its clock, counts the points at which it
 * may be ended, and ends it there. The program itself knows nothing of it.
 */
import { shiftClock } from './clock.ts';
import type { Due, Errand, Word } from './errand.ts';
import { createPoints } from './points.ts';
import { watchRequests } from './watch-requests.ts';

const errand = JSON.parse(process.env.FAULTS ?? '') as Errand;
const setAhead = shiftClock(errand.ahead);
const { pass, meet } = createPoints(errand);
const url = errand.direct ?? process.env.DATABASE_URL;
const ask = url
  ? (await import('./watch-postgres.ts')).watchPostgres(url, pass)
  : (await import('./watch-embedded.ts')).watchEmbedded(pass);
watchRequests(pass);

process.on('message', (word: Word) => {
  if (word.say === 'clock') setAhead(word.ahead);
  else if (word.say === 'death') meet(word.death);
  else answer(word.number).catch(() => undefined);
});
// It ends when the program does, and not later.
process.channel?.unref();

async function answer(number: number): Promise<void> {
  const now = new Date();
  const rows = (await ask(
    `select count(*) filter (where (not failed) or due_at <= $1)::int as now,
            (extract(epoch from min(due_at) filter (where failed and due_at > $1)) * 1000)::float8 as next
     from (
       select error is not null as failed, due_at from deliveries where state = 'stored'
       union all
       select true, due_at from subjects where due_at is not null
     ) as waiting`,
    [now],
  )) as [Omit<Due, 'number'>];
  process.send?.({ number, ...rows[0] } satisfies Due);
}
