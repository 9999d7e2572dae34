import fc from 'fast-check';
import { asBlock, blockIn, withBlock, withoutBlock } from '../../src/artefact/review-block.ts';
import { shortened } from '../../src/wording/review/block-in-body.ts';

const id = 'INCIDENT-123';
const block = asBlock(id, 'ours');
const next = asBlock(id, 'ours, newer');

test('only text between the markers is changed, whatever is around them', () => {
  const body = `Above.\r\n\r\n${block.replaceAll('\n', '\r\n')}\r\n\r\n- [x] theirs\r\n`;
  const changed = withBlock(body, id, next);
  expect(changed).toBe(`Above.\r\n\r\n${next}\r\n\r\n- [x] theirs\r\n`);
  expect(blockIn(body, id)).toBe(block);
  expect(withoutBlock(changed, id)).toBe('Above.\r\n\r\n\n\r\n\r\n- [x] theirs');
});

test.each([
  ['both marks are gone', 'ours\n\ntheirs', 'ours\n\ntheirs'],
  ['the first is gone', block.split('\n').slice(1).join('\n'), 'ours'],
  ['the last is gone', block.split('\n').slice(0, -1).join('\n'), 'ours'],
  ['they are the other way round', block.split('\n').reverse().join('\n'), 'ours'],
])('where %s, the block comes first, and everything else stays', (_, body, rest) => {
  expect(withBlock(body, id, next)).toBe(`${next}\n\n${rest}`);
});

test('a marker in the middle of a line, or of another incident, does not count', () => {
  const [first = ''] = block.split('\n');
  const body = `See ${first} there\n${asBlock('INCIDENT-1', 'other')}`;
  expect(blockIn(body, id)).toBeNull();
  expect(withBlock(body, id, next)).toBe(`${next}\n\n${body}`);
});

test('an incident cannot end its own marker', () => {
  for (const name of ['a:end', '--><b>', 'x\ny', '"']) {
    const one = asBlock(name, 'text');
    expect(blockIn(`${one}\n\ntheirs`, name)).toBe(one);
    expect(one.match(/-->/g)).toHaveLength(2);
  }
});

test('people’s text is the same after any number of changes', () => {
  fc.assert(
    fc.property(fc.string(), fc.string(), (above, below) => {
      const body = `${above}\n${block}\n${below}`;
      fc.pre(blockIn(body, id) === block);
      const twice = withBlock(withBlock(body, id, next), id, block);
      expect(twice).toBe(body);
    }),
  );
});

test('a block that is too long is cut, and is still complete', () => {
  const long = asBlock(id, Array.from({ length: 500 }, (_, line) => `line ${line}`).join('\n'));
  const short = shortened(long, id, 2_000);
  expect(short.length).toBeLessThan(long.length - 1_900);
  expect(blockIn(`${short}\n\ntheirs`, id)).toBe(short);
});
