import { type Edit, editsOf } from './edits.ts';
import type { CommitDiff, Difference, FileDiff } from './evidence.ts';

/**
 * Commits of the hotfix that took back something of an earlier one which the target still has: it got the first, and
 * lacks the correction. Compared by whole lines, because in the sum of the hotfix they cancel out.
 */
export function revertedByOwnCommits(
  own: Difference,
  steps: readonly CommitDiff[],
  target: Difference,
): CommitDiff[] {
  return steps.filter((step, index) => {
    const earlier = steps.slice(0, index);
    return step.files.some((file) => undoesEarlier(file, { earlier, own, target }));
  });
}

interface Around {
  earlier: CommitDiff[];
  own: Difference;
  target: Difference;
}

function undoesEarlier(file: FileDiff, { earlier, own, target }: Around): boolean {
  const before = earlier.flatMap(({ files }) => files).filter(({ path }) => path === file.path);
  const there = target.files.filter(({ path }) => path === file.path);
  const net = own.files.filter(({ path }) => path === file.path);
  if (before.length === 0 || there.length === 0) return false;
  if (file.status === 'removed') return net.length === 0 && there.some(({ status }) => status !== 'removed');
  // A file without lines counts as a whole.
  if (file.patch === null)
    return there.some(({ blob }) => blob !== file.blob && before.some((one) => one.blob === blob));
  const [stepLines, earlierLines] = [linesOf([file]), linesOf(before)];
  const [thereLines, netLines] = [linesOf(there), linesOf(net)];
  const isLeft = (taken: Set<string>, given: Set<string>, have: Set<string>, wanted: Set<string>): boolean =>
    [...taken].some((line) => given.has(line) && have.has(line) && !wanted.has(line));
  return (
    isLeft(stepLines.removed, earlierLines.added, thereLines.added, netLines.added) ||
    isLeft(stepLines.added, earlierLines.removed, thereLines.removed, netLines.removed)
  );
}

function linesOf(files: readonly FileDiff[]): { removed: Set<string>; added: Set<string> } {
  const edits = files.flatMap(({ patch }): Edit[] => (patch === null ? [] : (editsOf(patch) ?? [])));
  const telling = (lines: string[]): string[] => lines.filter((line) => line.trim() !== '');
  return {
    removed: new Set(edits.flatMap(({ removed }) => telling(removed))),
    added: new Set(edits.flatMap(({ added }) => telling(added))),
  };
}
