/** Everything that depends on the clock, at its edges: deadlines, clocks, months, windows, reminders. */
import fc from 'fast-check';
import type { Fact } from '../../src/facts/fact.ts';
import { assess } from '../../src/hotfix/assess.ts';
import { foldHotfix } from '../../src/hotfix/fold/fold.ts';
import type { HotfixSummary } from '../../src/hotfix/hotfix-summary.ts';
import { plan } from '../../src/hotfix/plan.ts';
import { reminderSchedule } from '../../src/hotfix/reminder-schedule.ts';
import { planRepository } from '../../src/repository/plan.ts';
import { frequencyFinding } from '../../src/repository/rules/frequency.ts';
import { at, branch, deployment, pull, pushed, sha, whereabouts } from '../support/facts.ts';
import { inForceFrom, policyFrom } from '../support/policy.ts';
import { repositoryWith } from '../support/repositories.ts';
import { repository } from '../support/repository.ts';

const fix = sha('fix');
const hour = 3_600_000;

function obligation(policy: string, facts: Fact[], now: string | Date) {
  const inForce = inForceFrom(policy);
  const hotfix = foldHotfix(facts, { repository, branch, policy: inForce.policy });
  if (!hotfix) throw new Error('no push among the facts');
  const situation = assess(hotfix, inForce, new Date(now));
  if (situation.obligation.kind !== 'open') throw new Error(`it is ${situation.obligation.kind}`);
  return { ...situation.obligation, plan: plan(situation, new Date(now)) };
}

function deadlineOf(policy: string, facts: Fact[], now: string): string | null {
  return obligation(policy, facts, now).deadline?.toISOString() ?? null;
}

describe('the deadline', () => {
  const push = pushed({ at: '14:00', sha: fix });

  test.each([
    ['a millisecond before it', '2026-11-24T13:59:59.999Z', false],
    ['at it', '2026-11-24T14:00:00.000Z', true],
    ['after it', '2026-11-24T14:00:00.001Z', true],
  ])('%s', (_, now, overdue) => {
    expect(obligation('', [push], now).overdue).toBe(overdue);
  });

  test('is looked at again at the very moment', () => {
    const { plan: planned } = obligation('backfill: {open-after: 0s}', [push], '2026-11-23T15:00:00Z');
    expect(planned.lookAgainAt?.toISOString()).toBe('2026-11-24T14:00:00.000Z');
  });

  test.each([
    ['the night that loses an hour', '2026-03-28T22:00:00.000Z', '2026-03-29T22:00:00.000Z'],
    ['the night that gains an hour', '2026-10-24T22:00:00.000Z', '2026-10-25T22:00:00.000Z'],
    ['the end of a year', '2026-12-31T12:00:00.000Z', '2027-01-01T12:00:00.000Z'],
    ['the end of February in a leap year', '2028-02-28T12:00:00.000Z', '2028-02-29T12:00:00.000Z'],
  ])('is as many hours away over %s', (_, at, deadline) => {
    expect(deadlineOf('timezone: Europe/Berlin', [pushed({ at, sha: fix })], at)).toBe(deadline);
  });

  test('never moves for quiet hours, weekdays and zones', () => {
    const zones = [
      'UTC',
      'Europe/Berlin',
      'America/New_York',
      'America/St_Johns',
      'Asia/Kathmandu',
      'Australia/Lord_Howe',
      'Pacific/Apia',
      'Pacific/Kiritimati',
    ];
    const two = (value: number): string => String(value).padStart(2, '0');
    const time = fc.tuple(fc.nat({ max: 23 }), fc.nat({ max: 59 })).map(([h, m]) => `${two(h)}:${two(m)}`);
    const days = fc.constantFrom('null', 'mon', 'mon-fri', "'sat,sun'", 'wed');
    const start = fc.date({ min: new Date('2026-01-01'), max: new Date('2027-01-01'), noInvalidDate: true });
    fc.assert(
      fc.property(
        fc.constantFrom(...zones),
        time,
        time,
        days,
        start,
        (zone, from, until, weekdays, begun) => {
          fc.pre(from !== until);
          const at = begun.toISOString();
          const policy = `timezone: ${zone}\nreminders: {quiet-hours: '${from}-${until}', weekdays: ${weekdays}}`;
          const { deadline, overdue } = obligation(
            policy,
            [pushed({ at, sha: fix })],
            new Date(begun.getTime() + 24 * hour),
          );
          expect(deadline?.getTime()).toBe(begun.getTime() + 24 * hour);
          expect(overdue).toBe(true);
        },
      ),
      { numRuns: 100 },
    );
  });
});

