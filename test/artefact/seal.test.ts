import { sealBelow, withoutSeals, withSeal } from '../../src/artefact/seal.ts';

const marker = '<!-- hotfix-policy:status:7 -->';
const seal = { marker: 'abc-_1', proofs: [] as string[] };

test('stands below its marker alone, and is taken out without a trace', () => {
  const text = `${marker}\n\nHello`;
  const written = withSeal(text, marker, seal);
  expect(written).toBe(`${marker}\n<!-- hotfix-policy-seal:abc-_1 -->\n\nHello`);
  expect(sealBelow(written, marker)).toEqual(seal);
  expect(withoutSeals(written)).toBe(text);
});

test('takes the place of every one that stood there', () => {
  const twice = withSeal(withSeal(`${marker}\nHello`, marker, seal), marker, {
    marker: 'new',
    proofs: ['of', 'it'],
  });
  expect(twice).toBe(`${marker}\n<!-- hotfix-policy-seal:new.of.it -->\nHello`);
  expect(sealBelow(twice, marker)).toEqual({ marker: 'new', proofs: ['of', 'it'] });
});

test.each([
  ['of another marker', `<!-- hotfix-policy:status:8 -->\n<!-- hotfix-policy-seal:a -->\n${marker}\n`],
  ['further down', `${marker}\n\n<!-- hotfix-policy-seal:a -->`],
  ['within a line', `${marker}\nx <!-- hotfix-policy-seal:a -->`],
  ['with anything but a hash', `${marker}\n<!-- hotfix-policy-seal:a b -->`],
  ['with an empty part', `${marker}\n<!-- hotfix-policy-seal:a..c -->`],
])('one %s is none', (_, text) => {
  expect(sealBelow(text, marker)).toBeNull();
});

test('is read whatever the ends of the lines', () => {
  const edited = withSeal(`${marker}\n\nHello`, marker, seal).replaceAll('\n', '\r\n');
  expect(sealBelow(edited, marker)).toEqual(seal);
});
