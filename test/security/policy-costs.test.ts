/** What one policy file may cost everybody else who is served by the process. */
import { countWork } from '../support/count-work.ts';

const { parseBranchName } = await import('../../src/policy/branch-name.ts');
const { defaultPolicy } = await import('../../src/policy/default-policy.ts');
const { parsePolicy } = await import('../../src/policy/parse-policy.ts');
const { isRunbook, isRunbookScript } = await import('../../src/policy/runbook-paths.ts');
const { matchesGlob } = await import('../../src/policy/values/glob.ts');
const { compilePattern, mostInstructions } = await import('../../src/policy/values/pattern.ts');
const { PatternCache } = await import('../../src/policy/values/pattern-cache.ts');
const { readDelivery } = await import('../../src/intake/read/read-delivery.ts');

/** Each is within the length of a pattern, and costs seconds or megabytes where it is compiled or matched. */
const large = [
  `(?<incident>(?:${'\\pL?'.repeat(95)}){0,1000})(?<slug>a)`,
  `(?<incident>${'a{0,1000}'.repeat(50)})(?<slug>a)`,
  `(?<incident>(?:${'a'.repeat(390)}){1000})(?<slug>a)`,
  `(?<incident>(?:${'a'.repeat(390)}){1000,})(?<slug>a)`,
  `(?<incident>(?:(?:${'a'.repeat(390)}){30}){30})(?<slug>a)`,
  `(?<incident>(?:\\Q)\\E${'a'.repeat(390)}){1000})(?<slug>a)`,
  `(?<incident>(?:[)]${'a'.repeat(390)}){1000})(?<slug>a)`,
  `(?<incident>(?:[])]${'a'.repeat(390)}){1000})(?<slug>a)`,
  `(?<incident>(?:[[:alpha:])]${'a'.repeat(390)}){1000})(?<slug>a)`,
  `(?<incident>(?:\\)${'a'.repeat(390)}){1000})(?<slug>a)`,
  `(?i)(?<incident>(?:(?:[\\pL\\pN_]?){0,31}){0,31}(?:a?){0,31})(?<slug>.*)`,
];

/** Slow ones that a policy may have. */
const allowed = [
  '(?<incident>(?:a{0,90}){0,10})(?<slug>.*)',
  `(?<incident>${'(?:a?){90}'.repeat(10)})(?<slug>.*)`,
  '(?<incident>(?:(?:a*)*a*){0,190}(?:(?:a*)*a*){0,190})(?<slug>.*)',
  `(?<incident>${'a*'.repeat(200)})(?<slug>.*)`,
];

const policyOf = (name: string) => ({
  ...defaultPolicy,
  branches: { prefix: 'hotfix/', name, target: null },
});

test.each(large)(
  'who may write a policy is told at the line of a pattern that costs too much: %s',
  async (name) => {
    let found: unknown;
    const steps = await countWork(() => {
      found = parsePolicy(`branches:\n  name: '${name}'\n`);
    });
    expect(found).toMatchObject({
      ok: false,
      mistakes: [{ line: 2, problem: { code: 'pattern-too-large', most: mostInstructions } }],
    });
    expect(steps).toBeLessThan(500_000);
  },
);

test.each(allowed)('a branch of any name is matched in a bounded number of steps: %s', async (name) => {
  expect(compilePattern(name)).not.toBeNull();
  const steps = await countWork(() => parseBranchName(policyOf(name), `hotfix/${'a'.repeat(247)}!`));
  expect(steps).toBeLessThan(mostInstructions * 255 * 40);
});

test('whoever writes policies for many repositories fills no memory with their patterns', () => {
  const cache = new PatternCache(1_000_000);
  let most = 0;
  let kept = 0;
  for (let number = 0; number < 300; number++) {
    const before = cache.bytes;
    cache.match(`(?<incident>(?:a?){100}-${number})(?<slug>.*)`, `aaaaaaaa-${number}`);
    most = Math.max(most, cache.bytes);
    if (cache.bytes > before) kept += 1;
  }
  expect(most).toBeLessThanOrEqual(1_000_000);
  expect(kept).toBeGreaterThan(200);
});

