import type { TargetSearched } from '../../facts/fact.ts';
import type { Readings, SearchReading } from '../readings.ts';
import type { FactsByKind } from './by-kind.ts';

/** Sorts GitHub's answers. `own`: of this branch; `line`: also of the branches whose name it took over. */
export function foldReadings({ own, line }: { own: FactsByKind; line: FactsByKind }): Readings {
  const whereabouts = own('whereabouts-read').at(-1);
  const required = own('required-checks-read').at(-1);
  return {
    whereabouts: whereabouts
      ? { sha: whereabouts.sha, exists: whereabouts.exists, readAt: new Date(whereabouts.at) }
      : null,
    forkPoints: line('fork-point-read').map(({ sha, target, base, behind = null, files, at }) => ({
      sha,
      target,
      base,
      behind,
      files,
      readAt: new Date(at),
    })),
    searches: newestSearches(line('proof-read')),
    nothingToMerge: own('nothing-to-merge').map(({ sha, target, at }) => ({ sha, target, at: new Date(at) })),
    requiredChecks: required
      ? { target: required.target, names: required.names, readAt: new Date(required.at) }
      : null,
    checks: Object.fromEntries(
      [...line('checks-read')]
        .sort((a, b) => a.covers - b.covers)
        .map(({ sha, checks, covers, at }) => [sha, { checks, covers, readAt: new Date(at) }]),
    ),
    mergeability: own('mergeability-read').map(({ number, sha, mergeable, files, covers, at }) => ({
      number,
      sha,
      mergeable,
      files,
      covers,
      readAt: new Date(at),
    })),
    jobs: line('jobs-read').map(({ run, attempt, sha, jobs }) => ({ run, attempt, sha, jobs })),
  };
}

function newestSearches(read: TargetSearched[]): SearchReading[] {
  const newest = new Map<string, SearchReading>();
  for (const { sha, target, verdict, via, at } of read) {
    const name = `${sha} ${target}`;
    const readAt = new Date(at);
    const whole = verdict.kind === 'there' && !verdict.edited;
    const wholeAt = whole ? readAt : (newest.get(name)?.wholeAt ?? null);
    newest.delete(name);
    newest.set(name, { sha, target, verdict, via, readAt, wholeAt });
  }
  return [...newest.values()];
}
