import { execFileSync } from 'node:child_process';
import fc from 'fast-check';
import { markerOf } from '../../src/artefact/marker.ts';
import { defaultPolicy } from '../../src/policy/default-policy.ts';
import { codeBlock } from '../../src/wording/markdown/code-block.ts';
import { codeSpan, codeSpanInCell } from '../../src/wording/markdown/code-span.ts';
import { bodyLimit, fit } from '../../src/wording/markdown/fit.ts';
import { link } from '../../src/wording/markdown/link.ts';
import { mention, mentionAll } from '../../src/wording/markdown/mention.ts';
import { plainText, titleText } from '../../src/wording/markdown/plain-text.ts';
import { shellQuote } from '../../src/wording/markdown/shell-quote.ts';
import { durationText } from '../../src/wording/phrases/duration.ts';
import { suggestName } from '../../src/wording/phrases/git-commands.ts';
import { incidentLink } from '../../src/wording/phrases/incident.ts';
import { when } from '../../src/wording/phrases/when.ts';

test.each([
  ['UTC', '2026-11-23T14:02:00Z', '23 Nov 2026, 14:02 UTC'],
  ['Europe/Berlin', '2026-11-24T14:02:00Z', '24 Nov 2026, 15:02 CET (UTC+1)'],
  ['Europe/Berlin', '2026-07-01T22:30:00Z', '2 Jul 2026, 00:30 CEST (UTC+2)'],
  ['America/New_York', '2026-11-24T02:02:00Z', '23 Nov 2026, 21:02 EST (UTC-5)'],
  ['Asia/Kolkata', '2026-11-23T14:02:00Z', '23 Nov 2026, 19:32 UTC+5:30'],
  ['Europe/London', '2026-11-23T14:02:00Z', '23 Nov 2026, 14:02 GMT (UTC)'],
])('a moment in %s', (timezone, moment, text) => {
  expect(when(new Date(moment), timezone)).toBe(text);
});

test.each([
  [-1, '0 s'],
  [40_000, '40 s'],
  [59_700, '59 s'],
  [270_000, '4 min 30 s'],
  [3_600_000, '1 h'],
  [4_800_000, '1 h 20 min'],
  [48 * 3_600_000, '48 h'],
  [76 * 3_600_000, '3 d 4 h'],
])('%d milliseconds are %s', (span, words) => {
  expect(durationText(span)).toBe(words);
});

test('a marker is one comment, whatever its key, and different keys have different markers', () => {
  expect(markerOf('status:7')).toBe('<!-- hotfix-policy:status:7 -->');
  expect(markerOf('breach:x:a--->-')).toBe('<!-- hotfix-policy:breach:x:a%2D%2D-%3E%2D -->');
  fc.assert(
    fc.property(fc.string({ unit: 'binary', minLength: 1 }), (key) => {
      expect(markerOf(`breach:overdue:${key}`)).toMatch(
        /^<!-- hotfix-policy:breach:overdue:(?:(?!--)[^\s>:])* -->$/,
      );
      expect(
        decodeURIComponent(markerOf(`backfill:${key}:1`).slice('<!-- hotfix-policy:backfill:'.length, -6)),
      ).toBe(key.toWellFormed());
    }),
  );
});

test('code spans are fenced by more backticks than they hold', () => {
  expect(codeSpan('plain')).toBe('`plain`');
  expect(codeSpan('a`b``c')).toBe('```a`b``c```');
  expect(codeSpan('`x')).toBe('`` `x ``');
  expect(codeSpan('two\nlines\u202e')).toBe('`two lines`');
  expect(codeSpan(' \n')).toBe('(empty)');
  expect(codeSpan('abcdef', 4)).toBe('`abc…`');
  expect(codeSpanInCell('a|b')).toBe('`a\\|b`');
  expect(codeSpanInCell('a\\|b')).toBe('`a⧵\\|b`');
  expect(codeBlock(['a ``` b'])).toBe('````sh\na ``` b\n````');
});

test('outside text mentions nobody and links nothing', () => {
  expect(plainText('fixes #1 for @bob')).toBe('fixes #\u200B1 for @\u200Bbob');
  expect(titleText('closes GH-12')).toBe('closes GH\u200B-12');
  expect(plainText('<b>|*x*')).toBe('&#60;b&#62;&#124;\\*x\\*');
});

