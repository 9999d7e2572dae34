import type { CommitSeen } from './evidence.ts';

/**
 * Commits and pull requests that are reverted at the end of the list, by name, each with the commit that did it: by the
 * message that `git revert` and GitHub's Revert button write. A revert that was itself reverted does not count.
 * `repository`: its full name.
 */
export function revertsAmong(commits: readonly CommitSeen[], repository: string): Map<string, CommitSeen> {
  const by = new Map<string, CommitSeen[]>();
  for (const commit of commits) {
    for (const name of namesReverted(commit, repository)) by.set(name, [...(by.get(name) ?? []), commit]);
  }
  const settled = new Map<string, CommitSeen | null>();
  /** The last revert of it that is not reverted itself. In a ring, which git cannot make, nothing is reverted. */
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

/** Name of a pull request in {@link revertsAmong}. */
export function pullName(number: number): string {
  return `#${number}`;
}

const revertOfCommit = /\bThis reverts commit ([0-9a-f]{40})\b/g;
/** A squashed revert pull request has its body as the message. */
const revertOfPull = /^Reverts ([\w.-]+\/[\w.-]+)?#(\d{1,10})\b/gm;

function namesReverted({ message }: CommitSeen, repository: string): string[] {
  const pulls = [...message.matchAll(revertOfPull)].filter(
    ([, name]) => name === undefined || name.toLowerCase() === repository.toLowerCase(),
  );
  return [
    ...[...message.matchAll(revertOfCommit)].map((match) => match[1] ?? ''),
    ...pulls.map((match) => pullName(Number(match[2]))),
  ];
}

/** GitHub writes the pull request into the first line of the commit that brought it. */
const pullOfCommit = /^(?:Merge pull request #(\d{1,10})\b|.*\(#(\d{1,10})\)$)/;

function namesOf({ sha, message }: CommitSeen): string[] {
  const found = pullOfCommit.exec(message.split('\n', 1)[0]?.trim() ?? '');
  return found ? [sha, pullName(Number(found[1] ?? found[2]))] : [sha];
}
