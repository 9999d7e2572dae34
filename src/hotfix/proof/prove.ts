/**
 * Whether a hotfix is on its target. No single test tells: ancestry misses a squash, the comparison of patches
 * misses a later edit, and both call a fix merged that was reverted. So the content decides where it can, and how the
 * content came to be decides where the same lines were changed again. What cannot be told is said to be unclear, and
 * is never taken for done.
 */
import { patchIdentity } from './edits.ts';
import type { CommitDiff, CommitSeen, Difference, Evidence, FileDiff, Missing, Verdict } from './evidence.ts';
import { type FileState, stateOfFile } from './file-state.ts';
import { pathsOf } from './paths.ts';
import { pullName, undone } from './reverts.ts';

export type Finding = { verdict: Verdict } | { missing: Missing };

export function prove(evidence: Evidence): Finding {
  const { own, target } = evidence;
  if (own.files.length === 0) return decided({ kind: 'nothing' });
  const states = statesOf(own.files, target, own.base);
  const arrival = arrivalOf(evidence);
  if (states.every(({ state }) => state === 'present')) {
    return decided({ kind: 'there', by: arrival, edited: false });
  }
  if (target.more) return { missing: { kind: 'commits' } };
  return arrival ? afterArrival(evidence, states, arrival) : withoutArrival(evidence, states);
}

type State = { file: FileDiff; state: FileState };

function statesOf(files: FileDiff[], target: Difference, base: string): State[] {
  return files.map((file) => ({ file, state: stateOfFile(file, target.files, target.base === base) }));
}

/** The commit by which the hotfix is known to have come to the target: one that is said to, or its own head's merge. */
function arrivalOf({ own, target, arrivedBy }: Evidence): string | null {
  const said = target.commits.find(({ sha }) => arrivedBy.includes(sha));
  const merge = target.commits.find(({ parents }) => parents.includes(own.head) && parents.length > 1);
  const itself = target.commits.find(({ sha }) => sha === own.head);
  return (said ?? (itself && (merge ?? itself)))?.sha ?? null;
}

/** It came, and is not all there as it was: taken back, changed again, or never brought whole. */
function afterArrival(evidence: Evidence, states: State[], arrival: string): Finding {
  const { own, atArrival, pulls } = evidence;
  const changed = states.filter(({ state }) => state !== 'present');
  const revert = revertOf(evidence, [...evidence.arrivedBy, arrival, ...pulls.map(pullName)]);
  if (revert) return reverted(revert, changed);
  if (!atArrival) return { missing: { kind: 'at-arrival', sha: arrival } };

  const then = (file: FileDiff): FileState => {
    const state = stateOfFile(file, atArrival.difference.files, atArrival.difference.base === own.base);
    // A merge that left the file as it was on the target dropped what the hotfix did to it.
    const dropped = state === 'differs' && !atArrival.brought.some(({ path }) => path === file.path);
    return dropped ? 'absent' : state;
  };
  const lost = changed.filter(({ state }) => state !== 'differs');
  const takenBack = lost.filter(({ file }) => ['present', 'differs'].includes(then(file)));
  if (takenBack.length > 0) return reverted(null, takenBack);
  const dropped = changed.filter(({ file }) => ['absent', 'partly'].includes(then(file)));
  if (dropped.length === 0) return decided({ kind: 'there', by: arrival, edited: true });
  return dropped.length === states.length && dropped.every(({ state }) => state === 'absent')
    ? decided({ kind: 'not-there' })
    : partly(own.commits, dropped);
}

