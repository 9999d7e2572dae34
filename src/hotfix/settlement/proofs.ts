import type { Verdict } from '../../facts/verdict.ts';
import { declarations } from '../commands/accepted-commands.ts';
import { successfulDeploys } from '../fold/deploys.ts';
import type { Deploy, Head, Hotfix, PullRequest } from '../hotfix.ts';
import { sameEnvironment } from '../production-deploys.ts';
import type { SearchReading } from '../readings.ts';
import type { Obligation, Removal } from './obligation.ts';

/** That a head, and with it all before it, is on the target. */
export interface Proof {
  /** The head had nothing that the target lacked. */
  empty: boolean;
  /** A person's word: nothing that is found on the target, or missing there, counts against it. */
  declared?: true;
  /** Index of the newest head that it covers. */
  head: number;
  at: Date;
  obligation: (newerHeads: number) => Obligation;
}

/** By hotfix and target: within one look it is wanted time and again, and a folded hotfix does not change. */
const worked = new WeakMap<Hotfix, Map<string, Proof | null>>();

/** The proof that covers the newest head; of several for the same head, the one that says most. */
export function bestProof(hotfix: Hotfix, target: string): Proof | null {
  const byTarget = worked.get(hotfix) ?? new Map<string, Proof | null>();
  worked.set(hotfix, byTarget);
  const known = byTarget.get(target);
  if (known !== undefined) return known;
  const proof = workedOut(hotfix, target);
  byTarget.set(target, proof);
  return proof;
}

function workedOut(hotfix: Hotfix, target: string): Proof | null {
  return newestFirst(allProofs(hotfix, target)).find((proof) => !takenBack(hotfix, target, proof)) ?? null;
}

/** Set where nothing is proven any more, because what was proven has been taken back since. */
export function revertOf(hotfix: Hotfix, target: string): Removal | null {
  if (bestProof(hotfix, target)) return null;
  const [proof] = newestFirst(allProofs(hotfix, target));
  return proof ? takenBack(hotfix, target, proof) : null;
}

function newestFirst(proofs: Proof[]): Proof[] {
  return proofs.sort((a, b) => b.head - a.head);
}

function allProofs(hotfix: Hotfix, target: string): Proof[] {
  return [
    ...mergeProofs(hotfix, target),
    ...contentProofs(hotfix, target),
    ...emptyProofs(hotfix, target),
    ...declaredProofs(hotfix),
  ];
}

/**
 * A search that found it gone, or never whole, counts against every proof that is older. What was reverted counts for
 * the heads before it too; what is missing of a later head need not be missing of an earlier one.
 */
function takenBack(hotfix: Hotfix, target: string, proof: Proof): Removal | null {
  if (proof.declared) return null;
  const against = hotfix.readings.searches.findLast(
    (read) => read.target === target && read.readAt > proof.at && countsAgainst(hotfix, proof, read),
  );
  switch (against?.verdict.kind) {
    case 'reverted': {
      const { by, files } = against.verdict;
      const at = by ? new Date(by.at) : against.readAt;
      return { how: 'reverted', by: by?.sha ?? null, at, files, head: proof.head };
    }
    case 'partly':
    case 'not-there': {
      const files = against.verdict.kind === 'partly' ? against.verdict.files : [];
      return { how: 'missing', by: null, at: against.readAt, files, head: proof.head };
    }
    default:
      return null;
  }
}

function countsAgainst(hotfix: Hotfix, proof: Proof, read: SearchReading): boolean {
  const index = indexOf(hotfix, read.sha);
  switch (read.verdict.kind) {
    case 'reverted': {
      // All of it was found again after that revert: what became of it since is another matter.
      const { by } = read.verdict;
      const mended = by !== null && read.wholeAt !== null && new Date(by.at) <= read.wholeAt;
      return index >= proof.head && !mended;
    }
    case 'partly':
    case 'not-there':
      return index === proof.head;
    default:
      return false;
  }
}

