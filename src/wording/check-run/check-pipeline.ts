import type { Situation } from '../../hotfix/situation.ts';
import { codeSpan } from '../markdown/code-span.ts';
import { checkNames, checksList, countOf, rulesOfChecks } from '../phrases/checks-list.ts';
import { conflictNote } from '../phrases/conflict.ts';
import { pullLink } from '../phrases/pull-request.ts';
import { type CheckWords, late } from './check-topic.ts';

export function pipelineFailed(situation: Situation): CheckWords {
  const { pipeline } = situation;
  const count = countOf(pipeline.checks, 'failed');
  return {
    title: late(`Full pipeline failed in ${count}`, situation),
    state: `**The full pipeline of ${pull(situation)} failed in ${count}:** ${checkNames(pipeline.checks, 'failed')}. Failures must be fixed before the merge.`,
    owed: `a green full pipeline, then the merge into ${codeSpan(situation.target)}`,
    next: situation.conflict.conflicts
      ? `Fix what failed, solve the conflict with ${codeSpan(situation.target)}, and push to ${codeSpan(situation.hotfix.branch)}.`
      : `Fix what failed and push to ${codeSpan(situation.hotfix.branch)}, or run the check again if it failed by chance.`,
    details: details(situation),
  };
}

export function pipelinePending(situation: Situation): CheckWords {
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
    return `Solve the conflict with ${codeSpan(target)} first: while there is one, GitHub starts no \`pull_request\` workflow. Merge when all checks are green.`;
  if (checks.some((check) => check.state === 'skipped'))
    return 'Let the skipped checks run: one that was skipped does not count as passed. Merge when all are green.';
  if (state !== 'unknown' && rule === 'all' && checks.length === 0)
    return `Wait for the checks, then merge. If none ever starts, no workflow runs on pull requests to ${codeSpan(target)}: it needs one.`;
  return 'Wait for the checks, then merge. A required check that never starts has no workflow behind it, or another name.';
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
  if (state === 'unknown') return 'GitHub has yet to say how its checks stand.';
  if (checks.length === 0) return 'No check has been seen on it.';
  if (checks.every((check) => check.state === 'passed')) {
    return 'All checks so far are those of the push; the ones of the pull request are awaited.';
  }
  return `Waiting for ${checkNames(checks, 'missing', 'pending', 'skipped')}.`;
}

export function pipelinePassed(situation: Situation): CheckWords {
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
    next: stuck ? 'Solve the conflict, then merge.' : merge(situation),
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