describe('clock: deploy', () => {
  const policy = 'backfill: {clock: deploy, open-after: 30d}';
  const push = pushed({ at: '14:00', sha: fix });
  const deploy = (id: number, at: string, state: string) =>
    deployment({ at, sha: fix, deployment: id, state });
  const now = '2026-11-23T20:00:00Z';

  test.each([
    ['no deploy', [], null],
    ['a deploy that is under way', [deploy(1, '15:00', 'in_progress')], null],
    ['a deploy that failed', [deploy(1, '15:00', 'failure')], null],
    ['a deploy', [deploy(1, '15:00', 'success')], '2026-11-24T15:00:00.000Z'],
    ['a deploy to another environment', [{ ...deploy(1, '15:00', 'success'), environment: 'staging' }], null],
    [
      'a failed one, and then one',
      [deploy(1, '15:00', 'failure'), deploy(2, '16:00', 'success')],
      '2026-11-24T16:00:00.000Z',
    ],
    [
      'two: the first counts',
      [deploy(1, '15:00', 'success'), deploy(2, '16:00', 'success')],
      '2026-11-24T15:00:00.000Z',
    ],
    [
      'two, reported in reverse order',
      [deploy(2, '16:00', 'success'), deploy(1, '15:00', 'success')],
      '2026-11-24T15:00:00.000Z',
    ],
  ])('%s', (_, deploys, deadline) => {
    expect(deadlineOf(policy, [push, ...deploys], now)).toBe(deadline);
  });

  test('without a deploy nothing is ever overdue', () => {
    expect(obligation(policy, [push], '2027-11-23T20:00:00Z').overdue).toBe(false);
  });

  test('with the other clock a deploy changes nothing', () => {
    expect(deadlineOf('', [push, deploy(1, '15:00', 'success')], now)).toBe('2026-11-24T14:00:00.000Z');
  });
});

describe('how often the lane is used', () => {
  const begun = (...times: string[]): HotfixSummary[] =>
    times.map((at, index) => ({
      branch: `hotfix/INCIDENT-${index}-x`,
      incident: `INCIDENT-${index}`,
      author: { login: 'ada', bot: false },
      startedAt: new Date(at),
      state: 'open',
      doneAt: null,
      pull: null,
      laneTime: null,
      pipelineTime: null,
    }));

  function months(policy: string, times: string[], now: string): [string, number][] {
    const situation = repositoryWith({ summaries: begun(...times), inForce: inForceFrom(policy) });
    const moment = new Date(now);
    return planRepository(situation, moment).artefacts.flatMap((one) => {
      if (one.kind !== 'issue' || one.rule !== 'frequency') return [];
      const { month, hotfixes } = frequencyFinding(situation, one, moment);
      return [[month, hotfixes.length] as [string, number]];
    });
  }

  test.each([
    ['two are allowed', '', ['2026-11-01T00:00:00Z', '2026-11-30T23:59:59.999Z'], []],
    [
      'a third in the last millisecond is one too many',
      '',
      ['2026-11-01T00:00:00Z', '2026-11-15T00:00:00Z', '2026-11-30T23:59:59.999Z'],
      [['2026-11', 3]],
    ],
    [
      'one that began a millisecond later belongs to December',
      '',
      ['2026-11-01T00:00:00Z', '2026-11-15T00:00:00Z', '2026-12-01T00:00:00Z'],
      [],
    ],
    [
      'in Berlin November begins an hour before it does in UTC',
      'timezone: Europe/Berlin',
      ['2026-10-31T23:00:00Z', '2026-11-15T00:00:00Z', '2026-11-30T22:59:59Z'],
      [['2026-11', 3]],
    ],
    [
      'in summer time, two',
      'timezone: Europe/Berlin',
      ['2026-10-31T22:59:59Z', '2026-11-15T00:00:00Z', '2026-11-30T22:59:59Z'],
      [],
    ],
    [
      'in Honolulu it begins ten hours later',
      'timezone: Pacific/Honolulu',
      ['2026-11-01T09:59:59Z', '2026-11-15T00:00:00Z', '2026-12-01T09:59:59Z'],
      [],
    ],
    [
      'in New York it begins in summer time and ends in winter time',
      'timezone: America/New_York',
      ['2026-11-01T04:00:00Z', '2026-11-15T00:00:00Z', '2026-11-30T23:59:59.999Z'],
      [['2026-11', 3]],
    ],
    [
      'a second before it begins in New York, two',
      'timezone: America/New_York',
      ['2026-11-01T03:59:59Z', '2026-11-15T00:00:00Z', '2026-11-30T23:59:59.999Z'],
      [],
    ],
    [
      'on Lord Howe Island it begins eleven hours earlier',
      'timezone: Australia/Lord_Howe',
      ['2026-10-31T13:00:00Z', '2026-11-15T00:00:00Z', '2026-11-30T12:59:59Z'],
      [['2026-11', 3]],
    ],
    [
      'in Samoa it begins thirteen hours earlier',
      'timezone: Pacific/Apia',
      ['2026-10-31T10:59:59Z', '2026-11-15T00:00:00Z', '2026-11-30T10:59:59Z'],
      [],
    ],
    [
      'in Kathmandu it begins at a quarter past',
      'timezone: Asia/Kathmandu',
      ['2026-10-31T18:15:00Z', '2026-11-15T00:00:00Z', '2026-11-30T18:14:59Z'],
      [['2026-11', 3]],
    ],
    ['none is allowed', 'frequency: {limit: 0}', ['2026-11-02T00:00:00Z'], [['2026-11', 1]]],
  ])('in a month: %s', (_, policy, times, found) => {
    expect(months(policy, times, '2026-11-30T23:59:59.999Z')).toEqual(found);
  });

  test('last month is shown until this one ends', () => {
    const times = ['2026-10-01T00:00:00Z', '2026-10-02T00:00:00Z', '2026-10-03T00:00:00Z'];
    expect(months('', times, '2026-10-03T00:00:00Z')).toEqual([['2026-10', 3]]);
    expect(months('', times, '2026-11-30T23:59:59Z')).toEqual([['2026-10', 3]]);
    expect(months('', times, '2026-12-01T00:00:00Z')).toEqual([]);
  });

  test.each([
    [
      '30 days apart are not within 30 days',
      ['2026-11-01T12:00:00Z', '2026-11-15T12:00:00Z', '2026-12-01T12:00:00Z'],
      [],
    ],
    [
      'a millisecond less are',
      ['2026-11-01T12:00:00.001Z', '2026-11-15T12:00:00Z', '2026-12-01T12:00:00Z'],
      [['2026-12', 3]],
    ],
    [
      'over the end of a month',
      ['2026-11-29T12:00:00Z', '2026-11-30T12:00:00Z', '2026-12-01T12:00:00Z'],
      [['2026-12', 3]],
    ],
  ])('in any 30 days: %s', (_, times, found) => {
    expect(months('frequency: {window: 30d}', times, '2026-12-02T00:00:00Z')).toEqual(found);
  });

  test.each(['UTC', 'Europe/Berlin', 'America/New_York', 'Australia/Lord_Howe'])(
    'any 30 days are as many hours over a change of the clock in %s',
    (zone) => {
      const policy = `timezone: ${zone}\nfrequency: {window: 30d}`;
      // The clock changes in October or on the first of November in all of them but one.
      const [first, second] = ['2026-10-03T06:00:00.000Z', '2026-10-20T06:00:00.000Z'];
      expect(months(policy, [first, second, '2026-11-02T06:00:00.000Z'], '2026-11-03T00:00:00Z')).toEqual([]);
      const third = '2026-11-02T05:59:59.999Z';
      expect(months(policy, [first, second, third], '2026-11-03T00:00:00Z')).toEqual([['2026-11', 3]]);
    },
  );
});

