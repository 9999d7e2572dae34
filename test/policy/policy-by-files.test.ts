/** Which policy decides: what GitHub has, what was read before, and what happens while neither is of use. */
import { setTimeout } from 'node:timers/promises';
import { pino } from 'pino';
import { createRepositoryAllowances } from '../../src/context/allowances.ts';
import { policyInForce } from '../../src/context/load-policy.ts';
import { createPolicyReadings } from '../../src/context/policy-readings.ts';
import type { Work } from '../../src/context/work.ts';
import { GitHubTrouble, type Trouble } from '../../src/github/client/errors.ts';
import type { Installation } from '../../src/github/client/github.ts';
import { repositoryApi } from '../../src/github/client/repository-api.ts';
import { defaultPolicy } from '../../src/policy/default-policy.ts';
import { policyPath } from '../../src/policy/policy-file.ts';
import { markFileStale } from '../../src/store/policy-files.ts';
import { repository } from '../support/repository.ts';
import { emptyDatabase } from '../support/stores.ts';

const sha = (digit: string) => digit.repeat(40);

/** What GitHub has at the policy file's path: a text, nothing, something else, or trouble. */
type Held = string | null | object | GitHubTrouble;

const trouble = (kind: Trouble) => new GitHubTrouble('GET contents', kind, false);

async function scene() {
  const { db } = await emptyDatabase();
  let held: Held = null;
  let asked = 0;
  let answered = Promise.resolve();
  let at = Date.parse('2026-03-02T10:00:00.000Z');
  const request = (
    route: string,
    { repo = '', path = '' }: { repo?: string; path?: string } = {},
  ): Promise<{ data: unknown }> => {
    // There is no file of the organisation, and none of the other spelling.
    const other = repo === '.github' || path.endsWith('.yaml');
    if (other && !(held instanceof GitHubTrouble))
      return Promise.reject(trouble({ kind: 'missing', reason: 'Not Found' }));
    if (route.endsWith('/commits')) return Promise.resolve({ data: [] });
    asked++;
    if (route === 'GET /repos/{owner}/{repo}' && !(held instanceof GitHubTrouble)) {
      return Promise.resolve({ data: {} });
    }
    if (held instanceof GitHubTrouble) return Promise.reject(held);
    if (held === null) return Promise.reject(trouble({ kind: 'missing', reason: 'Not Found' }));
    const content = typeof held === 'string' ? Buffer.from(held).toString('base64') : '';
    const data = typeof held === 'string' ? { type: 'file', encoding: 'base64', content } : held;
    return answered.then(() => ({ data }));
  };
  const github = { request } as unknown as Installation;
  const work: Work = {
    db,
    github: {
      installation: () => Promise.resolve(github),
      app: () => Promise.reject(new Error('not asked')),
      health: () => ({ state: 'ok', since: null, limited: 0 }),
    },
    log: pino({ level: 'silent' }),
    now: () => new Date(at),
    appId: 1,
    isAllowed: () => true,
    slack: null,
    keepDays: 30,
    policyReadings: createPolicyReadings(),
    allowances: createRepositoryAllowances(),
    verifiedNames: new Map(),
  };
  return {
    read: async () => (await policyInForce(work, repositoryApi(github, repository))).inForce,
    /** The file changes, and a push tells of it. */
    async change(to: Held, by = sha('b')) {
      held = to;
      await markFileStale(db, `repository:${repository.id}`, by);
    },
    github: (has: Held) => {
      held = has;
    },
    asked: () => asked,
    /** Answers come when this is over. */
    wait: (until: Promise<void>) => {
      answered = until;
    },
    pass: (minutes: number) => {
      at += minutes * 60_000;
    },
  };
}

const observe = { ...defaultPolicy, mode: 'observe' as const };
const mistakes = [
  {
    line: 1,
    column: 7,
    path: 'mode',
    problem: { code: 'not-one-of', values: ['enforce', 'observe', 'off'] },
  },
];

test('without a file the defaults are in force', async () => {
  const { read } = await scene();
  expect(await read()).toEqual({
    policy: defaultPolicy,
    origin: 'defaults',
    path: policyPath,
    mistakes: [],
    remarks: [],
    enforcedSince: null,
    brokenBy: null,
  });
});

test('the file that GitHub has is in force, and read once', async () => {
  const { read, github, asked } = await scene();
  github('mode: observe\n');
  const expected = {
    policy: observe,
    origin: 'file',
    path: policyPath,
    mistakes: [],
    remarks: [],
    brokenBy: null,
    enforcedSince: null,
  };
  expect(await read()).toEqual(expected);
  expect(await read()).toEqual(expected);
  expect(asked()).toBe(1);
});

test('one reading serves all that wait for it, at first as after a day', async () => {
  const { read, github, asked, pass } = await scene();
  github('mode: observe');
  const all = () => Promise.all(Array.from({ length: 8 }, read));
  for (const { policy } of await all()) expect(policy).toEqual(observe);
  expect(asked()).toBe(1);
  pass(25 * 60);
  await all();
  expect(asked()).toBe(2);
});

test('a reading from before a reported change does not serve those who know of the change', async () => {
  const { read, github, change, asked, wait } = await scene();
  github('mode: observe');
  await read();
  const answered = Promise.withResolvers<void>();
  const untilAsked = async (count: number): Promise<void> => {
    for (let turn = 0; asked() < count && turn < 2_000; turn++) await setTimeout(5);
    expect(asked()).toBe(count);
  };
  wait(answered.promise);
  await change('mode: off', sha('a'));
  const first = read();
  await untilAsked(2);
  await change('mode: enforce', sha('b'));
  const second = read();
  await untilAsked(3);
  answered.resolve();
  expect((await first).policy.mode).toBe('off');
  expect((await second).policy.mode).toBe('enforce');
});

