/**
 * Whether a hotfix is on its target. No single test decides it: ancestry misses a squash, a comparison of patches
 * misses a later edit, and both call a reverted fix merged. So each edit of the hotfix is looked for on the target; where the
 * same lines were changed again, it is looked for at the commit that brought the hotfix. What cannot be decided is
 * called unclear and never counts as done.
 */

import type { Verdict } from '../facts/verdict.ts';
import { type Change, changesOf, isPresent, stillOwed } from './changes.ts';
import { patchIdentity } from './edits.ts';
import type {
  AtArrival,
  CommitDiff,
  CommitSeen,
  Difference,
  Evidence,
  FileDiff,
  MissingEvidence,
} from './evidence.ts';
import {
  counterpart,
  isOfModeAlone,
  nameAtBase,
  partlyDropped,
  sameContentOf,
  statesOfFile,
  unchangedBetween,
} from './file-state.ts';
import { ancestorsOf, arrivalOnBranch } from './first-parents.ts';
import { pathsOf } from './paths.ts';
import { pullName, revertsAmong } from './reverts.ts';
import { revertedByOwnCommits } from './steps.ts';
import { type Trail, trailsOf } from './trails.ts';

export type ProofStep = { verdict: Verdict } | { missing: MissingEvidence };

export function prove(evidence: Evidence): ProofStep {
  const { own, target, kept, steps, arrivedBy } = evidence;
  if (own.files.length === 0) return decided({ kind: 'nothing' });
  const all = changesOf(own, target);
  const changes = kept ? stillOwed(all, changesOf(own, kept)) : all;
  const arrival = arrivalOnBranch(target.commits, [...arrivedBy, own.head]);
  if (changes.every(isPresent)) {
    // The target may have the first of several commits, and lack a later one that took a part of it back.
    // GitHub shows that a mode changed, without the new one.
    const modes = arrival || kept ? [] : changes.filter(({ file }) => isOfModeAlone(file));
    if (modes.length > 0) return unclear(modes);
    if (arrival || kept || own.commits.length < 2 || sameContent(own, target)) return there(arrival, false);
    if (!steps) return { missing: { kind: 'steps' } };
    // Not all commits were read: the others may have taken something back.
    if (steps.length < own.commits.filter(({ parents }) => parents.length < 2).length)
      return unclear(changes);
    const left = revertedByOwnCommits(own, steps, target);
    return left.length > 0 ? partly(left, changes) : there(null, false);
  }
  if (target.more) return { missing: { kind: 'commits' } };
  return arrival ? afterArrival(evidence, changes, arrival) : withoutArrival(evidence, changes);
}

/** Both sides changed the same files to the same content. */
function sameContent(own: Difference, target: Difference): boolean {
  const same = own.files.every((file) =>
    target.files.some((other) => other.path === file.path && sameContentOf(file, other)),
  );
  return same && own.files.length === target.files.length;
}

/** The hotfix came, but not all of it is there as it was: it was taken back, changed again, or never complete. */
function afterArrival(evidence: Evidence, changes: Change[], arrival: CommitSeen): ProofStep {
  const { own, target, atArrival, pulls, arrivedBy } = evidence;
  const changed = changes.filter((change) => !isPresent(change));
  const revert = revertOf(evidence, [...arrivedBy, arrival.sha, ...pulls.map(pullName)], arrival);
  if (revert) return reverted(revert, changed);
  if (atArrival?.sha !== arrival.sha) return needsArrival(arrival);
  const fates = changes.map((change) => ({ ...change, fates: fatesOf(change, { own, target, atArrival }) }));
  const having = (...any: Fate[]): Fated[] =>
    fates.filter((one) => one.fates.some((fate) => any.includes(fate)));
  if (having('taken-back').length > 0) return reverted(null, having('taken-back'));
  const changedAgain = having('edited', 'doubtful');
  if (changedAgain.length > 0) return afterEdits(evidence, changedAgain, fates, arrival);
  return verdictAfterArrival(evidence, fates, arrival, false);
}

type Fated = Change & { fates: Fate[] };