function mergeProofs(hotfix: Hotfix, target: string): Proof[] {
  return mergedInto(hotfix, target).flatMap(({ pull, at, head }) =>
    head < 0
      ? []
      : [{ empty: false, head, at, obligation: (newerHeads) => ({ kind: 'merged', pull, at, newerHeads }) }],
  );
}

/** Pull requests that were merged into the target, with the index of the head that each one took. */
export function mergedInto(hotfix: Hotfix, target: string): { pull: PullRequest; at: Date; head: number }[] {
  const elsewhere = hotfix.pulls.some(({ base }) => base !== target);
  const onTargets = elsewhere ? commitsOnTargets(hotfix) : new Set<string>();
  return hotfix.pulls.flatMap((pull) => {
    if (pull.state !== 'merged' || !pull.endedAt) return [];
    if (pull.base !== target && !onTargets.has(`${pull.base} ${pull.mergeCommit}`)) return [];
    return [{ pull, at: pull.endedAt, head: headMerged(hotfix, pull, pull.endedAt) }];
  });
}

/** Only pushes to what was the target at the time are kept: a merge among them stays one, whatever the target is now. */
function commitsOnTargets({ targetChanges, arrivals }: Hotfix): Set<string> {
  const touched = targetChanges.flatMap(({ target, commits }) => commits.map((sha) => `${target} ${sha}`));
  return new Set([...touched, ...arrivals.map(({ target, by }) => `${target} ${by}`)]);
}

/** Index of the head that a merge took. Where its push was never told of, the last head pushed before the merge. */
function headMerged(hotfix: Hotfix, pull: PullRequest, at: Date): number {
  const exact = indexOf(hotfix, pull.head);
  return exact >= 0 ? exact : hotfix.heads.findLastIndex((head) => head.at <= at);
}

function contentProofs(hotfix: Hotfix, target: string): Proof[] {
  const firstArrivals = new Map(
    arrivalsOn(hotfix, target)
      .reverse()
      .map((arrival) => [arrival.sha, arrival]),
  );
  return hotfix.readings.searches
    .filter((read) => read.target === target)
    .map(({ sha, verdict, via, readAt }) => {
      const head = indexOf(hotfix, sha);
      const arrived = firstArrivals.get(sha);
      const at = arrived?.at ?? readAt;
      if (head < 0) return null;
      if (verdict.kind === 'nothing') {
        const obligation = (newerHeads: number): Obligation => ({
          kind: 'nothing-to-merge',
          sha,
          at,
          newerHeads,
        });
        return { empty: true, head, at, obligation };
      }
      // GitHub cannot compare it any more, but has told of its arrival.
      const told = verdict.kind === 'gone' && arrived ? { by: arrived.by, edited: false } : null;
      const found = verdict.kind === 'there' ? verdict : told;
      if (!found) return null;
      const { by, edited } = found;
      const obligation = (newerHeads: number): Obligation => ({
        kind: 'on-target',
        sha: by,
        edited,
        via,
        at,
        newerHeads,
      });
      return { empty: false, head, at, obligation };
    })
    .filter((proof) => proof !== null);
}

/** GitHub found nothing to merge, and the branch has nothing of its own. */
function emptyProofs(hotfix: Hotfix, target: string): Proof[] {
  return hotfix.readings.nothingToMerge
    .filter((fact) => fact.target === target && forkOf(hotfix, fact.sha, target) === fact.sha)
    .map(({ sha, at }) => ({
      empty: true,
      head: indexOf(hotfix, sha),
      at,
      obligation: (newerHeads: number): Obligation => ({ kind: 'nothing-to-merge', sha, at, newerHeads }),
    }))
    .filter((proof) => proof.head >= 0);
}

function declaredProofs(hotfix: Hotfix): Proof[] {
  return declarations(hotfix).map(({ kind, command: { by, url, at }, reason, head }) => ({
    empty: false,
    declared: true,
    head,
    at,
    obligation: (newerHeads) => ({ kind, by, reason, url, at, newerHeads }),
  }));
}

