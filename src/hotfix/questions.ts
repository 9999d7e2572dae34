import { addMilliseconds } from 'date-fns/addMilliseconds';
import { max } from 'date-fns/max';
import { min } from 'date-fns/min';
import { subMilliseconds } from 'date-fns/subMilliseconds';
import type { Brought, Question } from '../artefact/artefact.ts';
import { outcomeOf, parsed, rightFor } from './commands/commands.ts';
import { confirmationDueSince } from './confirm-before-notifying.ts';
import { cannotConflict } from './pipeline/cannot-conflict.ts';
import {
  countTold,
  isStale,
  mayHaveChecks,
  mayHaveStatuses,
  quietAt,
  quietTime,
  wasLeftUnread,
} from './pipeline/check-events.ts';
import { laneRuns } from './pipeline/gates.ts';
import { mergedRed } from './pipeline/merged-red.ts';
import { headOf, pipelineGrace, pipelineStart, requiredNames } from './pipeline/pipeline-verdict.ts';
import { hasReviews } from './review-home.ts';
import { forkOf, indexOf, lineOf, mergedInto } from './settlement/proofs.ts';
import { closingTime } from './settlement/pull-request-closing.ts';
import { earlierHeads, searches, suspects } from './settlement/searches.ts';
import type { Situation } from './situation.ts';

/** GitHub works out in the background whether a pull request can be merged: asked again after these waits. */
const mergeabilityWaits = [2_000, 8_000, 30_000];

/** The list of required checks changes seldom: once a day is enough, whichever of the repository's hotfixes asks. */
export const requiredChecksAge = 86_400_000;

/** What GitHub must be asked now, and when a question without an answer may be asked again. */
export function questionsOf(situation: Situation, now: Date): Asked {
  const found = [
    whereabouts(situation, now),
    forkPoint(situation),
    ...proofs(situation, now),
    ...aboutBackfill(situation, now),
    ...entitlements(situation),
    laneJobs(situation),
  ];
  const times = found.map((one) => one.askAgainAt).filter((time) => time !== null);
  return {
    questions: found.flatMap((one) => one.questions),
    askAgainAt: times.length > 0 ? min(times) : null,
    soon: found.some((one) => one.soon === true),
  };
}

interface Asked {
  questions: Question[];
  askAgainAt: Date | null;
  /** It is asked within seconds, and what is shown until then would be written again. */
  soon?: boolean;
}

const nothing: Asked = { questions: [], askAgainAt: null };

/**
 * Before anything is said of a branch that vanished, before anything is said aloud of one that is owed, and where a
 * person asks, GitHub is asked what became of it.
 */
function whereabouts(situation: Situation, now: Date): Asked {
  const { hotfix, standing } = situation;
  const seen = hotfix.whereabouts;
  const asked =
    hotfix.rechecks.some((at) => !seen || seen.readAt < at) || confirmationDueSince(situation, now) !== null;
  if (!asked) {
    if (standing.kind !== 'settling' || now < standing.until) return nothing;
    if (seen && seen.readAt >= standing.until) return nothing;
  }
  return { questions: [{ kind: 'whereabouts', sha: hotfix.lastHead }], askAgainAt: null };
}

/** Asked at the first push: once the branch is merged, nothing tells any more where it began. */
function forkPoint({ hotfix, standing, target }: Situation): Asked {
  if (standing.kind !== 'open' || hotfix.head === null) return nothing;
  const line = lineOf(hotfix, hotfix.heads.length - 1);
  const known = hotfix.forkPoints.some((fork) => fork.target === target && line.includes(fork.sha));
  if (known) return nothing;
  return { questions: [{ kind: 'fork-point', sha: hotfix.head, target }], askAgainAt: null };
}