/** Lines that were changed again: the history shows whether they had been taken back in between. */
function afterEdits(evidence: Evidence, again: Fated[], fates: Fated[], arrival: CommitSeen): ProofStep {
  const { own, target, history, steps, repository, atArrival } = evidence;
  if (!history || !atArrival) return { missing: { kind: 'history', paths: namesOf(again, target) } };
  // Lines that the hotfix wrote and changed again itself are an earlier state, too.
  if (!steps && own.commits.length > 1) return { missing: { kind: 'steps' } };
  const before = ancestorsOf(arrival.sha, target.commits);
  const until = history.filter(({ sha }) => before.has(sha));
  const since = history.filter(({ sha }) => !before.has(sha));
  const told = fates.map((one): Fated => {
    const trails = again.includes(one)
      ? trailsOf(one.file, { atArrival, target, until, since, steps: steps ?? [] })
      : [];
    return { ...one, fates: one.fates.map((fate, index) => fateAfter(fate, trails[index])) };
  });
  const back = told.filter((one) => one.fates.includes('taken-back'));
  if (back.length > 0) return reverted(null, back);
  if (revertsAmong(target.commits, repository).size > 0) {
    // Commits that came one by one have ids of their own.
    if (!steps) return { missing: { kind: 'steps' } };
    const revert = revertOf(evidence, [...copiesOf(own.files, steps, history).values()].flat(), arrival);
    if (revert) return reverted(revert, again);
  }
  return verdictAfterArrival(evidence, told, arrival, true);
}

/** The fate of an edit that was changed again, by the commits since. */
function fateAfter(fate: Fate, trail: Trail | undefined): Fate {
  if (fate !== 'edited' && fate !== 'doubtful') return fate;
  if (trail === 'taken-back') return 'taken-back';
  return fate === 'edited' && trail === 'explained' ? 'edited' : 'unclear';
}

/** Names of the files on both sides. */
function namesOf(changes: Change[], target: Difference): string[] {
  const files = changes.map(({ file }) => file);
  const theirs = files.map((file) => counterpart(nameAtBase(file), target.files));
  return [...new Set(pathsOf([...files, ...theirs.filter((file) => file !== undefined)]))];
}

function verdictAfterArrival(
  { own }: Evidence,
  fates: Fated[],
  arrival: CommitSeen,
  edited: boolean,
): ProofStep {
  const having = (fate: Fate): Change[] => fates.filter((one) => one.fates.includes(fate));
  const dropped = having('dropped');
  if (dropped.length > 0) {
    const none = fates.every((one) => one.fates.every((fate) => fate === 'dropped'));
    return none ? decided({ kind: 'not-there' }) : partly(own.commits, dropped);
  }
  if (having('unclear').length > 0) return unclear(having('unclear'));
  if (having('doubtful').length > 0) return unclear(having('doubtful'));
  return there(arrival, edited);
}

function needsArrival({ sha, parents }: CommitSeen): ProofStep {
  return { missing: { kind: 'at-arrival', sha, before: parents[0] ?? null, merge: parents.length > 1 } };
}

/**
 * Fate of one edit since the arrival. `edited`: its lines have been changed; `doubtful`: they may be gone;
 * `dropped`: the merge left it out.
 */
type Fate = 'fine' | 'edited' | 'doubtful' | 'taken-back' | 'dropped' | 'unclear';

function fatesOf({ file, states }: Change, { own, target, atArrival }: Arrived): Fate[] {
  const { after, before, merge } = atArrival;
  const then = statesOfFile(file, own.base, after);
  const alone = merge && before ? unchangedBetween(file, before, after) : [];
  const cut = merge && before ? partlyDropped(file, before, after) : [];
  const back = before ? unchangedBetween(file, before, target) : [];
  return states.map((now, index): Fate => {
    if (now === 'present') return 'fine';
    const came = then[index] ?? 'absent';
    // A merge that kept the target's lines left out what the hotfix did there.
    if (came === 'absent' || (came !== 'present' && (alone[index] || cut[index]))) return 'dropped';
    // Where several commits came one by one, most of it was there before the last of them.
    if (now === 'absent' || (back[index] && (merge || came === 'present'))) return 'taken-back';
    // Resolved by hand in the merge: whoever made it saw both sides.
    if (came !== 'present' && !(came === 'replaced' && merge)) return 'unclear';
    return now === 'replaced' ? 'edited' : 'doubtful';
  });
}

interface Arrived {
  own: Difference;
  target: Difference;
  atArrival: AtArrival;
}

