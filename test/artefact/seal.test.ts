import { sealBelow, withoutSeals, withSeal } from '../../src/artefact/seal.ts';

const mark = '<!-- hotfix-policy:status:7 -->';
const seal = { mark: 'abc-_1', proofs: [] as string[] };

test('stands below its mark alone, and is taken out without a trace', () => {
  const text = `${mark}\n\nHello`;
  const written = withSeal(text, mark, seal);
  expect(written).toBe(`${mark}\n<!-- hotfix-policy-seal:abc-_1 -->\n\nHello`);
  expect(sealBelow(written, mark)).toEqual(seal);
  expect(withoutSeals(written)).toBe(text);
});

test('takes the place of every one that stood there', () => {
  const twice = withSeal(withSeal(`${mark}\nHello`, mark, seal), mark, { mark: 'new', proofs: ['of', 'it'] });
  expect(twice).toBe(`${mark}\n<!-- hotfix-policy-seal:new.of.it -->\nHello`);
  expect(sealBelow(twice, mark)).toEqual({ mark: 'new', proofs: ['of', 'it'] });
});

test.each([
  ['of another mark', `<!-- hotfix-policy:status:8 -->\n<!-- hotfix-policy-seal:a -->\n${mark}\n`],
  ['further down', `${mark}\n\n<!-- hotfix-policy-seal:a -->`],
  ['within a line', `${mark}\nx <!-- hotfix-policy-seal:a -->`],
  ['with anything but a hash', `${mark}\n<!-- hotfix-policy-seal:a b -->`],
  ['with an empty part', `${mark}\n<!-- hotfix-policy-seal:a..c -->`],
])('one %s is none', (_, text) => {
  expect(sealBelow(text, mark)).toBeNull();
});

test('is read whatever the ends of the lines', () => {
  const edited = withSeal(`${mark}\n\nHello`, mark, seal).replaceAll('\n', '\r\n');
  expect(sealBelow(edited, mark)).toEqual(seal);
});
