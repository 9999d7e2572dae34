import { addMilliseconds } from 'date-fns/addMilliseconds';
import { waitForRestOfMerge } from '../../waiting/timings.ts';
import type { Hotfix } from '../hotfix.ts';
import { type DeployedOnly, lastDeploy } from './deployed-only.ts';
import { type FulfilledHead, isDeclared } from './fulfilments.ts';
import { forkOf } from './heads.ts';
import type { Removal } from './obligation.ts';
import { type SearchQuestion, searchQuestion } from './search-question.ts';
import { isElsewhere, type Merge, type TargetView } from './target-view.ts';

/** A search of the target that has to be made. */
export interface PendingSearch {
  /** From this moment on. */
  due: Date;
  question: SearchQuestion;
}

/** Known before the target is searched again. */
interface Known {
  fulfilled: FulfilledHead | null;
  removed: Removal | null;
  deployedOnly: DeployedOnly | null;
}

/**
 * The target is searched for a head after something that may have brought it there or removed it. A merge of the
 * hotfix's own pull request is no reason by itself: it says what it brought.
 */
export function scheduleSearches(view: TargetView, known: Known): PendingSearch[] {
  const causes = causesOf(view, known);
  const elsewhere = isElsewhere(view);
  return headsToSearch(view, known).flatMap((sha) => {
    const read = view.searches.find((one) => one.sha === sha);
    const since = [...causes, ...refusedAsEmpty(view, sha)].filter((at) => !read || read.readAt < at);
    const never = !read && (elsewhere || sha === known.deployedOnly?.sha);
    if (since.length === 0 && !never) return [];
    const due = new Date(since.length > 0 ? Math.min(...since.map((at) => at.getTime())) : 0);
    return [{ due, question: searchQuestion(view, sha) }];
  });
}

/** The fulfilled head, or those that would have to be: the last one, and the last one that was deployed. */
function headsToSearch(view: TargetView, { fulfilled, removed, deployedOnly }: Known): string[] {
  const { hotfix } = view;
  const wanted = fulfilled
    ? [hotfix.heads[fulfilled.head]?.sha, deployedOnly?.sha]
    : [removed?.head, lastDeploy(view)?.sha, hotfix.lastHead];
  // A declared fix is not looked for: it is there in a form that only people know.
  if (fulfilled && isDeclared(fulfilled)) return [];
  return [...new Set(wanted.filter((sha) => sha !== undefined))];
}

/** When something happened that may have brought any head to the target, or taken it away. */
function causesOf({ hotfix, merges, searches, arrivals, changes }: TargetView, { fulfilled }: Known): Date[] {
  const isExplained = explainedBy(merges, hotfix);
  // GitHub calls a pull request merged as soon as its commits are there, whatever a merge by hand made of them.
  const came = arrivals.filter(({ clean }) => merges.length === 0 || !clean);
  // Git does not bring again what it holds for merged, although it has been reverted since.
  const revert = searches.find(({ verdict }) => verdict.kind === 'reverted');
  const mergedAgain = merges.filter(({ at }) => revert && revert.readAt < at);
  const happened = [...changes.filter(({ commits }) => !isExplained(commits)), ...came, ...mergedAgain];
  const ended = hotfix.deleted && !fulfilled ? [hotfix.deleted] : [];
  return [...happened, ...ended]
    .map(({ at }) => addMilliseconds(at, waitForRestOfMerge))
    .concat(hotfix.rechecks);
}

/** GitHub found nothing to merge although the branch has something of its own: it came some other way. */
function refusedAsEmpty(view: TargetView, sha: string): Date[] {
  return view.hotfix.readings.nothingToMerge
    .filter((refused) => refused.target === view.target && refused.sha === sha && forkOf(view, sha) !== sha)
    .map(({ at }) => at);
}

/** Tells whether all that a push changed is what a merge of the hotfix's own pull request brought. */
function explainedBy(merges: Merge[], hotfix: Hotfix): (commits: string[]) => boolean {
  if (merges.length === 0) return () => false;
  const brought = new Set(merges.map(({ pull }) => pull.mergeCommit));
  const own = new Set(hotfix.commits);
  return (commits) => {
    const last = commits.findLastIndex((sha) => brought.has(sha));
    return commits.slice(last + 1).every((sha) => own.has(sha));
  };
}
