import { handledEvents } from '../../src/intake/read/handled-events.ts';
import { repositoryInNotice } from '../../src/intake/read/notice.ts';
import { readDelivery } from '../../src/intake/read/read-delivery.ts';
import { UnreadableDelivery } from '../../src/intake/read/unreadable-delivery.ts';
import { examples, pathsOf, wide, withValue } from './examples.ts';
import { context, deliveryId, read, receivedAt } from './reading-context.ts';

describe("GitHub's own examples", () => {
  it.each(examples)('$title is read', ({ event, payload }) => {
    for (const each of [context, wide]) {
      const reading = readDelivery({ id: deliveryId, event, payload, receivedAt }, each);
      for (const fact of reading.facts) {
        expect(new Date(fact.at).toISOString()).toBe(fact.at);
        expect(fact.key.length).toBeGreaterThan(10);
        expect(fact.repository).toBeGreaterThan(0);
      }
      expect(
        handledEvents.includes(event as (typeof handledEvents)[number]) || reading.facts.length === 0,
      ).toBe(true);
    }
    expect(() => repositoryInNotice(payload)).not.toThrow();
  });

  it('give facts and notices of every kind that their branches allow', () => {
    const readings = examples.map(({ event, payload }) =>
      readDelivery({ id: deliveryId, event, payload, receivedAt }, wide),
    );
    const facts = new Set(readings.flatMap((reading) => reading.facts.map(({ kind }) => kind)));
    const notices = new Set(readings.flatMap((reading) => reading.notices.map(({ kind }) => kind)));
    expect([...facts].toSorted(byName)).toEqual([
      'checks-changed',
      'deployment',
      'pull-request',
      'target-pushed',
    ]);
    expect([...notices].toSorted(byName)).toEqual([
      'installation-active',
      'installation-deleted',
      'installation-suspended',
      'repositories-added',
      'repositories-removed',
      'repository-changed',
    ]);
  });
});

describe('a payload of any other form', () => {
  const wrong: [string, unknown][] = [
    ['nothing', null],
    ['a text', 'push'],
    ['a list', []],
    ['empty', {}],
    [
      'hollow',
      { action: 'completed', repository: null, deployment: null, check_run: [], workflow_run: 1, ref: {} },
    ],
  ];
  const cases = handledEvents.flatMap((event) => wrong.map(([what, payload]) => ({ event, what, payload })));
  it.each(cases)('$event: $what is unreadable', ({ event, payload }) => {
    expect(() => readDelivery({ id: deliveryId, event, payload, receivedAt }, context)).toThrow(
      UnreadableDelivery,
    );
  });

  it('names the event and the field, and quotes nothing', () => {
    const reading = () => read('status', { sha: 'no <script>', branches: [] });
    expect(reading).toThrow(expect.objectContaining({ event: 'status', field: 'sha' }));
    expect(reading).toThrow(expect.not.objectContaining({ message: expect.stringContaining('script') }));
  });

  /** Every field of every example, one after another, as something of another type. */
  it('is read or unreadable, and never anything else', () => {
    const values: unknown[] = [null, undefined, -1, 1e308, true, 'x'.repeat(100_000), [], {}, { login: 1 }];
    let tried = 0;
    for (const { event, payload } of examples.filter((example) =>
      handledEvents.some((name) => name === example.event),
    )) {
      for (const path of pathsOf(payload, 3)) {
        const value = values[tried++ % values.length];
        try {
          const changed = withValue(payload, path, value);
          const reading = readDelivery({ id: deliveryId, event, payload: changed, receivedAt }, wide);
          expect(JSON.stringify(reading).length).toBeLessThan(20_000);
          repositoryInNotice(changed);
        } catch (error) {
          if (!(error instanceof UnreadableDelivery))
            throw new Error(`${event} ${path.join('.')}`, { cause: error });
        }
      }
    }
    expect(tried).toBeGreaterThan(5000);
  });
});

it('reads nothing from an event that nobody handles', () => {
  expect(read('star', { action: 'created' })).toEqual({
    facts: [],
    policyMayHaveChanged: false,
    candidates: [],
    issue: null,
    notices: [],
  });
  expect(read('constructor', {})).toEqual({
    facts: [],
    policyMayHaveChanged: false,
    candidates: [],
    issue: null,
    notices: [],
  });
});

it('does not change the payload', () => {
  for (const { event, payload } of examples) {
    const before = JSON.stringify(payload);
    readDelivery({ id: deliveryId, event, payload, receivedAt }, wide);
    expect(JSON.stringify(payload)).toBe(before);
  }
});

function byName(a: string, b: string): number {
  return a < b ? -1 : 1;
}