test('a change is read when a push tells of it', async () => {
  const { read, github, change, asked } = await scene();
  github('mode: observe');
  await read();
  await change('mode: off');
  expect((await read()).policy.mode).toBe('off');
  await read();
  expect(asked()).toBe(2);
});

describe('a file with a mistake', () => {
  it('leaves the last good one in force, and says who brought the mistake', async () => {
    const { read, change } = await scene();
    await change('mode: observe', sha('a'));
    await read();
    await change('mode: fast', sha('b'));
    const expected = {
      policy: observe,
      origin: 'last-good',
      path: policyPath,
      mistakes,
      remarks: [],
      enforcedSince: null,
      brokenBy: sha('b'),
    };
    expect(await read()).toEqual(expected);
    expect(await read()).toEqual(expected);
  });

  it('leaves the last good one in force however often it is changed into another mistake', async () => {
    const { read, change } = await scene();
    await change('mode: observe', sha('a'));
    await read();
    await change('mode: fast', sha('b'));
    await read();
    await change('mode: [', sha('c'));
    expect(await read()).toMatchObject({
      policy: observe,
      origin: 'last-good',
      path: policyPath,
      mistakes: [{ line: 1, column: 7 }],
      brokenBy: sha('c'),
    });
  });

  it('leaves the defaults in force where no version was ever good, and does not hide the mistake', async () => {
    const { read, change } = await scene();
    await read();
    await change('mode: fast', sha('b'));
    expect(await read()).toEqual({
      policy: defaultPolicy,
      origin: 'defaults',
      path: policyPath,
      mistakes,
      remarks: [],
      enforcedSince: null,
      brokenBy: sha('b'),
    });
  });

  it('is nobody’s where it was there from the beginning', async () => {
    const { read, github } = await scene();
    github('mode: fast');
    expect(await read()).toMatchObject({ origin: 'defaults', mistakes, brokenBy: null });
  });

  it('is forgotten when it is corrected', async () => {
    const { read, change } = await scene();
    await change('mode: fast');
    await read();
    await change('mode: observe', sha('c'));
    expect(await read()).toEqual({
      policy: observe,
      origin: 'file',
      path: policyPath,
      mistakes: [],
      remarks: [],
      enforcedSince: null,
      brokenBy: null,
    });
  });

  it('is forgotten when the file is removed, and then the defaults are in force', async () => {
    const { read, change } = await scene();
    await change('mode: observe');
    await read();
    await change('mode: fast', sha('c'));
    await read();
    await change(null, sha('d'));
    expect(await read()).toMatchObject({ policy: defaultPolicy, origin: 'defaults', mistakes: [] });
  });

  it.each([
    ['a folder', []],
    ['a symbolic link', { type: 'symlink', target: 'other.yml' }],
    ['a submodule', { type: 'submodule' }],
    ['larger than GitHub hands out', { type: 'file', encoding: 'none', content: '' }],
  ])('is one too where it is %s', async (_, held) => {
    const { read, change } = await scene();
    await change('mode: observe');
    await read();
    await change(held, sha('c'));
    expect(await read()).toEqual({
      policy: observe,
      origin: 'last-good',
      path: policyPath,
      mistakes: [
        {
          line: 1,
          column: 1,
          path: '',
          problem: { code: 'unreadable' },
        },
      ],
      remarks: [],
      enforcedSince: null,
      brokenBy: sha('c'),
    });
  });
});

describe('while GitHub cannot say what the file is', () => {
  const troubles: Trouble[] = [
    { kind: 'unavailable' },
    { kind: 'rate-limited', until: new Date('2026-03-02T11:00:00.000Z') },
    { kind: 'unauthorised' },
    { kind: 'forbidden', reason: 'Resource not accessible by integration' },
  ];

  it.each(troubles)('the last one stays in force, and is asked for again: $kind', async (kind) => {
    const { read, github, change, pass } = await scene();
    await change('mode: observe');
    const before = await read();
    await change(trouble(kind), sha('c'));
    expect(await read()).toEqual(before);
    github('mode: off');
    pass(15);
    expect((await read()).policy.mode).toBe('off');
  });

  it('it is not asked for by everybody who needs it, but now and then, and longer each time', async () => {
    const { read, change, asked, pass } = await scene();
    await change('mode: observe');
    await read();
    await change(trouble({ kind: 'forbidden', reason: 'Resource not accessible by integration' }), sha('c'));
    const before = asked();
    for (let count = 0; count < 50; count++) await read();
    expect(asked()).toBe(before + 1);
    for (let minute = 0; minute < 60; minute++) {
      pass(1);
      await read();
    }
    expect(asked()).toBe(before + 6);
  });

  it('it is asked for at once when another change is reported', async () => {
    const { read, change } = await scene();
    await change('mode: observe');
    await read();
    await change(trouble({ kind: 'forbidden', reason: 'Resource not accessible by integration' }), sha('c'));
    await read();
    await change('mode: off', sha('d'));
    expect((await read()).policy.mode).toBe('off');
  });

  it('a last good one stays, with the mistake that is known', async () => {
    const { read, change } = await scene();
    await change('mode: observe');
    await read();
    await change('mode: fast', sha('c'));
    const before = await read();
    await change(trouble({ kind: 'unavailable' }), sha('d'));
    expect(await read()).toEqual(before);
  });

  it.each(troubles)('and none was ever read, nothing is decided: $kind', async (kind) => {
    const { read, github } = await scene();
    github(trouble(kind));
    await expect(read()).rejects.toMatchObject({ trouble: kind });
    github('mode: observe');
    expect((await read()).policy.mode).toBe('observe');
  });
});