test('only possible logins and teams are mentioned, each once, bots never', () => {
  expect(mention('ada')).toBe('@ada');
  expect(mention('acme/on-call')).toBe('@acme/on-call');
  expect(mention('dependabot[bot]')).toBe('`dependabot[bot]`');
  expect(mention('a/b/c')).toBe('`a/b/c`');
  expect(mentionAll({ login: 'ada', bot: false }, ['Ada', 'acme/on-call'])).toBe('@ada, @acme/on-call');
  expect(mentionAll({ login: 'renovate', bot: true }, [])).toBe('');
});

test('links lead only to the web, and nothing ends them early', () => {
  expect(link('x', 'javascript:alert(1)')).toBe('x');
  expect(link('x', 'https://a.example/(b)|c')).toBe('[x](https://a.example/%28b%29%7Cc)');
  const incidents = { url: 'https://incidents.example.com/{incident}?of={incident}' };
  expect(incidentLink('A b/1', { ...defaultPolicy, incidents })).toBe(
    '[A b/1](https://incidents.example.com/A%20b%2F1?of=A%20b%2F1)',
  );
  expect(incidentLink('INCIDENT-1', defaultPolicy)).toBe('INCIDENT-1');
});

test('a shell takes a quoted word for exactly what it was', () => {
  expect(shellQuote('hotfix/INCIDENT-1-x')).toBe('hotfix/INCIDENT-1-x');
  const words = [
    '',
    '-n',
    '~',
    '$(id)',
    "it's",
    'a b',
    '`x`',
    'a\\',
    '!!',
    'hotfix/*',
    '{a,b}',
    '#',
    '=ls',
    'ü',
    '"',
  ];
  const printed = execFileSync('sh', [
    '-c',
    `for word in ${words.map(shellQuote).join(' ')}; do printf '%s\\n' "$word"; done`,
  ]);
  expect(printed.toString().split('\n').slice(0, -1)).toEqual(words);
});

test.each([
  ['quick', { name: 'hotfix/INCIDENT-123-quick', made: true }],
  ['incident-77_Fix Login', { name: 'hotfix/INCIDENT-77-fix-login', made: false }],
  ['INCIDENT-9', { name: 'hotfix/INCIDENT-9-fix', made: false }],
  ['///', { name: 'hotfix/INCIDENT-123-fix', made: true }],
])('a better name for %s', (rest, suggestion) => {
  expect(suggestName(defaultPolicy, rest)).toEqual(suggestion);
});

test('no name is suggested for a pattern that no guess fits', () => {
  const branches = { ...defaultPolicy.branches, name: '^(?<incident>\\d{8})/(?<slug>.+)$' };
  expect(suggestName({ ...defaultPolicy, branches }, 'quick')).toBeNull();
});

test('a text that is too long is cut between lines, keeps its beginning, and says so', () => {
  const text = `${markerOf('status:7')}\n\n\`\`\`sh\n${'line of ünïcode\n'.repeat(9_000)}\`\`\``;
  const cut = fit(text, bodyLimit);
  expect(Buffer.byteLength(cut)).toBeLessThanOrEqual(bodyLimit);
  expect(Buffer.byteLength(cut)).toBeGreaterThan(bodyLimit - 300);
  expect(cut.startsWith('<!-- hotfix-policy:status:7 -->\n')).toBe(true);
  expect(cut).toMatch(/ünïcode\n```\n\n\*The rest is left out: the text is too long for GitHub\.\*\n$/);
  expect(fit('short', bodyLimit)).toBe('short');
});

test('a cut inside a fold closes it, so that it does not hide what people wrote below', () => {
  const row = `${'|'.repeat(90)}\n`;
  const folded = `<details>\n<summary>More</summary>\n\n${row.repeat(20)}</details>\n`;
  const shown = `\`\`\`html\n<details>\n\`\`\`\n`;
  const text = `${shown}${folded}<details><summary>Deploys</summary>\n\n<details>\n\n${row.repeat(200)}`;
  const cut = fit(text, 8_000);
  expect(Buffer.byteLength(cut)).toBeLessThanOrEqual(8_000);
  expect(cut).toMatch(/\|\n\n<\/details>\n\n<\/details>\n\n\*The rest is left out/);
});
