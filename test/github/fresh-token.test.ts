/** A token that was taken back is replaced, once, and what was refused is asked again with the new one. */

import { kindOf } from '../../src/github/client/errors.ts';
import { withFreshToken } from '../../src/github/client/fresh-token.ts';

const lacking = { message: 'Resource not accessible by integration' };

function github(accepts: (token: string) => number) {
  const clock = { at: 0 };
  const asked: string[] = [];
  let made = 0;
  const fetch = withFreshToken({
    fetch: async (_, init) => {
      const token = new Headers(init?.headers).get('authorization')?.replace('token ', '') ?? '';
      asked.push(token);
      const status = accepts(token);
      return Response.json(status === 403 ? lacking : {}, { status });
    },
    renew: async () => `new-${++made}`,
    now: () => new Date(clock.at),
  });
  const ask = async (): Promise<number | string | null> => {
    try {
      return (await fetch('https://api.github.com/x', { headers: { authorization: 'token old' } })).status;
    } catch (error) {
      return kindOf(error);
    }
  };
  return { ask, asked, clock, made: () => made };
}

test('several that are refused at once share one new token', async () => {
  const { ask, made } = github((token) => (token === 'new-1' ? 200 : 401));
  expect(await Promise.all([ask(), ask(), ask()])).toEqual([200, 200, 200]);
  expect(made()).toBe(1);
});

test('a revoked token is not tried again', async () => {
  const { ask, asked } = github((token) => (token === 'new-1' ? 200 : 401));
  expect(await ask()).toBe(200);
  expect(await ask()).toBe(200);
  expect(asked).toEqual(['old', 'new-1', 'new-1']);
});

test('a second refused token is reported, and no third is asked for at once', async () => {
  const { ask, asked, made, clock } = github(() => 401);
  expect(await ask()).toBe('unauthorised');
  const before = asked.length;
  expect(await ask()).toBe('unauthorised');
  expect([made(), asked.length - before]).toEqual([1, 1]);
  clock.at += 61_000;
  expect(await ask()).toBe('unauthorised');
});

test('a permission that has been granted since is in a new token; one that was withdrawn is asked for seldom', async () => {
  const granted = github((token) => (token === 'new-1' ? 200 : 403));
  expect(await granted.ask()).toBe(200);
  const withdrawn = github(() => 403);
  for (let minute = 0; minute < 9; minute++) {
    expect(await withdrawn.ask()).toBe(403);
    withdrawn.clock.at += 60_000;
  }
  expect(withdrawn.made()).toBe(1);
});