/** Where a head parted from the target, as far as it is known; `null`: not known, or hidden by a merge. */
export function forkOf(hotfix: Hotfix, sha: string, target: string): string | null {
  const line = new Set(lineOf(hotfix, indexOf(hotfix, sha)));
  // One that parts at a head before it was read when that had been merged already.
  const read = hotfix.readings.forkPoints.filter(
    ({ sha: at, base }) =>
      line.has(at) && base !== null && (base === at || indexOf(hotfix, base) < 0 || !line.has(base)),
  );
  return (read.find((fork) => fork.target === target) ?? read[0])?.base ?? null;
}

/** Heads that part from the target where this one does, itself included. */
export function lineOf({ heads }: { heads: Head[] }, index: number): string[] {
  const begin = heads.findLastIndex((head, at) => at <= index && head.forks);
  const next = heads.findIndex((head, at) => at > index && head.forks);
  return heads.slice(Math.max(begin, 0), next < 0 ? undefined : next).map((head) => head.sha);
}

/** Where each commit was the head last, by heads: of a folded hotfix they do not change. */
const places = new WeakMap<Head[], Map<string, number>>();

/** Of several, the last; -1: the branch never was at this commit. */
export function indexOf({ heads }: { heads: Head[] }, sha: string): number {
  const its = places.get(heads) ?? new Map(heads.map((head, index) => [head.sha, index]));
  places.set(heads, its);
  return its.get(sha) ?? -1;
}

/** The head that reached production last; going back to one that was there before is another matter. */
export function lastDeploy(hotfix: Hotfix): Deploy | null {
  return (
    successfulDeploys(hotfix).findLast(({ sha, rollback }) => !rollback && indexOf(hotfix, sha) >= 0) ?? null
  );
}

/** A deployed commit that the branch went on from, to the head that is proven. */
export interface LeftBehind {
  sha: string;
  /** The branch was moved away from it, so that what is proven does not contain it. */
  forced: boolean;
  /** What the target was searched for it and said; `null`: not searched yet. */
  verdict: Verdict | null;
}

/**
 * What runs in production is not the head that is proven but an earlier one: the branch may have been forced away
 * from it, or have taken it back. `null` also where something else has taken its place in production since.
 */
export function leftBehind(hotfix: Hotfix, target: string): LeftBehind | null {
  const proof = bestProof(hotfix, target);
  const deploy = lastDeploy(hotfix);
  if (!proof || proof.declared || !deploy) return null;
  const { sha, environment, finishedAt } = deploy;
  const index = indexOf(hotfix, sha);
  if (index >= proof.head) return null;
  const replaced = hotfix.laterDeploys.some(
    (later) =>
      sameEnvironment(later.environment, environment) && finishedAt !== null && later.at > finishedAt,
  );
  if (replaced) return null;
  const forced = hotfix.heads.slice(index + 1, proof.head + 1).some((head) => head.leaves);
  const read = hotfix.readings.searches.find((one) => one.sha === sha && one.target === target);
  return { sha, forced, verdict: read?.verdict ?? null };
}

/** Commits of the hotfix that came to the target. */
export function arrivalsOn(hotfix: Hotfix, target: string): Hotfix['arrivals'] {
  return hotfix.arrivals.filter((arrival) => arrival.target === target);
}

/** It was merged into, or found on, another branch: the target may have been renamed, or may have that branch. */
export function cameElsewhere(hotfix: Hotfix, target: string): boolean {
  if (mergedInto(hotfix, target).length > 0) return false;
  const merged = hotfix.pulls.some((pull) => pull.state === 'merged' && pull.base !== target);
  return (
    merged || hotfix.readings.searches.some((read) => read.target !== target && read.verdict.kind === 'there')
  );
}

/** What the last search said of the newest head that was searched for. */
export function lastVerdict(hotfix: Hotfix, target: string): Verdict | null {
  const read = hotfix.readings.searches.filter((one) => one.target === target);
  const newestFirst = read.sort((a, b) => indexOf(hotfix, b.sha) - indexOf(hotfix, a.sha));
  return newestFirst[0]?.verdict ?? null;
}
