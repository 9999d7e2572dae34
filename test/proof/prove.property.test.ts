/** Held against a three-way merge, which knows the whole text where the proof knows patches alone. */
import { structuredPatch } from 'diff';
import fc from 'fast-check';
import { diff3Merge } from 'node-diff3';
import type { Difference, FileDiff } from '../../src/proof/evidence.ts';
import { prove } from '../../src/proof/prove.ts';

/** Few different lines, so that the same one is in several places. */
const line = fc.constantFrom('a', 'b', 'c', '}', '');
const text = fc.array(line, { minLength: 1, maxLength: 14 });

interface Change {
  at: number;
  take: number;
  add: string[];
}
const change = fc.record({ at: fc.nat(14), take: fc.nat(2), add: fc.array(line, { maxLength: 2 }) });

function changed(lines: string[], changes: Change[]): string[] {
  const result = [...lines];
  for (const { at, take, add } of changes) result.splice(Math.min(at, result.length), take, ...add);
  return result;
}

function difference(from: string[], to: string[], head: string): Difference {
  const [before, after] = [from.join('\n'), to.join('\n')];
  const { hunks } = structuredPatch('', '', before, after, '', '', { context: 3 });
  const start = (at: number, count: number): number => (count === 0 ? at - 1 : at);
  const patch = hunks
    .map((hunk) =>
      [
        `@@ -${start(hunk.oldStart, hunk.oldLines)},${hunk.oldLines} +${start(hunk.newStart, hunk.newLines)},${hunk.newLines} @@`,
        ...hunk.lines,
      ].join('\n'),
    )
    .join('\n');
  const file: FileDiff = { path: 'a', previous: null, status: 'modified', blob: after, patch, binary: false };
  const commit = { sha: head, parents: ['base'], message: 'Change', at: '2026-11-23T14:00:00.000Z' };
  return { base: 'base', head, files: before === after ? [] : [file], commits: [commit], more: false };
}

function verdictOf(base: string[], fix: string[], target: string[]): string {
  const finding = prove({
    repository: 'acme/checkout-service',
    own: difference(base, fix, 'fix'),
    target: difference(base, target, 'target'),
    arrivedBy: [],
    pulls: [],
    kept: null,
    atArrival: null,
    steps: [],
    history: [],
  });
  if (!('verdict' in finding)) throw new Error('nothing was missing');
  return finding.verdict.kind;
}

function merged(base: string[], ours: string[], theirs: string[]): string[] | null {
  const parts = diff3Merge(ours, base, theirs, { excludeFalseConflicts: true });
  return parts.some((part) => part.conflict) ? null : parts.flatMap((part) => part.ok ?? []);
}

test('a fix that is said to be there would change nothing if it were merged', () => {
  fc.assert(
    fc.property(
      text,
      fc.array(change, { maxLength: 3 }),
      fc.array(change, { maxLength: 3 }),
      (base, fixes, others) => {
        const [fix, target] = [changed(base, fixes), changed(base, others)];
        if (verdictOf(base, fix, target) !== 'there') return;
        expect(merged(base, target, fix) ?? target).toEqual(target);
      },
    ),
    { numRuns: 5_000 },
  );
});

/** Where lines repeat, git may tell the same change at two places; then it counts as missing, which is the safe side. */
test('a merged fix is never said to be missing, where all lines differ', () => {
  const base = Array.from({ length: 14 }, (_, index) => `line ${index}`);
  const ownLines = (changes: Change[], whose: string): Change[] =>
    changes.map(({ at, take, add }, index) => ({
      at,
      take,
      add: add.map((one, n) => `${whose} ${index} ${n} ${one}`),
    }));
  const changes = (minLength: number) => fc.array(change, { minLength, maxLength: 3 });
  fc.assert(
    fc.property(changes(1), changes(0), (fixes, others) => {
      const fix = changed(base, ownLines(fixes, 'fix'));
      const target = merged(base, changed(base, ownLines(others, 'other')), fix);
      fc.pre(target !== null && fix.join('\n') !== base.join('\n'));
      expect(verdictOf(base, fix, target ?? [])).toMatch(/^(there|unclear|partly)$/);
    }),
    { numRuns: 5_000 },
  );
});
