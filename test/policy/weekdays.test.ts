import { parseWeekdays } from '../../src/policy/values/weekdays.ts';
import { firstReminder } from './reminder-times.ts';

describe('weekdays', () => {
  it.each([
    ['mon-fri', [1, 2, 3, 4, 5]],
    ['mon', [1]],
    ['sun', [7]],
    ['mon-sun', [1, 2, 3, 4, 5, 6, 7]],
    ['fri-mon', [1, 5, 6, 7]],
    ['tue-mon', [1, 2, 3, 4, 5, 6, 7]],
    ['wed-wed', [3]],
    ['fri,mon,wed', [1, 3, 5]],
    ['mon,mon-tue', [1, 2]],
    ['mon-tue, thu-fri', [1, 2, 4, 5]],
    [' Mon - FRI ', [1, 2, 3, 4, 5]],
    ['monday-friday', [1, 2, 3, 4, 5]],
    ['tues, Thursday', [2, 4]],
    ['mon–wed', [1, 2, 3]],
  ])('%j are those days in the order of the week', (text, days) => {
    expect(parseWeekdays(text)).toEqual(days);
  });

  it.each([
    '',
    ',',
    'mo',
    'mo',
    'mon-',
    '-fri',
    'mon--fri',
    'mon-wed-fri',
    'mon;fri',
    'mon fri',
    '1-5',
    'mon,',
    'any',
  ])('cannot be written as %j', (text) => {
    expect(parseWeekdays(text)).toBeNull();
  });
});

describe('a reminder that falls on another day', () => {
  it.each([
    ['late on Friday is sent', '2026-01-16T22:59:59.999Z', '2026-01-16T22:59:59.999Z'],
    ['when Saturday begins waits for Monday', '2026-01-16T23:00:00.000Z', '2026-01-18T23:00:00.000Z'],
    ['late on Sunday waits for Monday', '2026-01-18T22:59:59.999Z', '2026-01-18T23:00:00.000Z'],
    ['when Monday begins is sent', '2026-01-18T23:00:00.000Z', '2026-01-18T23:00:00.000Z'],
    [
      'on the weekend that loses an hour waits for Monday',
      '2026-03-28T11:00:00.000Z',
      '2026-03-29T22:00:00.000Z',
    ],
    [
      'on the Sunday that loses an hour waits for Monday',
      '2026-03-29T11:00:00.000Z',
      '2026-03-29T22:00:00.000Z',
    ],
    [
      'on the weekend that gains an hour waits for Monday',
      '2026-10-24T11:00:00.000Z',
      '2026-10-25T23:00:00.000Z',
    ],
    [
      'on the Sunday that gains an hour waits for Monday',
      '2026-10-25T11:00:00.000Z',
      '2026-10-25T23:00:00.000Z',
    ],
  ])('%s', (_, deadline, sent) => {
    expect(firstReminder(deadline, { timezone: 'Europe/Berlin', reminders: 'weekdays: mon-fri' })).toBe(sent);
  });

  it.each([
    ['Pacific/Kiritimati', '2026-01-16T11:00:00.000Z', '2026-01-18T10:00:00.000Z'],
    ['Pacific/Apia', '2026-01-16T10:59:00.000Z', '2026-01-16T10:59:00.000Z'],
    ['Pacific/Apia', '2026-01-16T11:00:00.000Z', '2026-01-18T11:00:00.000Z'],
    ['Asia/Kathmandu', '2026-01-16T18:15:00.000Z', '2026-01-18T18:15:00.000Z'],
    // Over the Sundays on which the clock changes.
    ['America/New_York', '2026-03-07T12:00:00.000Z', '2026-03-09T04:00:00.000Z'],
    ['America/New_York', '2026-10-31T12:00:00.000Z', '2026-11-02T05:00:00.000Z'],
    ['Australia/Lord_Howe', '2026-10-03T00:00:00.000Z', '2026-10-04T13:00:00.000Z'],
    ['Australia/Lord_Howe', '2026-04-04T00:00:00.000Z', '2026-04-05T13:30:00.000Z'],
    ['Pacific/Honolulu', '2026-01-17T09:59:00.000Z', '2026-01-17T09:59:00.000Z'],
    ['Pacific/Honolulu', '2026-01-17T10:00:00.000Z', '2026-01-19T10:00:00.000Z'],
  ])('goes by the calendar of %s', (timezone, deadline, sent) => {
    expect(firstReminder(deadline, { timezone, reminders: 'weekdays: mon-fri' })).toBe(sent);
  });

  it('waits for the first hour that the day has, where its midnight is skipped', () => {
    const file = { timezone: 'America/Santiago', reminders: 'weekdays: sun' };
    expect(firstReminder('2026-09-05T15:00:00.000Z', file)).toBe('2026-09-06T04:00:00.000Z');
  });

  it('waits a week longer where the calendar left the day out', () => {
    // Samoa went from Thursday, 29 December 2011, to Saturday.
    const file = { timezone: 'Pacific/Apia', reminders: 'weekdays: fri' };
    expect(firstReminder('2011-12-29T20:00:00.000Z', file)).toBe('2012-01-05T10:00:00.000Z');
  });

  it('waits nearly a week for the only day', () => {
    const file = { timezone: 'UTC', reminders: 'weekdays: wed' };
    expect(firstReminder('2026-01-15T00:00:00.000Z', file)).toBe('2026-01-21T00:00:00.000Z');
  });

  it.each([
    ['on Friday evening waits for Monday morning', '2026-01-16T21:00:00.000Z', '2026-01-19T07:00:00.000Z'],
    ['on Sunday waits for Monday morning', '2026-01-18T11:00:00.000Z', '2026-01-19T07:00:00.000Z'],
    [
      'over the change of the clock waits for Monday morning',
      '2026-03-27T21:00:00.000Z',
      '2026-03-30T06:00:00.000Z',
    ],
    ['over the change back waits for Monday morning', '2026-10-23T21:00:00.000Z', '2026-10-26T07:00:00.000Z'],
  ])('with quiet hours too, %s', (_, deadline, sent) => {
    const file = { timezone: 'Europe/Berlin', reminders: 'quiet-hours: 20:00-08:00, weekdays: mon-fri' };
    expect(firstReminder(deadline, file)).toBe(sent);
  });
});
