import fc from 'fast-check';
import { parseBranchName } from '../../src/policy/branch-name.ts';
import { defaultPolicy } from '../../src/policy/default-policy.ts';

const named = (name: string, prefix = 'hotfix/') => ({
  ...defaultPolicy,
  branches: { prefix, name, target: null },
});

describe('the name of a hotfix branch', () => {
  it.each([
    ['hotfix/INCIDENT-123-fix-payment-timeout', 'INCIDENT-123', 'fix-payment-timeout'],
    ['hotfix/INC-1-x', 'INC-1', 'x'],
    ['hotfix/A-0-0', 'A-0', '0'],
    ['hotfix/P1-42-retry-3-times', 'P1-42', 'retry-3-times'],
    ['hotfix/INC-12-34', 'INC-12', '34'],
  ])('%s gives the incident and what is fixed', (branch, incident, slug) => {
    expect(parseBranchName(defaultPolicy, branch)).toEqual({ kind: 'hotfix', incident, slug });
  });

  it.each([
    'main',
    'feature/hotfix/INC-1-x',
    'hotfix',
    'hotfix/',
    'Hotfix/INC-1-x',
    'hotfix-INC-1-x',
    ' hotfix/INC-1-x',
    '',
  ])('is not that of %j', (branch) => {
    expect(parseBranchName(defaultPolicy, branch)).toEqual({ kind: 'not-hotfix' });
  });

  it.each([
    'fix-payment',
    'INC-123',
    'INC-123-',
    'inc-123-x',
    'INC123-x',
    '1INC-1-x',
    'INC-1-Fix',
    'INC-1-a--b',
    'INC-1-a-',
    'INC-1-a_b',
    'INC-1-a/b',
    '/INC-1-x',
    'hotfix/INC-1-x',
    'INC-1-x\n',
    'INC-1-x\nINC-2-y',
    ' INC-1-x',
    'INC-١-x',
    'ІNC-1-x',
    'INC-1-x\u202E',
    'INC-1-x`rm -rf`',
    'INC-1-$(id)',
    'INC-1-@acme',
    '<script>-1-x',
    '😀',
    '\uD83D',
  ])('is wrong where %j follows the prefix, and this is kept as it is', (rest) => {
    expect(parseBranchName(defaultPolicy, `hotfix/${rest}`)).toEqual({ kind: 'misnamed', rest });
  });

  it('follows the prefix and the expression of the policy', () => {
    const policy = named('(?<slug>[a-z]+)\\.(?<incident>\\d+)', 'emergency/');
    expect(parseBranchName(policy, 'emergency/payments.77')).toEqual({
      kind: 'hotfix',
      incident: '77',
      slug: 'payments',
    });
    expect(parseBranchName(policy, 'hotfix/INC-1-x')).toEqual({ kind: 'not-hotfix' });
  });

  it('matches as a whole, also where the expression has no ends', () => {
    const policy = named('(?<incident>\\d+)-(?<slug>[a-z]+)');
    expect(parseBranchName(policy, 'hotfix/1-a')).toMatchObject({ kind: 'hotfix' });
    expect(parseBranchName(policy, 'hotfix/x1-a')).toMatchObject({ kind: 'misnamed' });
    expect(parseBranchName(policy, 'hotfix/1-a1')).toMatchObject({ kind: 'misnamed' });
  });

  it('may leave the incident out, where the expression lets it', () => {
    const policy = named('(?:(?<incident>[A-Z]+-\\d+)-)?(?<slug>[a-z]+)');
    expect(parseBranchName(policy, 'hotfix/fix')).toEqual({ kind: 'hotfix', incident: '', slug: 'fix' });
  });

  it('answers at once for an expression that would keep others busy for years', () => {
    const start = performance.now();
    const policy = named('(?<incident>(a+)+)-(?<slug>x)');
    expect(parseBranchName(policy, `hotfix/${'a'.repeat(5_000)}!`)).toMatchObject({ kind: 'misnamed' });
    expect(performance.now() - start).toBeLessThan(2_000);
  });

  it('is read by each policy’s own expression, however many there are', () => {
    for (let round = 0; round < 2; round++) {
      for (let index = 0; index < 450; index++) {
        const policy = named(`(?<incident>${index})-(?<slug>x)`);
        expect(parseBranchName(policy, `hotfix/${index}-x`)).toMatchObject({ incident: `${index}` });
        expect(parseBranchName(policy, `hotfix/${index + 1}-x`)).toMatchObject({ kind: 'misnamed' });
      }
    }
  });

  it('is found again in its incident and what is fixed, whatever the branch is called', () => {
    const text = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.stringMatching(/^[A-Z]{1,3}-[0-9]{1,3}-[a-z0-9-]{0,8}$/),
    );
    fc.assert(
      fc.property(text, (rest) => {
        const parsed = parseBranchName(defaultPolicy, `hotfix/${rest}`);
        switch (parsed.kind) {
          case 'hotfix':
            return expect(`${parsed.incident}-${parsed.slug}`).toBe(rest);
          case 'misnamed':
            return expect(parsed.rest).toBe(rest);
          case 'not-hotfix':
            return expect(rest).toBe('');
        }
      }),
      { numRuns: 1_000 },
    );
  });
});
