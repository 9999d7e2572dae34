import { once } from 'node:events';
import { inTurns } from '../../src/intake/receive/event-loop-batches.ts';
import { headersFor, rawClient, rawHead, startIntake } from './intake-server.ts';

const turn = () => new Promise((resolve) => setImmediate(resolve));

/** What was done in each turn of the event loop until all is done. */
async function turnsOf(numbers: readonly number[]): Promise<number[][]> {
  const inTurn = inTurns();
  let done: number[] = [];
  const all = numbers.map((number) => inTurn(10, () => done.push(number)));
  expect(done).toEqual([]);
  const turns: number[][] = [];
  for (let left = numbers.length; left > 0; left -= done.length) {
    done = [];
    await turn();
    turns.push(done);
  }
  await Promise.all(all);
  return turns;
}

const upTo = (count: number) => Array.from({ length: count }, (_, index) => index);

it('does some of it in each turn, in the order in which it came', async () => {
  const turns = await turnsOf(upTo(20));
  expect(turns.map(({ length }) => length)).toEqual([6, 6, 6, 2]);
  expect(turns.flat()).toEqual(upTo(20));
});

it('does a quarter of many in each turn', async () => {
  const turns = await turnsOf(upTo(1_000));
  expect(turns.map(({ length }) => length).slice(0, 3)).toEqual([250, 188, 141]);
  expect(turns.flat()).toEqual(upTo(1_000));
});

it('lets no more bytes wait than of the largest delivery: the first do not wait then', async () => {
  const mega = 1024 * 1024;
  const inTurn = inTurns();
  const done: number[] = [];
  const some = upTo(25).map((number) => inTurn(mega, () => done.push(number)));
  expect(done).toEqual([]);
  some.push(inTurn(1, () => done.push(25)));
  expect(done).toEqual([0]);
  some.push(inTurn(2 * mega, () => done.push(26)));
  expect(done).toEqual([0, 1, 2]);
  await turn();
  expect(done).toEqual(upTo(9));
  await Promise.all(some);
  expect(done).toEqual(upTo(27));
  // Nothing is held now, and later work has its turn.
  const last = inTurn(25 * mega, () => done.push(27));
  expect(done).toHaveLength(27);
  await last;
  const larger = inTurn(25 * mega + 1, () => done.push(28));
  expect(done).toHaveLength(29);
  await larger;
});

it('has one turn at a time, also where all was done before it came', async () => {
  const inTurn = inTurns();
  const done: number[] = [];
  await inTurn(26 * 1024 * 1024, () => undefined);
  const some = [inTurn(1, () => done.push(0)), inTurn(26 * 1024 * 1024, () => done.push(1))];
  some.push(...upTo(20).map((number) => inTurn(1, () => done.push(number + 2))));
  expect(done).toEqual([0, 1]);
  await turn();
  expect(done).toEqual(upTo(8));
  await Promise.all(some);
});

it('does later work in its turn, also when all was done in between', async () => {
  const inTurn = inTurns();
  const done: string[] = [];
  const first = inTurn(10, () => done.push('first'));
  await turn();
  const second = [inTurn(10, () => done.push('second')), inTurn(10, () => done.push('third'))];
  await Promise.all([first, ...second]);
  expect(done).toEqual(['first', 'second', 'third']);
});

it('gives each its own result, and goes on after a failure', async () => {
  const inTurn = inTurns();
  const fails = inTurn(10, () => {
    throw new Error('not this one');
  });
  const others = [inTurn(10, () => 'a'), inTurn(10, () => 'b')];
  await expect(fails).rejects.toThrow('not this one');
  expect(await Promise.all(others)).toEqual(['a', 'b']);
});

it('lets the database speak between some deliveries and the next, where many come at once', async () => {
  const kept: number[] = [];
  let now = 0;
  const server = await startIntake({
    keep: async () => {
      kept[now] = (kept[now] ?? 0) + 1;
      return 'stored';
    },
  });
  try {
    const body = JSON.stringify({ ref: 'refs/heads/main' });
    const clients = upTo(24).map(() => rawClient(server));
    await Promise.all(clients.map(({ socket }) => once(socket, 'connect')));
    // All are connected on the other side as well.
    await new Promise((resolve) => setTimeout(resolve, 50));
    for (const [number, { socket }] of clients.entries()) {
      const headers = headersFor(body, { 'x-github-delivery': `delivery-${number}` });
      socket.write(
        `${rawHead({ ...headers, 'content-length': String(body.length), connection: 'close' })}${body}`,
      );
    }
    const heard = Promise.all(clients.map((client) => client.heard));
    for (let isOver = false; !isOver; now += 1) {
      isOver = await Promise.race([heard.then(() => true), turn().then(() => false)]);
    }
    for (const answer of await heard) expect(answer).toContain('202 Accepted');
    const turns = kept.filter((count) => count > 0);
    expect(turns.reduce((sum, count) => sum + count)).toBe(24);
    expect(Math.max(...turns)).toBeLessThanOrEqual(6);
  } finally {
    await server.close();
  }
});