test('whoever pushes many names to one pattern does not make it grow for ever', () => {
  const cache = new PatternCache(1_000_000);
  const sizes = Array.from({ length: 2_000 }, (_, number) => {
    cache.match('(?<incident>[ab]*a[ab]{9})(?<slug>.*)', `${number.toString(2).replaceAll('0', 'a')}b`);
    return cache.bytes;
  });
  expect(Math.max(...sizes)).toBeLessThanOrEqual(1_000_000);
  expect(sizes.some((size, index) => size < (sizes[index - 1] ?? 0))).toBe(true);
});

test('a glob takes a step for each character and each 32 of its own, however many stars it has', async () => {
  const text = 'a'.repeat(299);
  for (const glob of [
    `*${'a'.repeat(253)}b`,
    'a*'.repeat(127),
    `${'*a'.repeat(126)}b`,
    `${'?*'.repeat(127)}b`,
  ]) {
    const steps = await countWork(() => matchesGlob(glob, text));
    expect(steps).toBeLessThan((text.length * 8 + glob.length * glob.length) * 6);
    const again = await countWork(() => matchesGlob(glob, text));
    expect(again).toBeLessThan(text.length * 8 * 6);
  }
});

test('who may write a policy is told at the line of a glob with more stars than anybody needs', () => {
  expect(parsePolicy(`runbooks:\n  paths:\n    - '${'*a'.repeat(21)}'\n`)).toMatchObject({
    ok: false,
    mistakes: [{ line: 3, problem: { code: 'too-many-stars', most: 20 } }],
  });
});

test('whoever pushes long paths has none of them compared with the globs of the policy', async () => {
  const globs = Array.from({ length: 20 }, (_, number) => `*${'a'.repeat(200)}${number}*`);
  const steps = await countWork(() => isRunbook('a'.repeat(4_000), globs));
  expect(steps).toBeLessThan(10);
  expect(isRunbookScript('runbooks/restart.sh', ['runbooks/**'])).toBe(true);
});

test('whoever pushes thousands of paths has no more compared than a person changes at once', async () => {
  const paths = Array.from({ length: 2_999 }, (_, number) => `runbooks/${'a'.repeat(200)}${number}.sh`);
  const sha = 'a'.repeat(40);
  const commit = { id: sha, distinct: true, added: paths, removed: [], modified: [] };
  const payload = {
    ref: 'refs/heads/feature',
    before: 'b'.repeat(40),
    after: sha,
    commits: [commit],
    repository: { id: 1 },
  };
  const globs = Array.from({ length: 20 }, (_, number) => `*${'a'.repeat(200)}${number}*`);
  const policy = { ...defaultPolicy, runbooks: { ...defaultPolicy.runbooks, paths: globs } };
  let reading: unknown;
  const steps = await countWork(() => {
    reading = readDelivery(
      { event: 'push', id: 'd', payload, receivedAt: new Date() } as never,
      { policy, target: 'main' } as never,
    );
  });
  expect(reading).toMatchObject({ candidates: [{ topic: 'policy' }, { topic: 'runbooks', files: null }] });
  expect(steps).toBeLessThan(500_000);
});

test.each(['[', '{a: ', '[- ', 'a: [', '- ['])(
  'a file of nothing but %j is refused before it is parsed, with its place',
  async (piece) => {
    const text = piece.repeat(16_000 / piece.length);
    let found: unknown;
    const steps = await countWork(() => {
      found = parsePolicy(text);
    });
    expect(found).toMatchObject({
      ok: false,
      mistakes: [{ line: 1, problem: { code: 'nested-too-deeply' } }],
    });
    expect(steps).toBeLessThan(100_000);
  },
);

test.each([']', '][', '&a ', ']\n'])('thousands of mistakes of a file (%j) cost no stack each', (piece) => {
  const usual = Error.stackTraceLimit;
  const limits = new Set<number>();
  let limit = usual;
  Object.defineProperty(Error, 'stackTraceLimit', {
    configurable: true,
    get: () => limit,
    set: (value: number) => {
      limit = value;
      limits.add(value);
    },
  });
  try {
    expect(parsePolicy(piece.repeat(16_000 / piece.length))).toMatchObject({ ok: false });
  } finally {
    Object.defineProperty(Error, 'stackTraceLimit', { configurable: true, writable: true, value: usual });
  }
  expect([...limits]).toEqual([0, usual]);
});
