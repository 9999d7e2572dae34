import type { Brought, Question } from '../../artefact/question.ts';
import { forkOf, indexOf } from './heads.ts';
import type { TargetView } from './target-view.ts';

export type SearchQuestion = Extract<Question, { kind: 'search' }>;

const mostSuspects = 5;

/** Whether a head is on the target, with all that is known of how it may have come there. */
export function searchQuestion(view: TargetView, sha: string): SearchQuestion {
  const brought = broughtBy(view, sha);
  return {
    kind: 'search',
    ...brought,
    target: view.target,
    suspects: brought.pulls.length > 0 ? [] : suspects(view),
    earlier: earlierHeads(view, sha).map((earlier) => broughtBy(view, earlier)),
  };
}

function broughtBy(view: TargetView, sha: string): Brought {
  const head = indexOf(view.headIndex, sha);
  const merges = view.merges.filter((merge) => merge.head >= head);
  return {
    sha,
    fork: forkOf(view, sha),
    arrivedBy: merges.flatMap(({ pull }) => (pull.mergeCommit === null ? [] : [pull.mergeCommit])),
    pulls: merges.map(({ pull }) => pull.number),
  };
}

/** Commits of the target that may have brought it, the newest first. */
function suspects({ changes, arrivals }: TargetView): string[] {
  const commits = [...changes.flatMap((change) => change.commits), ...arrivals.map(({ by }) => by)];
  return [...new Set(commits)].reverse().slice(0, mostSuspects);
}

/**
 * Heads that a search from where this one parted does not cover: what the target had of them by then is its own from
 * there on, and no longer a change of the hotfix. The last of each line before; where it is not known where a line
 * began, also those that were merged before.
 */
function earlierHeads(view: TargetView, sha: string): string[] {
  const { heads } = view.hotfix;
  const index = indexOf(view.headIndex, sha);
  const merged = new Set(forkOf(view, sha) === null ? view.merges.map(({ head }) => head) : []);
  const before = heads.slice(0, Math.max(index, 0));
  const wanted = before.filter((_, at) => heads[at + 1]?.forks || merged.has(at));
  return [...new Set(wanted.map((head) => head.sha))].filter((one) => one !== sha);
}
