import type { SearchReading } from '../readings.ts';
import { type FulfilledHead, isDeclared } from './fulfilments.ts';
import { forkOf, indexOf } from './heads.ts';
import type { Removal } from './obligation.ts';
import type { TargetView } from './target-view.ts';

/** How a fulfilled head was removed from the target; `null`: no search has found that. */
export function removalOf(fulfilled: FulfilledHead, view: TargetView): Removal | null {
  const against = searchAgainst(fulfilled, view);
  const head = view.hotfix.heads[fulfilled.head]?.sha;
  if (!against || head === undefined) return null;
  const { verdict, readAt } = against;
  const where = { head, fork: forkOf(view, head) };
  if (verdict.kind === 'reverted') {
    const { by, files } = verdict;
    return { how: 'reverted', by: by?.sha ?? null, at: by ? new Date(by.at) : readAt, files, ...where };
  }
  const files = verdict.kind === 'partly' ? verdict.files : [];
  return { how: 'missing', by: null, at: readAt, files, ...where };
}

export function isRemoved(fulfilled: FulfilledHead, view: TargetView): boolean {
  return searchAgainst(fulfilled, view) !== null;
}

/**
 * The newest search that found the content gone or incomplete since. A revert of a head also removes the heads before
 * it; what a later head lacks an earlier one may have.
 */
function searchAgainst(fulfilled: FulfilledHead, view: TargetView): SearchReading | null {
  if (isDeclared(fulfilled)) return null;
  const against = view.searches.findLast(
    (read) => read.readAt > fulfilled.by.at && countsAgainst(fulfilled, read, view),
  );
  return against ?? null;
}

function countsAgainst({ head }: FulfilledHead, read: SearchReading, { headIndex }: TargetView): boolean {
  const searched = indexOf(headIndex, read.sha);
  switch (read.verdict.kind) {
    case 'reverted': {
      // A search found all of it again after that revert.
      const { by } = read.verdict;
      const restored = by !== null && read.wholeAt !== null && new Date(by.at) <= read.wholeAt;
      return searched >= head && !restored;
    }
    case 'partly':
    case 'not-there':
      return searched === head;
    default:
      return false;
  }
}
