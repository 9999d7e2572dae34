import { webhookExample } from './examples.ts';
import { judge } from './judge.ts';
import type { Exchange } from './rest-contract.ts';

function observed() {
  const exchanges: ((exchange: Exchange) => void)[] = [];
  const deliveries: ((delivery: { event: string; payload: unknown }) => void)[] = [];
  const verdict = judge({
    onExchange: (callback) => exchanges.push(callback),
    onWebhook: (callback) => deliveries.push(callback),
  });
  return {
    verdict,
    calls(path: string, responseBody: unknown = []) {
      const query = new URLSearchParams();
      for (const tell of exchanges)
        tell({ method: 'GET', path, query, requestBody: undefined, status: 200, responseBody });
    },
    sends(event: string, payload: unknown) {
      for (const tell of deliveries) tell({ event, payload });
    },
  };
}

test('sound traffic leaves nothing to say', () => {
  const { verdict, calls, sends } = observed();
  calls('/repos/o/r/pulls');
  sends('delete', webhookExample('delete', null));
  expect(verdict.violations()).toEqual([]);
  expect(() => verdict.assertNone()).not.toThrow();
});

test('what is wrong is told in order, each line once, exchanges and deliveries alike', () => {
  const { verdict, calls, sends } = observed();
  calls('/repos/o/r/pulls', {});
  sends('hotfix', {});
  calls('/repos/o/r/pulls', {});
  const expected = [
    'GET /repos/{owner}/{repo}/pulls: response 200 body must be array',
    'webhook hotfix: GitHub sends no such event',
  ];
  expect(verdict.violations()).toEqual(expected);
  expect(() => verdict.assertNone()).toThrow(expected.map((line) => `- ${line}`).join('\n'));
});

test('an exchange that cannot be judged is a violation, not an error inside the stand-in', () => {
  const { verdict, calls } = observed();
  const cyclic: Record<string, unknown> = {};
  Object.defineProperty(cyclic, 'name', {
    enumerable: true,
    get: () => {
      throw new Error('unreadable');
    },
  });
  expect(() => calls('/app', cyclic)).not.toThrow();
  expect(verdict.violations()).toEqual(['GET /app: could not be judged: Error: unreadable']);
});
