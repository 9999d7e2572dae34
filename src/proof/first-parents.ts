import type { CommitSeen } from './evidence.ts';

/**
 * The commit by which one of these came to a branch: on the way that the branch itself went, its first parents, the
 * earliest that has one of them. What a commit made elsewhere held counts for nothing: the merge that brought it may
 * have left it out. `null`: none of them came. `commits`: those of the branch up to its head, which is the last.
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

/** No other commit of the list grew from it; of several, the last that is listed. */
function headOf(commits: readonly CommitSeen[]): CommitSeen | undefined {
  const parents = new Set(commits.flatMap((commit) => commit.parents));
  return commits.findLast(({ sha }) => !parents.has(sha));
}

/** Whether it is one of the wanted, or grew from one. Goes once over each commit, however often it is asked. */
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

/** A commit, and those of the list that it grew from. */
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