/** The target is searched for the content only where something happened to it, and what is told of that has settled. */
function proofs({ hotfix, standing, target }: Situation, now: Date): Asked[] {
  if (standing.kind === 'renamed') return [];
  const waiting = standing.kind === 'settling' && (now < standing.until || !asked(hotfix, standing.until));
  if (waiting) return [];
  const into = { target, merged: mergedInto(hotfix, target) };
  return searches(hotfix, target).flatMap(({ sha, due }): Asked[] => {
    if (due === null) return [];
    if (now < due) return [{ questions: [], askAgainAt: due }];
    const brought = broughtBy(hotfix, sha, into);
    const question: Question = {
      kind: 'proof',
      ...brought,
      target,
      suspects: brought.pulls.length > 0 ? [] : suspects(hotfix, target),
      earlier: earlierHeads(hotfix, target, sha).map((earlier) => broughtBy(hotfix, earlier, into)),
    };
    return [{ questions: [question], askAgainAt: null }];
  });
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

/** What became of the branch is asked first: a merge of its pull request makes the search needless. */
function asked(hotfix: Situation['hotfix'], until: Date): boolean {
  return hotfix.whereabouts !== null && hotfix.whereabouts.readAt >= until;
}

function entitlements({ hotfix, inForce }: Situation): Asked[] {
  const { approvers } = inForce.policy;
  return hotfix.commands
    .filter((command) => outcomeOf(command, hotfix).kind === 'waiting')
    .map((command) => ({
      questions: [
        {
          kind: 'entitlement',
          command: command.key,
          login: command.by.login,
          right: rightFor(parsed(command)) === 'write' ? 'write' : 'approve',
          approvers,
        },
      ],
      askAgainAt: null,
    }));
}

/** Which gates ran before the deploy: asked once for each run, for the review. */
function laneJobs(situation: Situation): Asked {
  if (!hasReviews(situation)) return nothing;
  const { jobs } = situation.hotfix;
  const read = new Set(jobs.map(({ run, attempt }) => `${run} ${attempt}`));
  const unread = laneRuns(situation).filter(({ id, attempt }) => !read.has(`${id} ${attempt}`));
  return {
    questions: unread.map(({ id: run, attempt, sha }) => ({ kind: 'jobs', run, attempt, sha })),
    askAgainAt: null,
  };
}

function aboutBackfill(situation: Situation, now: Date): Asked[] {
  const { backfill, standing } = situation;
  // Whether it was merged in spite of its checks is told by how they ended, and by what is required by then.
  if (standing.kind === 'merged') {
    if (mergedRed(situation)) return [requiredChecks(situation, now, standing.at), checks(situation, now)];
    const { pull, at } = standing;
    const then = addMilliseconds(at, closingTime);
    const left = pull.head === situation.hotfix.lastHead && wasLeftUnread(situation.hotfix, pull.head, then);
    return left ? [requiredChecks(situation, now), checks(situation, now)] : [];
  }
  if (backfill?.state !== 'open' || standing.kind !== 'open') return [];
  return [requiredChecks(situation, now), checks(situation, now), mergeability(situation, now)];
}

/** Not before there are any checks at all, and as they were a day ago at the earliest; `mergedAt`: or at the merge. */
function requiredChecks(
  { hotfix, inForce, target, backfill }: Situation,
  now: Date,
  mergedAt: Date | null = null,
): Asked {
  if (!backfill || inForce.policy.backfill.requiredChecks.length > 0) return nothing;
  const sha = headOf(hotfix, backfill);
  if (!mayHaveChecks(hotfix, sha)) return nothing;
  const asked = [...hotfix.rechecks, ...(mergedAt ? [mergedAt] : [])];
  const yesterday = subMilliseconds(now, requiredChecksAge);
  const read = hotfix.requiredChecks?.target === target ? hotfix.requiredChecks.readAt : null;
  const old = read !== null && read < yesterday && isStale(hotfix, sha);
  if (read !== null && !old && asked.every((at) => read >= at)) return nothing;
  const question: Question = { kind: 'required-checks', target, after: asked.length > 0 ? max(asked) : null };
  return { questions: [question], askAgainAt: null };
}

/** Read when something about them changed since the last reading: GitHub's present answer, not a sum of events. */
function checks({ hotfix, backfill, pipeline, inForce }: Situation, now: Date): Asked {
  const required = backfill && requiredNames(hotfix, inForce.policy, backfill);
  if (!required) return nothing;
  const sha = headOf(hotfix, backfill);
  if (!mayHaveChecks(hotfix, sha)) return nothing;
  const reading = hotfix.checks[sha];
  const start = pipelineStart(hotfix, backfill);
  const question: Question = {
    kind: 'checks',
    sha,
    required: required.names,
    statuses: mayHaveStatuses(hotfix, sha),
    covers: countTold(hotfix, sha),
  };
  if (!reading || isStale(hotfix, sha)) {
    return ask(question, quietAt(hotfix, sha, start), now);
  }
  // All green but nothing of the full pipeline among it: it has until then to show up.
  const grace = addMilliseconds(start, pipelineGrace);
  const green = pipeline.checks.length > 0 && pipeline.checks.every(({ state }) => state === 'passed');
  const waiting = pipeline.rule === 'all' && pipeline.state === 'pending' && green && reading.readAt < grace;
  if (!waiting) return nothing;
  return now < grace ? { questions: [], askAgainAt: grace } : { questions: [question], askAgainAt: null };
}

function mergeability({ hotfix, backfill, target }: Situation, now: Date): Asked {
  if (!backfill) return nothing;
  const { number } = backfill;
  const sha = headOf(hotfix, backfill);
  if (cannotConflict(hotfix, sha, target)) return nothing;
  // Whether it conflicts may change with every push to the target that touches the same files.
  const touches = hotfix.touches.filter((touch) => touch.target === target);
  const covers = touches.length + hotfix.rechecks.length;
  const readings = hotfix.mergeability.filter(
    (one) => one.number === number && one.sha === sha && one.covers >= covers,
  );
  const last = readings.at(-1);
  const question: Question = { kind: 'mergeability', number, sha, target, covers };
  if (!last) {
    const changed = max([pipelineStart(hotfix, backfill), ...touches.map(({ at }) => at)]);
    return ask(question, addMilliseconds(changed, quietTime), now);
  }
  const wait = mergeabilityWaits[readings.length - 1];
  if (last.mergeable !== null || wait === undefined) return nothing;
  const again = addMilliseconds(last.readAt, wait);
  return now < again ? { questions: [], askAgainAt: again } : { questions: [question], askAgainAt: null };
}

/** Longer is no wait for a quiet moment: the clock was set back. */
const longestQuiet = 60_000;

function ask(question: Question, at: Date, now: Date): Asked {
  const early = now < at && at <= addMilliseconds(now, longestQuiet);
  return early ? { questions: [], askAgainAt: at, soon: true } : { questions: [question], askAgainAt: null };
}
