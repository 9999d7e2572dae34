/**
 * What folding and planning cost must grow no faster than the history does. It is counted and not timed: V8 counts how
 * often each function of `src/hotfix` is called, also each callback of a search through a list. What is copied, or
 * searched with `includes`, is not counted.
 */
import { Session } from 'node:inspector/promises';
import type { Fact } from '../../src/facts/fact.ts';
import { assess } from '../../src/hotfix/assess.ts';
import { foldHotfix } from '../../src/hotfix/fold/fold.ts';
import { plan } from '../../src/hotfix/plan.ts';
import { defaultPolicy } from '../../src/policy/default-policy.ts';
import {
  branch,
  checksChanged,
  checksRead,
  commanded,
  deployment,
  dispatch,
  entitlement,
  pull,
  pushed,
  requiredChecks,
  searched,
  sha,
  touched,
  workflowRun,
} from '../support/facts.ts';
import { inForceOf } from '../support/policy.ts';
import { repository } from '../support/repository.ts';

const session = new Session();
beforeAll(async () => {
  session.connect();
  await session.post('Profiler.enable');
  await session.post('Profiler.startPreciseCoverage', { callCount: true, detailed: false });
});
afterAll(() => session.disconnect());

const head = sha('head');
const second = (index: number): string => new Date(Date.UTC(2026, 10, 23, 9, 0, index)).toISOString();
const push = (index: number): Fact =>
  pushed({ at: second(index), sha: sha(`${index}`), before: index === 0 ? null : sha(`${index - 1}`) });
/** What happened to one head, with its pull request open. */
const toHead = (happened: (index: number, at: string) => Fact[]) => (count: number) => [
  pushed({ at: second(-2), sha: head }),
  pull({ at: second(-1), sha: head }),
  ...Array.from({ length: count }, (_, index) => happened(index, second(index))).flat(),
];
const command = (line: string) =>
  toHead((index, at) => {
    const key = `command:${index}:0` as const;
    return [
      commanded({ at, key, line, comment: index }),
      entitlement({ at, key: `entitled:${index}`, command: key, entitled: true }),
    ];
  });

const histories: [what: string, count: number, of: (count: number) => Fact[]][] = [
  ['pushes', 200, (count) => Array.from({ length: count }, (_, index) => push(index))],
  [
    'pushes within one second',
    200,
    (count) => Array.from({ length: count }, (_, index) => ({ ...push(index), at: second(0) })),
  ],
  [
    'pushes of which those between were never told',
    200,
    (count) => Array.from({ length: count }, (_, index) => push(index * 2)),
  ],
  [
    'pushes, each of them told as a merge',
    100,
    (count) =>
      Array.from({ length: count }, (_, index) => [
        push(index),
        pull({ at: second(index), number: index, sha: sha(`${index}`), state: 'merged' }),
      ]).flat(),
  ],
  [
    'pushes, each of them found on the target',
    100,
    (count) =>
      Array.from({ length: count }, (_, index) => [
        push(index),
        searched({
          at: second(index),
          sha: sha(`${index}`),
          verdict: { kind: 'there', by: null, edited: false },
        }),
      ]).flat(),
  ],
  [
    'pushes, each of them found on the target and reverted',
    100,
    (count) =>
      Array.from({ length: count }, (_, index) => [
        push(index),
        pull({ at: second(index), number: index, sha: sha(`${index}`), state: 'merged' }),
        searched({
          at: second(count + index),
          sha: sha(`${index}`),
          verdict: { kind: 'reverted', by: null, files: [] },
        }),
      ]).flat(),
  ],
  [
    'deployments',
    200,
    toHead((index, at) => [deployment({ at, sha: head, state: 'success', deployment: index })]),
  ],
  [
    'deployments of this and of other commits',
    100,
    toHead((index, at) => [
      deployment({ at, sha: head, state: 'success', deployment: 2 * index }),
      deployment({ at, sha: sha('other'), branch: null, state: 'success', deployment: 2 * index + 1 }),
    ]),
  ],
  [
    'runs, each with a deployment',
    100,
    toHead((index, at) => [
      workflowRun({ at, sha: head, run: index }),
      deployment({ at, sha: head, state: 'success', deployment: index, run: index }),
    ]),
  ],
  ['attempts of a run', 200, toHead((index, at) => [workflowRun({ at, sha: head, attempt: index })])],
  ['dispatches', 200, toHead((index) => [dispatch({ at: second(index * 3_600), sha: head })])],
  ['commands', 100, command('/hotfix recheck')],
  [
    'pushes, and commands after them',
    100,
    (count) => [
      ...Array.from({ length: count }, (_, index) => push(index)),
      ...command('/hotfix waive it was reverted by hand')(count).map((fact) =>
        fact.kind === 'commanded' ? { ...fact, at: second(count) } : fact,
      ),
    ],
  ],
  // Few, because what grew with the power of their number would never end.
  ['extensions', 5, command('/hotfix extend 1h the tests are slow')],
  ['tellings of a pull request', 200, toHead((_, at) => [pull({ at, sha: head, draft: true })])],
  [
    'checks of one head, all of them required',
    100,
    (count) => {
      const names = Array.from({ length: count }, (_, index) => `check ${index}`);
      const checks = names.map((name) => ({ name, state: 'passed' as const, startedAt: null, url: null }));
      return [
        ...toHead(() => [])(0),
        requiredChecks({ at: second(0), names }),
        checksRead({ at: second(1), sha: head, checks }),
      ];
    },
  ],
  ['changes of checks', 200, toHead((_, at) => [checksChanged({ at, sha: head })])],
  [
    'touches of the target',
    200,
    toHead((index, at) => [touched({ at, sha: sha(`${index}`), commits: [sha(`${index}`)] })]),
  ],
];

test.each(histories)('four times as many %s are four times the work', async (_, count, of) => {
  const once = await callsFor(of(count));
  expect(once).toBeGreaterThan(count);
  expect((await callsFor(of(4 * count))) / once).toBeLessThan(4.5);
});

async function callsFor(facts: Fact[]): Promise<number> {
  const now = new Date('2026-11-24T09:00:00.000Z');
  await session.post('Profiler.takePreciseCoverage');
  const hotfix = foldHotfix(facts, { repository, branch, policy: defaultPolicy });
  if (!hotfix) throw new Error('the facts make no hotfix');
  plan(assess(hotfix, inForceOf(defaultPolicy), now), now);
  const { result } = await session.post('Profiler.takePreciseCoverage');
  return result
    .filter(({ url }) => url.includes('/src/hotfix/'))
    .flatMap(({ functions }) => functions.flatMap(({ ranges }) => ranges.map((range) => range.count)))
    .reduce((sum, one) => sum + one, 0);
}
