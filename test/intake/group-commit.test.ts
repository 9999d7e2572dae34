import { keepTogether } from '../../src/intake/receive/group-commit.ts';
import type { Kept, KeptDelivery } from '../../src/store/deliveries.ts';
import { deliver, receivedAt, startIntake } from './intake-server.ts';

const delivery = (id: string, payload = '{}'): KeptDelivery => ({
  id,
  event: 'push',
  action: null,
  installation: 7,
  repository: 42,
  payload,
  receivedAt,
});

/** A database that ends a commit when the test says so. */
function database() {
  const commits: { ids: string[]; end: (kept: Kept[]) => void; fail: (error: unknown) => void }[] = [];
  return {
    commits,
    keepAll: (deliveries: readonly KeptDelivery[]) =>
      new Promise<Kept[]>((resolve, reject) => {
        commits.push({ ids: deliveries.map(({ id }) => id), end: resolve, fail: reject });
      }),
    /** All that was begun and not ended ends well. */
    settle() {
      for (const { ids, end } of commits) end(ids.map(() => 'stored'));
    },
  };
}

const turn = () => new Promise((resolve) => setImmediate(resolve));

/** How a promise stands, without waiting for it. */
const standing = async (promise: Promise<unknown>): Promise<unknown> =>
  Promise.race([promise.catch((error: Error) => error.message), turn().then(() => 'waits')]);

it('keeps the deliveries of one turn with one commit, and waits no longer', async () => {
  const { commits, keepAll } = database();
  const keep = keepTogether({ keepAll });
  for (const id of ['a', 'b']) void keep(delivery(id));
  // No timer for company that may not come.
  await turn();
  expect(commits.map(({ ids }) => ids)).toEqual([['a', 'b']]);
});

it('collects deliveries during a commit for the next, and answers none before its own has ended', async () => {
  const { commits, keepAll } = database();
  const keep = keepTogether({ keepAll });
  const first = keep(delivery('a'));
  await turn();
  const kept = [first, ...['b', 'c'].map((id) => keep(delivery(id)))];
  expect(commits.map(({ ids }) => ids)).toEqual([['a']]);
  expect(await Promise.all(kept.map(standing))).toEqual(['waits', 'waits', 'waits']);
  commits[0]?.end(['stored']);
  expect(await Promise.all(kept.map(standing))).toEqual(['stored', 'waits', 'waits']);
  expect(commits.map(({ ids }) => ids)).toEqual([['a'], ['b', 'c']]);
  commits[1]?.end(['seen', 'stored']);
  expect(await Promise.all(kept)).toEqual(['stored', 'seen', 'stored']);
});

it('bounds the size of one commit', async () => {
  const { commits, keepAll, settle } = database();
  const keep = keepTogether({ keepAll, mostAtOnce: 3, mostText: 10 });
  const sizes = [2, 2, 2, 2, 20, 6, 6, 2];
  const kept = sizes.map((size, index) => keep(delivery(String(index), 'x'.repeat(size))));
  for (const _ of sizes) {
    await turn();
    settle();
  }
  await Promise.all(kept);
  expect(commits.map(({ ids }) => ids.join(''))).toEqual(['012', '3', '4', '5', '67']);
});

it('keeps the others of a commit in which the database refuses one', async () => {
  const refused = Object.assign(new Error('invalid input syntax for type json'), { code: '22P02' });
  const stored: string[] = [];
  const keep = keepTogether({
    keepAll: async (deliveries) => {
      await turn();
      if (deliveries.some(({ id }) => id === 'bad')) throw refused;
      stored.push(...deliveries.map(({ id }) => id));
      return deliveries.map(() => 'stored');
    },
  });
  const kept = ['first', 'a', 'bad', 'b'].map((id) => keep(delivery(id)));
  expect((await Promise.allSettled(kept)).map(({ status }) => status)).toEqual([
    'fulfilled',
    'fulfilled',
    'rejected',
    'fulfilled',
  ]);
  expect(stored).toEqual(['first', 'a', 'b']);
});

it.each(['ECONNREFUSED', '57P01', '53300', '25006', undefined])(
  'asks an absent database once for all of them (%s)',
  async (code) => {
    let asked = 0;
    const keep = keepTogether({
      keepAll: async () => {
        asked += 1;
        await turn();
        throw Object.assign(new Error('gone'), { code });
      },
    });
    const kept = ['a', 'b', 'c', 'd'].map((id) => keep(delivery(id)));
    for (const one of kept) await expect(one).rejects.toThrow('gone');
    expect(asked).toBe(1);
  },
);

it.each([
  ['texts', { mostTextWaiting: 10 }],
  ['connections', { mostWaiting: 1 }],
])(
  'refuses what there is no memory for while the database stands still, and goes on: %s',
  async (_, most) => {
    const { commits, keepAll, settle } = database();
    const keep = keepTogether({ keepAll, ...most });
    const first = keep(delivery('a', 'x'.repeat(8)));
    await turn();
    const [second, third] = ['b', 'c'].map((id) => keep(delivery(id, 'x'.repeat(8))));
    await expect(third).rejects.toThrow('memory');
    const end = async (one: Promise<Kept> | undefined) => {
      // Its commit has begun by then.
      await turn();
      settle();
      await one;
    };
    await end(first);
    await end(second);
    await end(keep(delivery('d', 'x'.repeat(8))));
    expect(commits.map(({ ids }) => ids)).toEqual([['a'], ['b'], ['d']]);
  },
);

it('says of none that it is stored when the database goes away between the commit and the answer', async () => {
  const rows = new Set<string>();
  let goes = true;
  const server = await startIntake({
    keep: keepTogether({
      keepAll: async (deliveries) => {
        const kept = deliveries.map(({ id }): Kept => (rows.has(id) ? 'seen' : 'stored'));
        for (const { id } of deliveries) rows.add(id);
        // It is committed, and nobody hears of that.
        if (goes) throw Object.assign(new Error('Connection terminated unexpectedly'), { code: undefined });
        return kept;
      },
    }),
  });
  const send = () =>
    Promise.all(['a', 'b', 'c'].map((id) => deliver(server, '{}', { 'x-github-delivery': id })));
  expect((await send()).map(({ status }) => status)).toEqual([503, 503, 503]);
  goes = false;
  expect((await send()).map(({ status }) => status)).toEqual([202, 202, 202]);
  expect(rows).toEqual(new Set(['a', 'b', 'c']));
  await server.close();
});
