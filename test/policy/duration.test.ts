import { parseDuration } from '../../src/policy/values/duration.ts';

describe('a duration', () => {
  it.each([
    ['1s', 1_000],
    ['90s', 90_000],
    ['5m', 300_000],
    ['24h', 86_400_000],
    ['5d', 432_000_000],
    ['0d', 0],
    ['007m', 420_000],
    ['9999999d', 863_999_913_600_000],
    [' 24h\n', 86_400_000],
  ])('%j is %d milliseconds', (text, milliseconds) => {
    expect(parseDuration(text)).toBe(milliseconds);
  });

  it.each([
    '',
    'h',
    '24',
    '24 h',
    '-1h',
    '+1h',
    '1.5h',
    '1e3s',
    '0x10s',
    '24H',
    '1w',
    '1y',
    '1ms',
    '1h30m',
    '12345678s',
    '٢٤h',
    '24h\n25h',
    'Infinityh',
    '1constructor',
  ])('cannot be written as %j', (text) => {
    expect(parseDuration(text)).toBeNull();
  });
});
