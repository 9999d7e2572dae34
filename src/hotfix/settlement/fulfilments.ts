import { declarations } from '../commands/accepted-commands.ts';
import type { SearchReading } from '../readings.ts';
import { forkOf, indexOf } from './heads.ts';
import type { Fulfilment } from './obligation.ts';
import type { TargetView } from './target-view.ts';

/** A head that is fulfilled, and with it all before it. */
export interface FulfilledHead {
  /** Index of the newest head that it covers. */
  head: number;
  by: Fulfilment;
}

/** All that speaks for the hotfix, the newest head first; for one head, what says most comes first. */
export function fulfilmentsOf(view: TargetView): FulfilledHead[] {
  return [...byMerges(view), ...bySearches(view), ...byRefusals(view), ...byPeople(view)]
    .filter(({ head }) => head >= 0)
    .sort((a, b) => b.head - a.head);
}

/** A person's word: nothing that is found on the target, or missing there, counts against it. */
export function isDeclared({ by }: FulfilledHead): boolean {
  return by.kind === 'declared' || by.kind === 'waived';
}

function byMerges({ merges }: TargetView): FulfilledHead[] {
  return merges.map(({ pull, at, head }) => ({ head, by: { kind: 'merged', pull, at } }));
}

function bySearches({ headIndex, arrivals, searches }: TargetView): FulfilledHead[] {
  const firstArrivals = new Map(arrivals.toReversed().map((arrival) => [arrival.sha, arrival]));
  return searches.flatMap((read) => {
    const by = fulfilmentFound(read, firstArrivals.get(read.sha) ?? null);
    return by ? [{ head: indexOf(headIndex, read.sha), by }] : [];
  });
}

function fulfilmentFound(
  { sha, verdict, via, readAt }: SearchReading,
  arrival: { by: string; at: Date } | null,
): Fulfilment | null {
  const at = arrival?.at ?? readAt;
  switch (verdict.kind) {
    case 'nothing':
      return { kind: 'nothing-to-merge', sha, at };
    case 'there':
      return { kind: 'on-target', sha: verdict.by, edited: verdict.edited, via, at };
    case 'gone':
      // GitHub can no longer compare it, but its arrival is known.
      return arrival && { kind: 'on-target', sha: arrival.by, edited: false, via, at };
    default:
      return null;
  }
}

/** GitHub found nothing to merge, and the branch has nothing of its own. */
function byRefusals(view: TargetView): FulfilledHead[] {
  return view.hotfix.readings.nothingToMerge
    .filter(({ sha, target }) => target === view.target && forkOf(view, sha) === sha)
    .map(({ sha, at }) => ({
      head: indexOf(view.headIndex, sha),
      by: { kind: 'nothing-to-merge', sha, at },
    }));
}

function byPeople({ hotfix }: TargetView): FulfilledHead[] {
  return declarations(hotfix).map(({ kind, command: { by, url, at }, reason, head }) => ({
    head,
    by: { kind, by, reason, url, at },
  }));
}
