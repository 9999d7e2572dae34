import { parseQuietHours } from '../../src/policy/values/quiet-hours.ts';
import { firstReminder } from './reminder-times.ts';

describe('quiet hours', () => {
  it.each([
    ['20:00-08:00', { from: 1_200, until: 480 }],
    ['12:00-13:30', { from: 720, until: 810 }],
    ['00:00-23:59', { from: 0, until: 1_439 }],
    ['9:05-17:00', { from: 545, until: 1_020 }],
    [' 20:00 - 08:00 ', { from: 1_200, until: 480 }],
    ['20:00–08:00', { from: 1_200, until: 480 }],
    ['22:00-24:00', { from: 1_320, until: 0 }],
    ['20:00-20:00', { from: 1_200, until: 1_200 }],
  ])('%j are minutes after midnight', (text, hours) => {
    expect(parseQuietHours(text)).toEqual(hours);
  });

  it.each([
    '',
    '20:00',
    '20-8',
    '24:00-08:00',
    '20:00-24:01',
    '20:60-08:00',
    '20:0-8:0',
    '-1:00-08:00',
    '20:00-08:00-09:00',
    '8pm-8am',
    '020:00-08:00',
  ])('cannot be written as %j', (text) => {
    expect(parseQuietHours(text)).toBeNull();
  });
});

describe('a reminder that falls into quiet hours', () => {
  it.each([
    ['in the last minute before them is sent', '2026-01-14T18:59:59.999Z', '2026-01-14T18:59:59.999Z'],
    ['in their first minute waits', '2026-01-14T19:00:00.000Z', '2026-01-15T07:00:00.000Z'],
    ['before midnight waits for the next morning', '2026-01-14T22:30:00.000Z', '2026-01-15T07:00:00.000Z'],
    ['after midnight waits for the same morning', '2026-01-14T23:30:00.000Z', '2026-01-15T07:00:00.000Z'],
    ['in their last minute waits', '2026-01-15T06:59:59.999Z', '2026-01-15T07:00:00.000Z'],
    ['at their end is sent', '2026-01-15T07:00:00.000Z', '2026-01-15T07:00:00.000Z'],
    [
      'in the minute after them is sent when it is due',
      '2026-01-15T07:00:30.000Z',
      '2026-01-15T07:00:30.000Z',
    ],
    ['in the night before a year ends waits', '2026-12-31T22:00:00.000Z', '2027-01-01T07:00:00.000Z'],
    [
      'in the night that loses an hour waits for the clock',
      '2026-03-28T22:00:00.000Z',
      '2026-03-29T06:00:00.000Z',
    ],
    ['after that hour was lost waits for the clock', '2026-03-29T01:30:00.000Z', '2026-03-29T06:00:00.000Z'],
    [
      'in the night that gains an hour waits for the clock',
      '2026-10-24T21:00:00.000Z',
      '2026-10-25T07:00:00.000Z',
    ],
    [
      'after that hour was gained waits for the clock',
      '2026-10-25T01:30:00.000Z',
      '2026-10-25T07:00:00.000Z',
    ],
  ])('%s', (_, deadline, sent) => {
    const file = { timezone: 'Europe/Berlin', reminders: 'quiet-hours: 20:00-08:00' };
    expect(firstReminder(deadline, file)).toBe(sent);
  });

  it.each([
    ['before them is sent', '2026-01-14T11:59:00.000Z', '2026-01-14T11:59:00.000Z'],
    ['at their beginning waits', '2026-01-14T12:00:00.000Z', '2026-01-14T13:30:00.000Z'],
    ['at their end is sent', '2026-01-14T13:30:00.000Z', '2026-01-14T13:30:00.000Z'],
  ])('of one day %s', (_, deadline, sent) => {
    expect(firstReminder(deadline, { timezone: 'UTC', reminders: 'quiet-hours: 12:00-13:30' })).toBe(sent);
  });

  it.each([
    ['Asia/Kathmandu', '2026-01-14T14:15:00.000Z', '2026-01-15T02:15:00.000Z'],
    ['America/St_Johns', '2026-07-14T22:30:00.000Z', '2026-07-15T10:30:00.000Z'],
    ['Pacific/Kiritimati', '2026-01-14T06:00:00.000Z', '2026-01-14T18:00:00.000Z'],
    // The clock goes from midnight to one o'clock.
    ['America/Santiago', '2026-09-06T01:00:00.000Z', '2026-09-06T11:00:00.000Z'],
  ])('waits for eight o’clock in %s', (timezone, deadline, sent) => {
    expect(firstReminder(deadline, { timezone, reminders: 'quiet-hours: 20:00-08:00' })).toBe(sent);
  });

  it.each([
    ['America/New_York', 'gives an hour away', '2026-03-08T02:00:00.000Z', '2026-03-08T12:00:00.000Z'],
    ['America/New_York', 'gets it back', '2026-11-01T01:00:00.000Z', '2026-11-01T13:00:00.000Z'],
    // Half an hour, and the other way round in the year.
    [
      'Australia/Lord_Howe',
      'gives half an hour away',
      '2026-10-03T12:00:00.000Z',
      '2026-10-03T21:00:00.000Z',
    ],
    ['Australia/Lord_Howe', 'gets it back', '2026-04-04T12:00:00.000Z', '2026-04-04T21:30:00.000Z'],
    ['Pacific/Apia', 'leaves the clock alone', '2026-01-14T08:00:00.000Z', '2026-01-14T19:00:00.000Z'],
  ])('waits for eight o’clock in %s in a night that %s', (timezone, _, deadline, sent) => {
    expect(firstReminder(deadline, { timezone, reminders: 'quiet-hours: 20:00-08:00' })).toBe(sent);
  });

  it('is sent within the half hour when they end in the half hour that is lost', () => {
    const file = { timezone: 'Australia/Lord_Howe', reminders: 'quiet-hours: 22:00-02:15' };
    const sent = firstReminder('2026-10-03T12:00:00.000Z', file) ?? '';
    expect(sent >= '2026-10-03T15:30:00.000Z' && sent <= '2026-10-03T16:00:00.000Z').toBe(true);
  });

  it('is sent within the hour when they end in the hour that is lost', () => {
    const file = { timezone: 'Europe/Berlin', reminders: 'quiet-hours: 22:00-02:30' };
    const sent = firstReminder('2026-03-28T22:00:00.000Z', file) ?? '';
    expect(sent >= '2026-03-29T01:00:00.000Z' && sent <= '2026-03-29T01:30:00.000Z').toBe(true);
  });

  it.each(['2026-10-25T00:10:00.000Z', '2026-10-25T01:10:00.000Z'])(
    'is never sent before it was due, also in the hour that comes twice: %s',
    (deadline) => {
      const file = { timezone: 'Europe/Berlin', reminders: 'quiet-hours: 22:00-02:30' };
      const sent = firstReminder(deadline, file) ?? '';
      expect(sent > deadline && sent <= '2026-10-25T01:30:00.000Z').toBe(true);
    },
  );
});
