import type { Fact, TargetPushed, TargetTouched } from './fact.ts';
import { make } from './make.ts';

/**
 * Whether a push to the target changed files that the hotfix changed, by what is known of both; where that is not
 * known, it may have. `own`: the hotfix's pushes and the readings of where it parted. `null`: it changed none of them.
 */
export function touchedBy(
  push: TargetPushed,
  { branch, own, now }: { branch: string; own: readonly Fact[]; now: Date },
): TargetTouched | null {
  const commits = touching(push, own);
  if (commits.length === 0) return null;
  const { key, repository, sha, branch: target } = push;
  return make.targetTouched({ at: now.toISOString(), repository, branch, sha, target, commits }, key);
}

/** Commits of the push, from the first that changed such a file to the last. */
function touching({ changes, commits }: TargetPushed, own: readonly Fact[]): string[] {
  const files = filesOf(own);
  if (changes === null || files === null) return commits;
  const touches = changes.map((change) => change.files?.some((file) => files.has(file)) ?? true);
  const first = touches.indexOf(true);
  return first < 0 ? [] : changes.slice(first, touches.lastIndexOf(true) + 1).map(({ sha }) => sha);
}

/** `null`: a push did not list its files, and the fork point has not been read since. */
function filesOf(own: readonly Fact[]): Set<string> | null {
  const forks = own.filter((fact) => fact.kind === 'fork-point-read');
  const pushes = own.filter((fact) => fact.kind === 'pushed');
  const unknown = pushes.some(
    ({ files, at }) => files === null && !forks.some((fork) => fork.base !== null && fork.at >= at),
  );
  return unknown
    ? null
    : new Set([...pushes.flatMap(({ files }) => files ?? []), ...forks.flatMap(({ files }) => files)]);
}
