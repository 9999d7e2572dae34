import { addMilliseconds } from 'date-fns/addMilliseconds';
import { min } from 'date-fns/min';
import type { Artefact, Backfill, CheckRun, CheckTopic, Comment, Issue, Plan } from '../artefact/artefact.ts';
import { isBeforeEnforcement } from './before-enforcement.ts';
import { alertsPeople, confirmationDueSince } from './confirm-before-notifying.ts';
import { isStatusDisplay, quietAfter } from './debounce.ts';
import { successes } from './fold/deploys.ts';
import { mergedRed } from './pipeline/merged-red.ts';
import { questionsOf } from './questions.ts';
import { endsOfRefusals, isRefused } from './refusals.ts';
import { reminderSchedule } from './reminder-schedule.ts';
import { answers } from './rules/answers.ts';
import { bypassed } from './rules/bypassed.ts';
import { closingTime, isClosedByPerson } from './settlement/pull-request-closing.ts';
import type { Situation } from './situation.ts';

/**
 * The whole product in one function: what should exist on GitHub for this hotfix at this moment, what GitHub must
 * be asked first, and when to look again if nothing happens. It follows from where the hotfix stands and not from
 * what woke it up, so that running it twice, late, or after a crash gives the same answer.
 */
export function plan(situation: Situation, now: Date): Plan {
  const { policy } = situation.inForce;
  if (policy.mode === 'off') return { artefacts: [], questions: [], lookAgainAt: null };

  const { questions, askAgainAt, soon } = questionsOf(situation, now);
  const settled = quietAfter(situation, now);
  const unsure = confirmationDueSince(situation, now) !== null;
  const wanted = [
    ...checkRuns(situation),
    ...backfill(situation, now),
    ...labelsAndReviewers(situation),
    ...reminders(situation, now),
    ...breaches(situation),
    ...bypassed(situation, now),
    ...statusComment(situation),
    ...closedUnmerged(situation, now),
    ...takenBack(situation),
    ...answers(situation),
  ]
    .filter((one) => one.kind === 'backfill' || !isRefused(situation.hotfix.refused[one.key], now))
    .filter((one) => !unsure || !alertsPeople(one, situation))
    .filter((one) => !(soon || settled) || !isStatusDisplay(one, situation));
  return {
    artefacts:
      policy.mode === 'observe' ? wanted.filter((one) => one.kind === 'check-run').map(neutral) : wanted,
    questions,
    lookAgainAt: earliest(
      [...turningPoints(situation, now), ...endsOfRefusals(situation), askAgainAt, settled],
      now,
    ),
  };
}

/** What `enforce` would want beside the check run: `observe` shows it there, and writes nothing else. */
export function wouldDo(situation: Situation, now: Date): Artefact[] {
  const enforcing = { ...situation.inForce.policy, mode: 'enforce' as const };
  return plan({ ...situation, inForce: { ...situation.inForce, policy: enforcing } }, now).artefacts.filter(
    (one) => one.kind !== 'check-run',
  );
}

/** Every head has one check run. That of the newest says how things are; those before it say that they are past. */
function checkRuns(situation: Situation): CheckRun[] {
  const { hotfix, standing } = situation;
  if (standing.kind === 'settling' || standing.kind === 'renamed') return [];
  const shared = new Set(hotfix.sharedHeads);
  const mine = [...new Set(hotfix.heads.map((head) => head.sha))].filter((sha) => !shared.has(sha));
  // A head that was merged keeps what its check run says of that.
  const merged = new Set(hotfix.pulls.filter((pull) => pull.state === 'merged').map((pull) => pull.head));
  const past = mine.filter((sha) => sha !== hotfix.lastHead && !merged.has(sha));
  const superseded = past.map((sha) => checkRun(sha, 'superseded', 'neutral'));
  if (!mine.includes(hotfix.lastHead)) return superseded;
  const [topic, conclusion] = verdict(situation);
  return [checkRun(hotfix.lastHead, topic, conclusion), ...superseded];
}

