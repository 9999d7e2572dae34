/** Whatever order the facts come in, and however often: the same hotfix, and the same plan. */

import fc from 'fast-check';
import type { Fact } from '../../src/facts/fact.ts';
import type { Verdict } from '../../src/facts/verdict.ts';
import { assess } from '../../src/hotfix/assess.ts';
import { foldHotfix } from '../../src/hotfix/fold/fold.ts';
import { plan } from '../../src/hotfix/plan.ts';
import { defaultPolicy } from '../../src/policy/default-policy.ts';
import * as given from '../support/facts.ts';
import { inForceOf } from '../support/policy.ts';
import { repository } from '../support/repository.ts';

const inForce = inForceOf({ ...defaultPolicy, mode: 'enforce' }, { origin: 'defaults' });
const { branch } = given;

const commit = fc.constantFrom('a', 'b', 'c').map(given.sha);
const minute = fc
  .integer({ min: 0, max: 40 })
  .map((n) => new Date(Date.UTC(2026, 10, 23, 14, n)).toISOString());

/** A life of a branch as GitHub tells it: movements follow one another, several of them perhaps in one second. */
const movements = fc
  .array(fc.record({ sha: fc.option(commit, { nil: null }), later: fc.integer({ min: 0, max: 2 }) }), {
    minLength: 1,
    maxLength: 6,
  })
  .map((steps) => {
    const facts: Fact[] = [];
    let head: string | null = null;
    let second = 0;
    for (const [index, { sha, later }] of steps.entries()) {
      second += later;
      const at = new Date(Date.UTC(2026, 10, 23, 14, 0, second)).toISOString();
      const key = `movement:${index}:${sha}`;
      if (sha !== null && sha !== head) facts.push(given.pushed({ key, at, sha, before: head }));
      else if (sha === null && head !== null) facts.push(given.deleted({ key, at, sha: head }));
      else continue;
      head = sha;
    }
    return { facts, head };
  });

const verdict = fc.constantFrom<Verdict>(
  { kind: 'nothing' },
  { kind: 'there', by: null, edited: false },
  { kind: 'there', by: given.sha('d'), edited: true },
  { kind: 'partly', missing: [], files: ['a'] },
  { kind: 'reverted', by: { sha: given.sha('e'), at: given.at('14:20') }, files: ['a'] },
  { kind: 'reverted', by: null, files: [] },
  { kind: 'not-there' },
  { kind: 'unclear', files: ['a'] },
  { kind: 'gone' },
);

const other: fc.Arbitrary<Fact> = fc.oneof(
  fc
    .record({
      at: minute,
      sha: commit,
      state: fc.constantFrom('waiting', 'in_progress', 'success', 'failure'),
    })
    .map(given.deployment),
  fc.record({ at: minute, sha: commit }).map(given.workflowRun),
  fc.record({ at: minute, sha: commit }).map(given.dispatch),
  fc
    .record({
      at: minute,
      sha: commit,
      state: fc.constantFrom('open' as const, 'closed' as const, 'merged' as const),
    })
    .map(given.pull),
  fc.record({ at: minute, sha: commit }).map(given.checksChanged),
  fc.record({ at: minute, sha: commit, commits: fc.array(commit) }).map(given.targetPushed),
  fc.record({ at: minute, sha: commit }).map(given.nothingToMerge),
  fc.record({ at: minute, sha: commit }).map(given.forkPoint),
  fc.record({ at: minute, sha: commit, commits: fc.array(commit) }).map(given.touched),
  fc.record({ at: minute, sha: commit, exists: fc.boolean() }).map(given.whereabouts),
  fc.record({ at: minute, sha: commit, verdict }).map(given.searched),
);

const life = fc.record({ movements, others: fc.array(other, { maxLength: 12 }) });

function fold(facts: Fact[]): ReturnType<typeof foldHotfix> {
  return foldHotfix(facts, { repository, branch, policy: inForce.policy });
}

test('any order and any repetition of the same facts folds to the same hotfix', () => {
  fc.assert(
    fc.property(life, fc.infiniteStream(fc.nat()), ({ movements: { facts }, others }, numbers) => {
      const all = [...facts, ...others];
      const shuffled = [...all, ...all.filter((_, index) => index % 3 === 0)]
        .map((fact) => ({ fact: structuredClone(fact), order: numbers.next().value ?? 0 }))
        .sort((a, b) => a.order - b.order)
        .map(({ fact }) => fact);
      expect(fold(shuffled)).toEqual(fold(all));
    }),
    { numRuns: 300 },
  );
});

test('the head is where the last movement left it, also when several share a second', () => {
  fc.assert(
    fc.property(movements, ({ facts, head }) => {
      fc.pre(facts.length > 0 && new Set(facts.map((fact) => `${fact.at}`)).size > 0);
      // Within one second only the chain of heads orders them: a ring (a, b, a) has no beginning that can be known.
      fc.pre(!hasRing(facts));
      expect(fold(facts.toReversed())?.head ?? null).toBe(head);
    }),
    { numRuns: 300 },
  );
});

test('planning twice gives the same plan, and looks ahead only', () => {
  fc.assert(
    fc.property(life, minute, ({ movements: { facts }, others }, moment) => {
      const now = new Date(moment);
      const hotfix = fold([...facts, ...others]);
      fc.pre(hotfix !== null);
      if (!hotfix) return;
      const once = plan(assess(hotfix, inForce, now), now);
      expect(plan(assess(structuredClone(hotfix), inForce, now), now)).toEqual(once);
      if (once.lookAgainAt) expect(once.lookAgainAt.getTime()).toBeGreaterThan(now.getTime());
      expect(new Set(once.artefacts.map((one) => one.key)).size).toBe(once.artefacts.length);
    }),
    { numRuns: 300 },
  );
});

test('between now and the moment to look again, time alone changes nothing', () => {
  fc.assert(
    fc.property(
      life,
      minute,
      fc.double({ min: 0, max: 1, noNaN: true }),
      ({ movements: { facts }, others }, moment, share) => {
        const now = new Date(moment);
        const hotfix = fold([...facts, ...others]);
        fc.pre(hotfix !== null);
        if (!hotfix) return;
        const { lookAgainAt, ...wanted } = plan(assess(hotfix, inForce, now), now);
        const end = lookAgainAt?.getTime() ?? now.getTime() + 90 * 86_400_000;
        const between = new Date(now.getTime() + Math.floor((end - 1 - now.getTime()) * share));
        const { lookAgainAt: _, ...later } = plan(assess(hotfix, inForce, between), between);
        expect(later).toEqual(wanted);
      },
    ),
    { numRuns: 300 },
  );
});

function hasRing(facts: Fact[]): boolean {
  const bySecond = Map.groupBy(facts, (fact) => fact.at);
  return [...bySecond.values()].some((group) => {
    const ends = group.map((fact) => (fact.kind === 'pushed' ? fact.sha : null));
    const starts = group.map((fact) => (fact.kind === 'pushed' ? fact.before : fact.sha));
    return new Set([...ends, ...starts.slice(0, 1)]).size < group.length + 1;
  });
}
