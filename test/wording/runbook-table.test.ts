import type { RunbookState } from '../../src/runbook/runbooks.ts';
import { noRunbookText, runbookTable } from '../../src/wording/runbook/runbook-table.ts';
import { expectGolden } from './golden.ts';

const day = 86_400_000;
const state = (path: string, rest: Partial<RunbookState> = {}): RunbookState => ({
  path,
  changedAt: new Date('2026-11-23T23:30:00.000Z'),
  by: 'grace',
  url: `https://github.com/acme/checkout-service/blob/main/${path}`,
  stale: false,
  touched: false,
  ...rest,
});

test.each<[string, RunbookState[], boolean]>([
  [
    'some',
    [
      state('runbooks/old.md', { stale: true, changedAt: new Date('2025-01-01T12:00:00.000Z') }),
      state('runbooks/payments-outage.sh', { touched: true }),
    ],
    true,
  ],
  ['more', [state('runbooks/a.sh'), state('runbooks/b.sh', { changedAt: null, by: null })], false],
  [
    'hostile',
    [state('runbooks/a|`@bob`-->#1$(id).sh', { by: '@bob <b>|#1', url: 'javascript:alert(1)' })],
    true,
  ],
])('the runbooks of a repository: %s', (name, states, complete) => {
  const text = runbookTable(states, { timezone: 'Europe/Berlin', maxAge: 180 * day, complete });
  expectGolden(`runbooks-${name}`, null, text);
});

test('a repository without runbooks gets one to start with', () => {
  expectGolden('runbooks-none', null, noRunbookText('checkout-service', ['runbooks/**']));
});

test.each([
  ['a hostile name', 'a`b\n```\n</details>@bob', ['x|`y`']],
  ['no place', 'a', []],
  ['many places', 'a', ['a', 'b', 'c', 'd', 'e', 'f']],
])('its content stays in its code block: %s', (_, service, paths) => {
  const text = noRunbookText(service, paths);
  expect(text.match(/^```/gm)).toHaveLength(2);
  expect(text.match(/<\/details>/g)?.length).toBe(text.includes('@bob') ? 2 : 1);
  expect(text.trimEnd().endsWith('\n</details>')).toBe(true);
});