/**
 * Green only when the fix is on the target, or when the full pipeline is green and it may go there. Being overdue
 * turns it red, except that a backfill which is ready to merge stays green: the merge is the cure.
 */
function verdict(situation: Situation): [CheckTopic, CheckRun['conclusion']] {
  const { inForce, name, standing, backfill, pipeline } = situation;
  if (standing.kind === 'discarded') return ['discarded', 'failure'];
  if (standing.kind === 'abandoned') return ['abandoned', 'neutral'];
  // Of a head that came after what is on the target, nothing can be said yet: it is owed once it is deployed.
  // What was declared instead is on the target; what the open pull request would still merge is another matter.
  if ((standing.kind === 'declared' || standing.kind === 'waived') && backfill?.state === 'open')
    return ['done', 'failure'];
  if (standing.kind !== 'open')
    return ['done', 'newerHeads' in standing && standing.newerHeads > 0 ? 'neutral' : 'success'];
  if (inForce.mistakes.length > 0) return ['policy-mistake', 'failure'];
  if (name.kind === 'misnamed') return ['misnamed', 'failure'];
  const pending = standing.overdue ? 'failure' : null;
  if (isClosedByPerson(situation)) return ['backfill-closed', 'failure'];
  if (backfill?.state !== 'open') {
    if (standing.reverted) return ['reverted', 'failure'];
    return refusal(situation) ? ['backfill-refused', 'failure'] : ['before-backfill', pending];
  }
  switch (pipeline.state) {
    case 'failed':
      return ['pipeline-failed', 'failure'];
    case 'passed':
      return ['pipeline-passed', 'success'];
    case 'pending':
    case 'unknown':
      return ['pipeline-pending', pending];
  }
}

/** Opened at the first successful production deploy, or a while after the first push where none is seen. */
function backfill(situation: Situation, now: Date): Backfill[] {
  const { hotfix, standing, target, inForce } = situation;
  const open = situation.backfill?.state === 'open' ? situation.backfill : null;
  if (standing.kind !== 'open' || hotfix.head === null) return [];
  if (!open && (isClosedByPerson(situation) || isRefusedNow(situation, now))) return [];
  // A revert is a person's decision: what comes of it is theirs too. And nothing is merged twice.
  if (!open && (standing.reverted || standing.leftBehind || hasNothingToMerge(situation))) return [];
  if (!open && now < opensAt(situation)) return [];
  return [
    {
      kind: 'backfill',
      key: backfillKey(situation),
      branch: hotfix.branch,
      sha: hotfix.head,
      target,
      draft: inForce.policy.backfill.draft,
      number: open?.number ?? null,
    },
  ];
}

function hasNothingToMerge({ hotfix, target }: Situation): boolean {
  return hotfix.nothingToMerge.some((fact) => fact.sha === hotfix.head && fact.target === target);
}

function opensAt({ hotfix, inForce, standing }: Situation): Date {
  const deployedAt = successes(hotfix)[0]?.finishedAt;
  const since = standing.kind === 'open' ? standing.since : hotfix.startedAt;
  const { openAfter, deadline } = inForce.policy.backfill;
  // Later than the deadline is too late.
  const unseen = addMilliseconds(since, Math.min(openAfter, deadline));
  return deployedAt ? min([deployedAt, unseen]) : unseen;
}

/** What GitHub refused for good; a new head may be tried again. */
function refusal(situation: Situation): { reason: string } | null {
  const refused = situation.hotfix.refused[backfillKey(situation)];
  const pushedAt = situation.hotfix.heads.at(-1)?.at;
  return refused && pushedAt && refused.at >= pushedAt ? refused : null;
}

function isRefusedNow(situation: Situation, now: Date): boolean {
  return refusal(situation) !== null && isRefused(situation.hotfix.refused[backfillKey(situation)], now);
}