/** No arrival is known. It may have come under other ids: squashed, rebased, or picked by hand. */
function withoutArrival(evidence: Evidence, changes: Change[]): ProofStep {
  const { own, target, history, steps, atArrival } = evidence;
  const changed = changes.filter((change) => !isPresent(change));
  const untouched = changes.every(({ states }) => states.every((state) => state === 'absent'));
  if (untouched && revertsAmong(target.commits, evidence.repository).size === 0)
    return decided({ kind: 'not-there' });
  if (!history) return { missing: { kind: 'history', paths: pathsOf(own.files) } };
  if (!steps) return { missing: { kind: 'steps' } };

  const copies = copiesOf(own.files, steps, history);
  const brought = [...copies.values()].flat();
  const revert = revertOf(evidence, brought, null);
  if (revert) return reverted(revert, changed);
  const last = lastOf(target.commits, brought);
  const whole = copies.has('whole') || (steps.length > 0 && steps.every(({ sha }) => copies.has(sha)));
  const arrival = whole && last ? arrivalOnBranch(target.commits, [last]) : null;
  if (arrival && atArrival?.sha !== arrival.sha) return needsArrival(arrival);
  // The same change at other lines is not a copy: all of the hotfix must have been there then.
  if (arrival && atArrival && changesOf(own, atArrival.after).every(isPresent))
    return afterArrival(evidence, changes, arrival);

  const left = steps.filter((step) => !copies.has(step.sha) && !isThere(step, changes));
  const some = changes.some(({ states }) => states.includes('present'));
  if (some || left.length < steps.length) return partly(left.length > 0 ? left : own.commits, changed);
  const touched = changed.filter(({ states }) => states.some((state) => state !== 'absent'));
  return touched.length > 0 ? unclear(touched) : decided({ kind: 'not-there' });
}

/** The last of these on the target. */
function lastOf(commits: readonly CommitSeen[], shas: readonly string[]): string | null {
  return commits.findLast(({ sha }) => shas.includes(sha))?.sha ?? null;
}

function there(by: CommitSeen | null, edited: boolean): ProofStep {
  return decided({ kind: 'there', by: by?.sha ?? null, edited });
}

function unclear(changes: Change[]): ProofStep {
  return decided({ kind: 'unclear', files: changes.map(({ file }) => file.path) });
}

function partly(missing: CommitSeen[], changes: Change[]): ProofStep {
  return decided({
    kind: 'partly',
    missing: missing.map(({ sha, message }) => ({ sha, subject: message.split('\n')[0] ?? '' })),
    files: changes.map(({ file }) => file.path),
  });
}

/** Whether the content of one commit is on the target. Its id there proves nothing: a merge may have left it out. */
function isThere(step: CommitDiff, changes: Change[]): boolean {
  const changeOf = (path: string) => changes.find(({ file }) => file.path === path || file.previous === path);
  // A file whose change a later commit of the hotfix took back is not owed.
  return step.files.every(({ path }) => {
    const change = changeOf(path);
    return change === undefined || isPresent(change);
  });
}

/** Commits of the target that make the same change, by the hotfix's commit; `whole`: all of them in one. */
type Copies = Map<string, string[]>;

function copiesOf(whole: FileDiff[], own: CommitDiff[], target: CommitDiff[]): Copies {
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
      // Equal content is weaker: the commit may have made another change with the same result.
      const [mine, identity] = [
        file.patch === null ? null : patchIdentity(file.patch),
        other.patch === null ? null : patchIdentity(other.patch),
      ];
      return mine !== null && identity !== null ? mine === identity : sameContentOf(file, other);
    })
  );
}

/** The commit that reverted one of those or of the hotfix's own commits; reverts within the hotfix do not count. */
function revertOf(
  { own, target, arrivedBy, repository }: Evidence,
  names: string[],
  arrival: CommitSeen | null,
): CommitSeen | null {
  const within = new Set([...own.commits.map(({ sha }) => sha), ...arrivedBy, arrival?.sha]);
  const others = target.commits.filter(({ sha }) => !within.has(sha));
  const taken = revertsAmong(others, repository);
  const found = [...names, ...own.commits.map(({ sha }) => sha)].map((name) => taken.get(name));
  return found.find((commit) => commit !== undefined) ?? null;
}

function reverted(by: CommitSeen | null, changes: Change[]): ProofStep {
  const files = changes.map(({ file }) => file.path);
  return decided({ kind: 'reverted', by: by && { sha: by.sha, at: by.at }, files });
}

function decided(verdict: Verdict): ProofStep {
  return { verdict };
}
