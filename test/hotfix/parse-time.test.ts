import { parseTime } from '../../src/hotfix/commands/parse-time.ts';

const now = new Date('2026-11-23T15:30:40.000Z');

test.each([
  ['14:02', 'UTC', '2026-11-23T14:02:00.000Z'],
  ['14:02', 'Europe/Berlin', '2026-11-23T13:02:00.000Z'],
  ['14:02 UTC', 'Europe/Berlin', '2026-11-23T14:02:00.000Z'],
  ['14:02Z', 'Europe/Berlin', '2026-11-23T14:02:00.000Z'],
  ['14:02 UTC+1', 'UTC', '2026-11-23T13:02:00.000Z'],
  ['14:02 +05:30', 'UTC', '2026-11-23T08:32:00.000Z'],
  ['14:02 UTC-8', 'UTC', '2026-11-22T22:02:00.000Z'],
  ['9:05', 'UTC', '2026-11-23T09:05:00.000Z'],
  ['23:50', 'UTC', '2026-11-22T23:50:00.000Z'],
  ['2026-11-23 14:02', 'UTC', '2026-11-23T14:02:00.000Z'],
  ['2026-11-23T14:02:30Z', 'Asia/Tokyo', '2026-11-23T14:02:30.000Z'],
  ['2026-10-25 02:30', 'Europe/Berlin', '2026-10-25T01:30:00.000Z'],
  ['20 minutes ago', 'UTC', '2026-11-23T15:10:40.000Z'],
  ['1 min ago', 'UTC', '2026-11-23T15:29:40.000Z'],
  ['2h ago', 'UTC', '2026-11-23T13:30:40.000Z'],
  ['now', 'UTC', '2026-11-23T15:30:40.000Z'],
])('%s in %s', (text, timezone, at) => {
  expect(parseTime(text, { now, timezone })?.toISOString()).toBe(at);
});

test.each([
  '',
  '25:00',
  '14:60',
  '14',
  'noon',
  '2026-02-30 14:02',
  '2026-13-01 14:02',
  'ago',
  '5 days ago',
  '14:02 CET',
])('%j is not understood', (text) => {
  expect(parseTime(text, { now, timezone: 'UTC' })).toBeNull();
});
