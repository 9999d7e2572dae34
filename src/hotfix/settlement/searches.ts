import { addMilliseconds } from 'date-fns/addMilliseconds';
import { waitForRestOfMerge } from '../../waiting/timings.ts';
import type { Hotfix, PullRequest } from '../hotfix.ts';
import {
  arrivalsOn,
  bestProof,
  cameElsewhere,
  forkOf,
  indexOf,
  lastDeploy,
  leftBehind,
  mergedInto,
  revertOf,
} from './proofs.ts';

/** A search of the target for one head of the hotfix. */
export interface Search {
  sha: string;
  /** From this moment on; `null`: it was made, and nothing has happened since. */
  due: Date | null;
}

/**
 * The heads for which the target is to be searched, and when: something happened that may have brought them there or
 * taken them away. A merge of their own pull request alone is no such thing; it says by itself what it brought.
 */
export function searches(hotfix: Hotfix, target: string): Search[] {
  const causes = causesOf(hotfix, target);
  const elsewhere = cameElsewhere(hotfix, target);
  const away = leftBehind(hotfix, target);
  return examined(hotfix, target).map((sha) => {
    const read = hotfix.readings.searches.find((one) => one.sha === sha && one.target === target);
    const open = [...causes, ...refusedAsEmpty(hotfix, sha, target)].filter(
      (cause) => !read || read.readAt < cause,
    );
    const due = open.length > 0 ? new Date(Math.min(...open.map((cause) => cause.getTime()))) : null;
    const never = !read && (elsewhere || sha === away?.sha);
    return { sha, due: due ?? (never ? new Date(0) : null) };
  });
}

/** The head that is proven, or those that would have to be: the last one, and the last one that was deployed. */
function examined(hotfix: Hotfix, target: string): string[] {
  const proof = bestProof(hotfix, target);
  // What a person has declared is not looked for: it is there in a form that only people know.
  if (proof?.declared) return [];
  const proven = proof && hotfix.heads[proof.head]?.sha;
  const away = leftBehind(hotfix, target);
  if (proven) return away ? [proven, away.sha] : [proven];
  const lost = revertOf(hotfix, target);
  const wanted = [lost && hotfix.heads[lost.head]?.sha, lastDeploy(hotfix)?.sha, hotfix.lastHead];
  return [...new Set(wanted.filter((sha) => typeof sha === 'string'))];
}

function causesOf(hotfix: Hotfix, target: string): Date[] {
  const merged = mergedInto(hotfix, target);
  const settled = (at: Date): Date => addMilliseconds(at, waitForRestOfMerge);
  const explained = explainedBy(hotfix, merged);
  const touches = hotfix.targetChanges.filter(
    (touch) => touch.target === target && !explained(touch.commits),
  );
  // GitHub calls a pull request merged as soon as its commits are there, whatever a merge by hand made of them.
  const arrivals = arrivalsOn(hotfix, target).filter(({ clean }) => merged.length === 0 || !clean);
  // Git does not bring again what it holds for merged, although it was reverted since.
  const revert = hotfix.readings.searches.find(
    (read) => read.target === target && read.verdict.kind === 'reverted',
  );
  const again = merged.filter(({ at }) => revert && revert.readAt < at);
  const ended = hotfix.deleted && !bestProof(hotfix, target) ? [settled(hotfix.deleted.at)] : [];
  return [...touches, ...arrivals, ...again].map(({ at }) => settled(at)).concat(ended, hotfix.rechecks);
}

/** GitHub found nothing to merge although the branch has something of its own: it came some other way. */
function refusedAsEmpty(hotfix: Hotfix, sha: string, target: string): Date[] {
  return hotfix.readings.nothingToMerge
    .filter((fact) => fact.target === target && fact.sha === sha && forkOf(hotfix, sha, target) !== sha)
    .map(({ at }) => at);
}

/** Tells whether all that a push changed is what a merge of the hotfix's own pull request brought. */
function explainedBy(hotfix: Hotfix, merged: { pull: PullRequest }[]): (commits: string[]) => boolean {
  if (merged.length === 0) return () => false;
  const brought = new Set(merged.map(({ pull }) => pull.mergeCommit));
  const own = new Set(hotfix.commits);
  return (commits) => {
    const last = commits.findLastIndex((sha) => brought.has(sha));
    return commits.slice(last + 1).every((sha) => own.has(sha));
  };
}

const mostSuspects = 5;

/** Commits of the target that may have brought it, the newest first. */
export function suspects(hotfix: Hotfix, target: string): string[] {
  const touched = hotfix.targetChanges.filter((touch) => touch.target === target);
  const arrived = arrivalsOn(hotfix, target).map(({ by }) => by);
  return [...new Set([...touched.flatMap(({ commits }) => commits), ...arrived])]
    .reverse()
    .slice(0, mostSuspects);
}

/**
 * Heads that a search from where this one parted does not cover: what the target had of them by then is its own from
 * there on, and no change of the hotfix any more. The last of each line before; where it is not known where a line
 * began, those that were merged before, too.
 */
export function earlierHeads(hotfix: Hotfix, target: string, sha: string): string[] {
  const { heads } = hotfix;
  const index = indexOf(hotfix, sha);
  const merged = forkOf(hotfix, sha, target) === null ? mergedInto(hotfix, target) : [];
  const before = heads.slice(0, Math.max(index, 0));
  const taken = new Set(merged.map(({ head }) => head));
  const wanted = before.filter((_, at) => heads[at + 1]?.forks || taken.has(at));
  return [...new Set(wanted.map((head) => head.sha))].filter((one) => one !== sha);
}