test('one whose writing was cut off waits for GitHub to confirm the branch, like any other', () => {
  const cutOff: Fact = {
    kind: 'written',
    key: 'written:reminder',
    at: at('2026-11-24T14:00:01Z'),
    clock: 'receipt',
    repository: repository.id,
    branch,
    sha: null,
    artefact: 'reminder:7:first:0',
    number: null,
    url: null,
  };
  const facts = [pushed({ at: '14:00', sha: fix }), pull({ at: '14:01', sha: fix }), cutOff];
  const confirmed = whereabouts({ at: '2026-11-24T14:00:02Z', sha: fix });
  const kindsAt = (given: Fact[]) =>
    obligation('', given, '2026-11-24T14:00:03Z').plan.artefacts.map(({ kind }) => kind);
  expect(kindsAt(facts)).not.toContain('reminder');
  expect(kindsAt([...facts, confirmed])).toContain('reminder');
});

describe('reminders', () => {
  const deadline = new Date('2026-11-24T14:00:00Z');
  const after = (hours: number): Date => new Date(deadline.getTime() + hours * hour);

  test.each([
    ['before the deadline', -1, null, 0],
    ['at the deadline', 0, 0, 24],
    ['between two', 23, 0, 24],
    ['when the second is due', 24, 1, 48],
    ['after the last but one', 143, 5, 144],
    ['after the last', 144, 6, null],
    ['long after', 1_000, 6, null],
  ])('one a day, seven in all: %s', (_, hours, due, next) => {
    expect(reminderSchedule(deadline, policyFrom(''), after(hours))).toMatchObject({
      due,
      nextAt: next === null ? null : after(next),
    });
  });

  test.each([
    ['those from before it are not made up for', 50, 40, 2],
    ['none is due where the last was before it', 50, 49, null],
    ['one that is due just then is sent', 48, 48, 2],
  ])('since the policy is enforced: %s', (_, now, since, due) => {
    expect(reminderSchedule(deadline, policyFrom(''), after(now), after(since)).due).toBe(due);
  });

  test('none is sent where none is allowed', () => {
    const policy = policyFrom('reminders: {limit: 0}');
    expect(reminderSchedule(deadline, policy, after(100))).toEqual({ due: null, dueAt: null, nextAt: null });
  });

  test('the whole day but a minute is quiet: they wait for that minute', () => {
    const policy = policyFrom('reminders: {quiet-hours: 00:00-23:59}');
    expect(reminderSchedule(deadline, policy, after(0)).nextAt?.toISOString()).toBe(
      '2026-11-24T23:59:00.000Z',
    );
  });
});
