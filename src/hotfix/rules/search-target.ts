import type { Brought, Question } from '../../artefact/question.ts';
import { type Consequences, earliestAfter } from '../../artefact/rule.ts';
import { forkOf, indexOf, mergedInto } from '../settlement/proofs.ts';
import { earlierHeads, searches, suspects } from '../settlement/searches.ts';
import type { Situation } from '../situation.ts';

/** The target is searched for the fix where something happened that may have brought it there, or taken it away. */
export function searchForFix(situation: Situation, now: Date): Consequences<never, never, Question> {
  const { hotfix, obligation, target } = situation;
  if (obligation.kind === 'renamed' || isSettling(situation, now)) return {};
  const into = { target, merged: mergedInto(hotfix, target) };
  const all = searches(hotfix, target);
  const due = all.filter((search) => search.due !== null && now >= search.due);
  return {
    questions: due.map(({ sha }) => {
      const brought = broughtBy(hotfix, sha, into);
      return {
        kind: 'proof',
        ...brought,
        target,
        suspects: brought.pulls.length > 0 ? [] : suspects(hotfix, target),
        earlier: earlierHeads(hotfix, target, sha).map((earlier) => broughtBy(hotfix, earlier, into)),
      };
    }),
    until: earliestAfter(
      now,
      all.map((search) => search.due),
    ),
  };
}

/** What became of the branch is asked first: a merge of its pull request makes the search needless. */
function isSettling({ hotfix, obligation }: Situation, now: Date): boolean {
  if (obligation.kind !== 'settling') return false;
  const seen = hotfix.readings.whereabouts;
  return now < obligation.until || seen === null || seen.readAt < obligation.until;
}

function broughtBy(
  hotfix: Situation['hotfix'],
  sha: string,
  { target, merged }: { target: string; merged: ReturnType<typeof mergedInto> },
): Brought {
  const head = indexOf(hotfix, sha);
  const merges = merged.filter((one) => one.head >= head);
  return {
    sha,
    fork: forkOf(hotfix, sha, target),
    arrivedBy: merges.flatMap(({ pull }) => (pull.mergeCommit === null ? [] : [pull.mergeCommit])),
    pulls: merges.map(({ pull }) => pull.number),
  };
}
