/** An outage is not answered with a storm, and the trouble of one part is not taken for an outage. */
import {
  type Breaker,
  type CircuitScope,
  createBreaker,
  type Outage,
} from '../../src/github/client/breaker.ts';
import { kindOf } from '../../src/github/client/errors.ts';

interface Played {
  breaker: Breaker;
  clock: { at: number };
  told: string[];
  /** Sends a request, if it may be sent, which fails or is answered. */
  ask(about: CircuitScope, fails?: boolean): 'sent' | 'held-back';
}

function played(): Played {
  const clock = { at: Date.parse('2026-11-23T14:00:00.000Z') };
  const told: string[] = [];
  const breaker = createBreaker({
    now: () => new Date(clock.at),
    opened: (_: Outage) => told.push('opened'),
    closed: () => told.push('closed'),
  });
  return {
    breaker,
    clock,
    told,
    ask(about, fails = false) {
      try {
        const passage = breaker.enter(about);
        if (fails) passage.failed();
        else passage.answered();
        return 'sent';
      } catch (error) {
        expect(kindOf(error)).toBe('held-back');
        return 'held-back';
      }
    },
  };
}

const of = (scope: string, part = 'issues'): CircuitScope => ({ scope, part });

test('in an outage little is sent; its beginning and its end are logged once each', () => {
  const { ask, clock, told, breaker } = played();
  let sent = 0;
  for (let second = 0; second < 600; second++) {
    clock.at += 1_000;
    for (const name of ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'])
      if (ask(of(name), true) === 'sent') sent += 1;
  }
  // Without it there would be 4,800.
  expect(sent).toBeLessThan(60);
  expect(breaker.outage()).not.toBeNull();
  expect(told).toEqual(['opened']);
  clock.at += 300_000;
  expect(ask(of('a'))).toBe('sent');
  expect(told).toEqual(['opened', 'closed']);
  clock.at += 300_000;
  for (const name of ['b', 'c', 'd', 'e']) expect(ask(of(name))).toBe('sent');
});

test('one part that fails while others are answered holds up itself alone', () => {
  const { ask, told, clock } = played();
  for (let count = 0; count < 20; count++) {
    clock.at += 1_000;
    ask(of('a', 'compare'), true);
    expect(ask(of('a'))).toBe('sent');
    expect(ask(of('b'))).toBe('sent');
  }
  expect(ask(of('a', 'compare'), true)).toBe('held-back');
  expect(told).toEqual([]);
});

test('ten that fail do not keep the eleventh from asking, even when they are taken for an outage', () => {
  const { ask, told } = played();
  for (let round = 0; round < 3; round++)
    for (let number = 1; number <= 10; number++) ask(of(`slow-${number}`), true);
  expect(told).toEqual(['opened']);
  expect(ask(of('slow-1'))).toBe('held-back');
  expect(ask(of('eleventh'))).toBe('sent');
  expect(told).toEqual(['opened', 'closed']);
  expect(ask(of('eleventh'))).toBe('sent');
});

test('after a wait one asks, and the others wait for its result', () => {
  const { breaker, clock, ask } = played();
  for (let count = 0; count < 5; count++) ask(of('a', `part-${count}`), true);
  clock.at += 30_000;
  const probe = breaker.enter(of('a', 'part-0'));
  expect(ask(of('a', 'part-1'))).toBe('held-back');
  probe.answered();
  expect(ask(of('a', 'part-1'))).toBe('sent');
});

test('a clock that steps back makes nobody wait for as long as it stepped', () => {
  const { ask, clock } = played();
  for (let count = 0; count < 5; count++) ask(of('a', `part-${count}`), true);
  clock.at -= 6 * 3_600_000;
  expect(ask(of('a', 'part-0'))).toBe('sent');
});
