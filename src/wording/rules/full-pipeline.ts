import type { Situation } from '../../hotfix/situation.ts';
import { late } from '../check-run/headline.ts';
import { codeSpan } from '../markdown/code-span.ts';
import { checkNames, checksList, countOf, rulesOfChecks } from '../phrases/checks-list.ts';
import { conflictNote } from '../phrases/conflict.ts';
import { pullLink } from '../phrases/pull-request.ts';
import type { HeadlineWords } from './words.ts';

/** What the full pipeline of the backfill says. */
export const fullPipelineWords = {
  headline(situation: Situation): HeadlineWords {
    switch (situation.pipeline.state) {
      case 'failed':
        return failed(situation);
      case 'passed':
        return passed(situation);
      case 'pending':
      case 'unknown':
        return pending(situation);
    }
  },
};

function failed(situation: Situation): HeadlineWords {
  const { pipeline, target, hotfix } = situation;
  const count = countOf(pipeline.checks, 'failed');
  return {
    title: late(`Full pipeline failed in ${count}`, situation),
    state: `**The full pipeline of ${pull(situation)} failed in ${count}:** ${checkNames(pipeline.checks, 'failed')}. Failures must be fixed before the merge.`,
    owed: `a green full pipeline, then the merge into ${codeSpan(target)}`,
    next: situation.conflict.conflicts
      ? `Fix what failed, resolve the conflict with ${codeSpan(target)}, and push to ${codeSpan(hotfix.branch)}.`
      : `Fix what failed and push to ${codeSpan(hotfix.branch)}, or rerun the check if it is flaky.`,
    details: details(situation),
  };
}

function pending(situation: Situation): HeadlineWords {
  return {
    title: late(pendingTitle(situation), situation),
    state: `**The full pipeline of ${pull(situation)} has not passed yet.** ${reasonOfWait(situation)}`,
    owed: `a green full pipeline, then the merge into ${codeSpan(situation.target)}`,
    next: nextWhilePending(situation),
    details: details(situation),
  };
}

function nextWhilePending({ pipeline, conflict, target }: Situation): string {
  const { checks, rule, state } = pipeline;
  // GitHub starts no `pull_request` workflow while there is no merge to run it on: waiting would be for ever.
  if (conflict.conflicts)
    return `Resolve the conflict with ${codeSpan(target)} first: until then, GitHub starts no \`pull_request\` workflow. Merge when all checks are green.`;
  if (checks.some((check) => check.state === 'skipped'))
    return 'Let the skipped checks run: a check that was skipped does not count as passed. Merge when all are green.';
  if (state !== 'unknown' && rule === 'all' && checks.length === 0)
    return `Wait for the checks, then merge. If none ever starts, no workflow runs on pull requests to ${codeSpan(target)}: add one.`;
  return 'Wait for the checks, then merge. If a required check never starts, no workflow reports under that name.';
}

function pendingTitle({ pipeline, conflict, target }: Situation): string {
  const { checks, state } = pipeline;
  if (conflict.conflicts) return `Conflicts with ${target}`;
  if (state === 'unknown') return 'Full pipeline not read yet';
  if (checks.length === 0) return 'Full pipeline not started';
  const open = checks.filter((check) => check.state !== 'passed');
  return open.length === 0
    ? 'Waiting for the full pipeline to start'
    : `Waiting for ${countOf(open, 'missing', 'pending', 'skipped')}`;
}

function reasonOfWait({ pipeline }: Situation): string {
  const { checks, state } = pipeline;
  if (state === 'unknown') return 'GitHub has not reported its checks yet.';
  if (checks.length === 0) return 'No check has been seen on it.';
  if (checks.every((check) => check.state === 'passed')) {
    return 'All checks so far are those of the push; those of the pull request are still to come.';
  }
  return `Waiting for ${checkNames(checks, 'missing', 'pending', 'skipped')}.`;
}

function passed(situation: Situation): HeadlineWords {
  const { target, conflict } = situation;
  const stuck = conflict.conflicts;
  return {
    title: late(
      stuck ? `Full pipeline green, but it conflicts with ${target}` : `Ready to merge into ${target}`,
      situation,
    ),
    state: stuck
      ? `**The full pipeline of ${pull(situation)} is green, but it conflicts with ${codeSpan(target)}.**`
      : `**The full pipeline of ${pull(situation)} is green: it may be merged.**`,
    owed: `the merge into ${codeSpan(target)}`,
    next: stuck ? 'Resolve the conflict, then merge.' : merge(situation),
    details: details(situation),
  };
}

function merge({ backfill }: Situation): string {
  if (!backfill) return 'Merge the pull request.';
  return `${backfill.draft ? 'Mark it as ready for review and merge' : 'Merge'} ${pullLink(backfill)}. Merge, squash and rebase all count.`;
}

function details(situation: Situation): string[] {
  const { pipeline, target } = situation;
  const listed = pipeline.checks.length > 0 ? [rulesOfChecks(pipeline, target), checksList(pipeline)] : [];
  return [...listed, ...conflictNote(situation)];
}

function pull({ backfill }: Situation): string {
  return backfill ? pullLink(backfill) : 'the backfill';
}
