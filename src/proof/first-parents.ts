import type { CommitSeen } from './evidence.ts';

/**
 * The commit that brought one of these to a branch: the earliest first parent that contains one. Only first parents are
 * followed, because a merge may leave out what a commit on its other side had. `null`: none of them came. `commits`:
 * those of the branch up to its head, which is the last.
 */
export function arrivalOnBranch(commits: readonly CommitSeen[], names: readonly string[]): CommitSeen | null {
  const known = new Map(commits.map((commit) => [commit.sha, commit]));
  const way: CommitSeen[] = [];
  for (let at = headOf(commits); at; at = known.get(at.parents[0] ?? '')) way.push(at);
  const wanted = new Set(names);
  const seen = new Set<string>();
  for (const commit of way.reverse()) {
    if (reaches(commit, known, seen, wanted)) return commit;
  }
  return null;
}

/** The last commit of the list that is no parent of another. */
function headOf(commits: readonly CommitSeen[]): CommitSeen | undefined {
  const parents = new Set(commits.flatMap((commit) => commit.parents));
  return commits.findLast(({ sha }) => !parents.has(sha));
}

/** Whether it is, or descends from, one of the wanted. `seen` makes it visit each commit once over all calls. */
function reaches(
  from: CommitSeen,
  known: ReadonlyMap<string, CommitSeen>,
  seen: Set<string>,
  wanted: ReadonlySet<string>,
): boolean {
  const waiting = [from.sha];
  for (let sha = waiting.pop(); sha !== undefined; sha = waiting.pop()) {
    if (wanted.has(sha)) return true;
    if (seen.has(sha)) continue;
    seen.add(sha);
    waiting.push(...(known.get(sha)?.parents ?? []));
  }
  return false;
}

/** A commit and its ancestors in the list. */
export function ancestorsOf(sha: string, commits: readonly CommitSeen[]): Set<string> {
  const known = new Map(commits.map((commit) => [commit.sha, commit]));
  const found = new Set<string>();
  const waiting = [sha];
  for (let one = waiting.pop(); one !== undefined; one = waiting.pop()) {
    if (found.has(one)) continue;
    found.add(one);
    waiting.push(...(known.get(one)?.parents ?? []));
  }
  return found;
}
