import fc from 'fast-check';
import { parsePayload, textOf } from '../../src/intake/receive/parse-payload.ts';

const parse = (text: string) => parsePayload(textOf(Buffer.from(text)));

it.each([
  ['a NUL', String.raw`{"a":"x\u0000y"}`, { a: 'x\uFFFDy' }],
  ['a NUL in a name', String.raw`{"a\u0000":1}`, { 'a\uFFFD': 1 }],
  ['an escaped backslash before what only looks like a NUL', String.raw`{"a":"\\u0000"}`, { a: '\\u0000' }],
  ['an escaped backslash before a NUL', String.raw`{"a":"\\\u0000"}`, { a: '\\\uFFFD' }],
  ['a half pair', String.raw`{"a":"\ud83d"}`, { a: '\uFFFD' }],
  ['the other half', String.raw`{"a":"\ude00\ud83d"}`, { a: '\uFFFD\uFFFD' }],
  ['a half pair before a whole one', String.raw`{"a":"\ud83d\uD83D\uDE00"}`, { a: '\uFFFD\u{1F600}' }],
  ['other escapes', String.raw`{"a":"\"\n\/\u00e9\u0000"}`, { a: '"\n/é\uFFFD' }],
])('%s', (_, text, payload) => {
  expect(parse(text)).toEqual(payload);
});

it('leaves a name that objects inherit as plain data', () => {
  const payload = parse('{"__proto__":{"polluted":true},"constructor":1}');
  expect(Object.getPrototypeOf(payload)).toBe(Object.prototype);
  expect(Object.hasOwn(payload, '__proto__')).toBe(true);
  expect(({} as Record<string, unknown>).polluted).toBeUndefined();
});

it('reads every text that can be stored as it was written', () => {
  const texts = fc.string({ unit: 'binary' }).map((text) => text.replaceAll('\0', ''));
  fc.assert(
    fc.property(texts, fc.boolean(), (text, escaped) => {
      const json = JSON.stringify({ text });
      const spelling = escaped ? json.replace(/[\u0080-\uffff]/g, escapeOf) : json;
      expect(parse(spelling)).toEqual({ text });
    }),
  );
});

it('gives nothing that a jsonb refuses', () => {
  const unit = fc.constantFrom('\\', 'u', '0', '00', 'd83d', 'de00', '\0', '\ud83d', '\ude00', '"');
  fc.assert(
    fc.property(fc.array(unit), (parts) => {
      const payload = parse(JSON.stringify({ text: parts.join('') }));
      const text = String(payload.text);
      expect(text.isWellFormed()).toBe(true);
      expect(text).not.toContain('\0');
      expect(text).toBe(parts.join('').toWellFormed().replaceAll('\0', '\uFFFD'));
    }),
  );
});

function escapeOf(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
}