function backfillKey({ hotfix, target }: Situation): Backfill['key'] {
  const ended = hotfix.pulls.filter((pull) => pull.base === target && pull.state !== 'open').length;
  return `backfill:${hotfix.branch}:${ended + 1}`;
}

function labelsAndReviewers(situation: Situation): Artefact[] {
  const { hotfix, backfill, standing, inForce } = situation;
  const labels = [...new Set(inForce.policy.backfill.labels)];
  // Merged before anything was told of it, it is found by its labels all the same.
  if (backfill?.state === 'merged' && standing.kind === 'merged' && labels.length > 0) {
    const { number } = backfill;
    return isBeforeEnforcement(standing.at, situation)
      ? []
      : [{ kind: 'labels', key: `labels:${number}`, number, labels }];
  }
  if (backfill?.state !== 'open' || standing.kind !== 'open') return [];
  const { number, author } = backfill;
  const overdue = `overdue-label:${number}` as const;
  // GitHub refuses a review asked of the author; and the author of the fix is no second pair of eyes.
  const reviewers = inForce.policy.backfill.reviewers.filter(
    (reviewer) => ![author.login, hotfix.startedBy.login].some((login) => sameLogin(login, reviewer)),
  );
  return [
    ...(labels.length > 0
      ? [{ kind: 'labels' as const, key: `labels:${number}` as const, number, labels }]
      : []),
    // Where the deadline was put off, it is taken away again; what was never there need not be.
    ...(standing.overdue || hotfix.written[overdue]
      ? [{ kind: 'overdue-label' as const, key: overdue, number, present: standing.overdue }]
      : []),
    ...(reviewers.length > 0
      ? [{ kind: 'reviewers' as const, key: `reviewers:${number}` as const, number, reviewers }]
      : []),
  ];
}

function sameLogin(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase();
}

/** Edited in place, for as long as there is a pull request to the target; also after it has ended. */
function statusComment(situation: Situation): Comment[] {
  const { backfill, standing, hotfix } = situation;
  if (!backfill || standing.kind === 'settling' || standing.kind === 'renamed') return [];
  const { number, endedAt } = backfill;
  if (endedAt && isBeforeEnforcement(endedAt, situation) && !hotfix.written[`status:${number}`]) return [];
  return [{ kind: 'comment', key: `status:${number}`, number, topic: 'status', count: 0 }];
}

/** Written once each; one that was missed while nobody was awake is passed over, not made up for. */
function reminders(situation: Situation, now: Date): Comment[] {
  const { standing, inForce } = situation;
  const number = reminderPlace(situation);
  if (number === null || !isOwed(standing) || !standing.deadline || !standing.overdue) return [];
  const { due } = reminderSchedule(standing.deadline, inForce.policy, now, inForce.enforcedSince);
  if (due === null || due <= newestReminder(situation, standing.term)) return [];
  const key = `reminder:${number}:${standing.term}:${due}` as const;
  return [{ kind: 'comment', key, number, topic: 'reminder', count: due + 1 }];
}

/** Reminders go where the work is: the pull request, or the breach issue where there is none. */
function reminderPlace({ hotfix, backfill, standing }: Situation): number | null {
  const issue = hotfix.written[standing.kind === 'discarded' ? discardedKey(hotfix) : overdueKey(hotfix)];
  if (standing.kind === 'discarded') return issue?.number ?? null;
  return backfill && backfill.state !== 'merged' ? backfill.number : (issue?.number ?? null);
}

/**
 * Index of the newest reminder of this debt, wherever it was written; -1: none. The clock may step back, and the
 * pull request may come after a reminder on the issue: what was said is not said again.
 */
function newestReminder({ hotfix }: Situation, term: string): number {
  const sent = Object.entries(hotfix.written)
    .filter(([, { number }]) => number !== null)
    .map(([key]) => key.split(':'))
    .filter(([kind, , about]) => kind === 'reminder' && about === term)
    .map(([, , , index]) => Number(index));
  return Math.max(-1, ...sent);
}