/** Nobody said that it came. It may have come under other ids: squashed, rebased, or picked by hand. */
function withoutArrival(evidence: Evidence, states: State[]): Finding {
  const { own, target, history } = evidence;
  const changed = states.filter(({ state }) => state !== 'present');
  const untouched = states.every(({ state }) => state === 'absent');
  if (untouched && undone(target.commits).size === 0) return decided({ kind: 'not-there' });
  const paths = pathsOf(own.files);
  if (!history) return { missing: { kind: 'history', paths } };

  const copies = copiesOf(own.files, history);
  const brought = [...copies.values()].flat();
  const revert = revertOf(evidence, brought);
  if (revert) return reverted(revert, changed);
  const left = own.commits.filter(({ sha }) => !isThere(sha, evidence, states, copies));
  const lost = changed.filter(({ state }) => state !== 'differs');
  const whole = copies.has('whole') || (left.length === 0 && own.commits.length > 0);
  if (whole && lost.length === 0) {
    return decided({ kind: 'there', by: brought.at(-1) ?? null, edited: true });
  }
  if (copies.has('whole')) return reverted(null, lost);
  if (
    left.length < own.commits.length ||
    states.some(({ state }) => state === 'present' || state === 'partly')
  ) {
    return partly(left.length > 0 ? left : own.commits, changed);
  }
  const unclear = changed.filter(({ state }) => state === 'differs').map(({ file }) => file.path);
  return decided(unclear.length > 0 ? { kind: 'unclear', files: unclear } : { kind: 'not-there' });
}

function partly(missing: CommitSeen[], states: State[]): Finding {
  return decided({
    kind: 'partly',
    missing: missing.map(({ sha, message }) => ({ sha, subject: message.split('\n')[0] ?? '' })),
    files: states.map(({ file }) => file.path),
  });
}

/** Whether one commit of the hotfix is on the target: under its own id, by its content, or as a copy. */
function isThere(sha: string, { target, history }: Evidence, states: State[], copies: Copies): boolean {
  if (target.commits.some((commit) => commit.sha === sha) || copies.has(sha)) return true;
  const changed = history?.own.find((commit) => commit.sha === sha)?.files;
  if (!changed) return false;
  const stateOf = (path: string) => states.find(({ file }) => file.path === path || file.previous === path);
  // What a later commit of the hotfix took back again is in none of its files at the end, and is owed by nobody.
  return changed.every(({ path }) => (stateOf(path)?.state ?? 'present') === 'present');
}

/** Commits of the target that make the same change, by the hotfix's commit; `whole`: all of them in one. */
type Copies = Map<string, string[]>;

function copiesOf(whole: FileDiff[], { own, target }: NonNullable<Evidence['history']>): Copies {
  const copies: Copies = new Map();
  const note = (name: string, files: FileDiff[]): void => {
    const same = target.filter((commit) => makesSameChange(files, commit));
    if (same.length > 0)
      copies.set(
        name,
        same.map(({ sha }) => sha),
      );
  };
  note('whole', whole);
  for (const commit of own) note(commit.sha, commit.files);
  return copies;
}

function makesSameChange(files: FileDiff[], { files: theirs }: CommitDiff): boolean {
  return (
    files.length > 0 &&
    files.every((file) => {
      const other = theirs.find(({ path }) => path === file.path);
      if (!other || other.status !== file.status || other.previous !== file.previous) return false;
      // Equal content says less: the commit may have changed something else, and ended up there.
      const [mine, identity] = [
        file.patch === null ? null : patchIdentity(file.patch),
        other.patch === null ? null : patchIdentity(other.patch),
      ];
      return mine !== null && identity !== null ? mine === identity : other.blob === file.blob;
    })
  );
}

/** The commit that took back one of those, or any of the hotfix's own that came as they were. */
function revertOf({ own, target }: Evidence, names: string[]): CommitSeen | null {
  const taken = undone(target.commits);
  const found = [...names, ...own.commits.map(({ sha }) => sha)].map((name) => taken.get(name));
  return found.find((commit) => commit !== undefined) ?? null;
}

function reverted(by: CommitSeen | null, states: State[]): Finding {
  const files = states.map(({ file }) => file.path);
  return decided({ kind: 'reverted', by: by && { sha: by.sha, at: by.at }, files });
}

function decided(verdict: Verdict): Finding {
  return { verdict };
}
