import type { Verdict } from '../../facts/verdict.ts';
import type { Obligation } from '../../hotfix/settlement/obligation.ts';
import type { Situation } from '../../hotfix/situation.ts';
import { codeSpan } from '../markdown/code-span.ts';
import { link } from '../markdown/link.ts';
import { plainText } from '../markdown/plain-text.ts';
import { commitLink } from './commit.ts';
import { leadTime } from './deadline.ts';
import { pullLink } from './pull-request.ts';
import { when } from './when.ts';

/** The fix is on the target, or is no longer owed. */
export type Done = Extract<Obligation, { newerHeads: number }>;

/** How and when the hotfix was done, and how long it took. */
export function outcome(situation: Situation, obligation: Done): string {
  const { hotfix, target, inForce } = situation;
  const at = when(obligation.at, inForce.policy.timezone);
  const took = `${leadTime(situation, obligation.at)} after the first push`;
  switch (obligation.kind) {
    case 'merged': {
      const { pull } = obligation;
      const by = pull.mergedBy ? ` by ${codeSpan(pull.mergedBy.login)}` : '';
      return `${pullLink(pull)} was merged into ${codeSpan(target)}${by} on ${at}, ${took}. ${sinceTheMerge(situation, obligation)}`;
    }
    case 'on-target':
      if (obligation.via !== null && obligation.via !== 'none')
        return [
          `${pullLink(obligation.via)} brought the fix to ${codeSpan(target)}, seen on ${at}, ${took}.`,
          ...edited(obligation),
        ].join(' ');
      return [
        obligation.sha === null
          ? `The content of the fix was found on ${codeSpan(target)} on ${at}, ${took}; no pull request of its own brought it.`
          : `The fix reached ${codeSpan(target)} without a pull request of its own, in ${commitLink(obligation.sha, hotfix.repository)} on ${at}, ${took}.`,
        ...edited(obligation),
      ].join(' ');
    case 'nothing-to-merge':
      return `GitHub found nothing to merge on ${at}: ${codeSpan(target)} already has everything in ${commitLink(obligation.sha, hotfix.repository)}.`;
    case 'waived':
      return `${codeSpan(obligation.by.login)} ${link('waived', obligation.url)} the obligation on ${at}, ${took}: “${plainText(obligation.reason, 500)}”. The fix need not reach ${codeSpan(target)}; commits that are deployed later are owed again.`;
    case 'declared':
      return `${codeSpan(obligation.by.login)} ${link('declared', obligation.url)} on ${at}, ${took}, that the fix is on ${codeSpan(target)} in another form or no longer needed: “${plainText(obligation.reason, 500)}”.`;
  }
}

/** The result of the last search of the target since the merge; a change to the hotfix's files there causes one. */
function sinceTheMerge(situation: Situation, obligation: Extract<Done, { kind: 'merged' }>): string {
  const verdict = foundSince(situation, obligation);
  switch (verdict?.kind) {
    case 'unclear': {
      const files = verdict.files
        .slice(0, mostNamed)
        .map((file) => codeSpan(file))
        .join(', ');
      return `No commit has reverted it since, but there are different changes in the same lines (${files}); someone has to check whether the fix is still there.`;
    }
    case 'there':
      return verdict.edited
        ? 'It has not been reverted since; the same lines have been changed again.'
        : 'It has not been reverted since.';
    default:
      return 'It has not been reverted since.';
  }
}

/** `null`: it has not been searched for since. */
export function foundSince(
  { hotfix, target }: Situation,
  { pull, at }: Extract<Done, { kind: 'merged' }>,
): Verdict | null {
  const read = hotfix.readings.searches.findLast(
    (one) => one.sha === pull.head && one.target === target && one.readAt > at,
  );
  return read?.verdict ?? null;
}

const mostNamed = 5;

function edited(obligation: Extract<Obligation, { kind: 'on-target' }>): string[] {
  return obligation.edited ? ['The same lines have been changed again since.'] : [];
}

/** Pushes after that. */
export function newerHeads({ newerHeads: count }: Done): string[] {
  if (count === 0) return [];
  const pushes =
    count === 1
      ? 'Since then there has been 1 push to the branch'
      : `Since then there have been ${count} pushes to the branch`;
  return [`${pushes}. Those commits are not deployed; once they are, they are owed too.`];
}
