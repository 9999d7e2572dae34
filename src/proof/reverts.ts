import type { CommitSeen } from './evidence.ts';

/**
 * The commits that are undone at the end of the list, each with the one that undid it: as `git revert` and GitHub's
 * Revert button say it in the message. A revert that was itself reverted undoes nothing. `repository`: its full name.
 */
export function undone(commits: readonly CommitSeen[], repository: string): Map<string, CommitSeen> {
  const by = new Map<string, CommitSeen[]>();
  for (const commit of commits) {
    for (const name of revertedBy(commit, repository)) by.set(name, [...(by.get(name) ?? []), commit]);
  }
  const settled = new Map<string, CommitSeen | null>();
  /** Who undoes it: the last revert of it that is not undone itself. A ring of reverts, which git cannot make, is none. */
  const undoer = (name: string): CommitSeen | null => {
    const known = settled.get(name);
    if (known !== undefined) return known;
    settled.set(name, null);
    const found =
      (by.get(name) ?? []).findLast((commit) => namesOf(commit).every((own) => undoer(own) === null)) ?? null;
    settled.set(name, found);
    return found;
  };
  const result = new Map<string, CommitSeen>();
  for (const name of by.keys()) {
    const found = undoer(name);
    if (found) result.set(name, found);
  }
  return result;
}

/** Under this name {@link undone} has a pull request that GitHub's Revert button took back. */
export function pullName(number: number): string {
  return `#${number}`;
}

const revertOfCommit = /\bThis reverts commit ([0-9a-f]{40})\b/g;
/** GitHub squashes a revert pull request to a message that has the body of the pull request. */
const revertOfPull = /^Reverts ([\w.-]+\/[\w.-]+)?#(\d{1,10})\b/gm;

function revertedBy({ message }: CommitSeen, repository: string): string[] {
  const pulls = [...message.matchAll(revertOfPull)].filter(
    ([, name]) => name === undefined || name.toLowerCase() === repository.toLowerCase(),
  );
  return [
    ...[...message.matchAll(revertOfCommit)].map((match) => match[1] ?? ''),
    ...pulls.map((match) => pullName(Number(match[2]))),
  ];
}

/** By its id, and by the pull request that brought it, as GitHub writes it into the first line. */
const pullOfCommit = /^(?:Merge pull request #(\d{1,10})\b|.*\(#(\d{1,10})\)$)/;

function namesOf({ sha, message }: CommitSeen): string[] {
  const found = pullOfCommit.exec(message.split('\n', 1)[0]?.trim() ?? '');
  return found ? [sha, pullName(Number(found[1] ?? found[2]))] : [sha];
}
