import fc from 'fast-check';
import { matchesGlob } from '../../src/policy/values/glob.ts';

describe('a glob', () => {
  it.each([
    ['production', 'production'],
    ['', ''],
    ['*', ''],
    ['*', 'anything / at all\n'],
    ['**', 'a/b'],
    ['production*', 'production'],
    ['production*', 'production-eu'],
    ['*unit*', 'unit'],
    ['*unit*', 'Run unit tests'],
    ['runbooks/**', 'runbooks/payments/restart.md'],
    ['a*b*c', 'a-b-b-c'],
    ['a*bc', 'abcbc'],
    ['*a*a', 'aaa'],
    ['te?t', 'test'],
    ['?*', 'x'],
    ['(a|b)[c]{2}+.$^', '(a|b)[c]{2}+.$^'],
    ['a\\*', 'a\\b'],
  ])('%j matches %j', (pattern, text) => {
    expect(matchesGlob(pattern, text)).toBe(true);
  });

  it.each([
    ['production', 'productions'],
    ['production', 'pre-production'],
    ['production', 'Production'],
    ['', 'x'],
    ['x', ''],
    ['?', ''],
    ['?*', ''],
    ['te?t', 'tet'],
    ['te?t', 'teest'],
    ['a*b*c', 'a-c-b'],
    ['*unit', 'unit tests'],
    ['unit*', 'my unit'],
    ['.*', 'production'],
    ['[p]roduction', 'production'],
    ['a\\*', 'a*'],
  ])('%j does not match %j', (pattern, text) => {
    expect(matchesGlob(pattern, text)).toBe(false);
  });

  it('ignores case when asked to', () => {
    expect(matchesGlob('Prod*', 'pRODUCTION', { ignoreCase: true })).toBe(true);
    expect(matchesGlob('prod*', 'PRODUCTION', { ignoreCase: false })).toBe(false);
  });

  it('answers at once for what would keep a regular expression busy for years', () => {
    const start = performance.now();
    expect(matchesGlob(`${'*a'.repeat(100)}b`, 'a'.repeat(20_000))).toBe(false);
    expect(performance.now() - start).toBeLessThan(2_000);
  });

  it('agrees with the regular expression that means the same', () => {
    const pattern = fc.string({ unit: fc.constantFrom('a', 'b', '*', '?'), maxLength: 8 });
    const text = fc.string({ unit: fc.constantFrom('a', 'b'), maxLength: 10 });
    fc.assert(
      fc.property(pattern, text, (glob, given) => {
        const expression = new RegExp(`^${glob.replaceAll('*', '.*').replaceAll('?', '.')}$`);
        expect(matchesGlob(glob, given)).toBe(expression.test(given));
      }),
      { numRuns: 2_000 },
    );
  });
});