function isOwed(
  standing: Situation['standing'],
): standing is Extract<typeof standing, { deadline: Date | null }> {
  return standing.kind === 'open' || standing.kind === 'discarded';
}

/** One issue a rule; closed when it is cured, also where its creation was cut off, and opened again should the debt come back. */
function breaches({ hotfix, standing, inForce }: Situation): Issue[] {
  if (standing.kind === 'settling') return [];
  const { labels, assignees } = inForce.policy.issues;
  const overdue = standing.kind === 'open' && standing.overdue;
  const discarded = standing.kind === 'discarded';
  const issue = (rule: 'overdue' | 'discarded', key: Issue['key'], broken: boolean): Issue[] =>
    broken || hotfix.written[key]
      ? [{ kind: 'issue', key, rule, state: broken ? 'open' : 'closed', labels, assignees }]
      : [];
  return [
    // A discarded hotfix that was overdue stays so; its other issue says what to do about it.
    ...(discarded ? [] : issue('overdue', overdueKey(hotfix), overdue)),
    ...issue('discarded', discardedKey(hotfix), discarded),
  ];
}

function overdueKey(hotfix: { branch: string }): `breach:${string}` {
  return `breach:overdue:${hotfix.branch}`;
}

function discardedKey(hotfix: { branch: string }): `breach:${string}` {
  return `breach:discarded:${hotfix.branch}`;
}

/** Said once when a person closes the backfill unmerged: the obligation stands. */
function closedUnmerged(situation: Situation, now: Date): Comment[] {
  const { backfill, standing } = situation;
  if (backfill?.state !== 'closed' || !backfill.endedAt || standing.kind !== 'open') return [];
  if (isBeforeEnforcement(backfill.endedAt, situation)) return [];
  if (!isClosedByPerson(situation) || now < addMilliseconds(backfill.endedAt, closingTime)) return [];
  const { number } = backfill;
  const key = `reminder:${number}:closed-${backfill.endedAt.getTime()}` as const;
  return [{ kind: 'comment', key, number, topic: 'closed-unmerged', count: 0 }];
}

/** Said once when the fix was taken back after its merge: it is owed again. */
function takenBack(situation: Situation): Comment[] {
  const { backfill, standing } = situation;
  if (standing.kind !== 'open' || !standing.reverted || backfill?.state !== 'merged') return [];
  if (isBeforeEnforcement(standing.reverted.at, situation)) return [];
  const { number } = backfill;
  const key = `reminder:${number}:reverted-${standing.debt}` as const;
  return [{ kind: 'comment', key, number, topic: 'reverted', count: 0 }];
}

/** Moments at which time alone changes what should be there. */
function turningPoints(situation: Situation, now: Date): (Date | null)[] {
  const { standing, backfill, inForce } = situation;
  if (standing.kind === 'settling') return [standing.until];
  if (mergedRed(situation) && 'at' in standing) return [addMilliseconds(standing.at, closingTime)];
  const closing =
    backfill?.state === 'closed' && backfill.endedAt ? addMilliseconds(backfill.endedAt, closingTime) : null;
  if (!isOwed(standing)) return [];
  const { deadline } = standing;
  return [
    deadline,
    closing,
    standing.kind === 'open' && backfill?.state !== 'open' && !standing.reverted ? opensAt(situation) : null,
    deadline && reminderSchedule(deadline, inForce.policy, now).nextAt,
  ];
}

function earliest(moments: (Date | null)[], now: Date): Date | null {
  const ahead = moments.filter((moment) => moment !== null).filter((moment) => moment > now);
  return ahead.length > 0 ? min(ahead) : null;
}

function checkRun(sha: string, topic: CheckTopic, conclusion: CheckRun['conclusion']): CheckRun {
  const status = conclusion === null ? 'in_progress' : 'completed';
  return { kind: 'check-run', key: `check:${sha}`, sha, status, conclusion, topic };
}

function neutral(run: CheckRun): CheckRun {
  return { ...run, status: 'completed', conclusion: 'neutral' };
}
