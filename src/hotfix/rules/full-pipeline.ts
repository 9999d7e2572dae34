import { addMilliseconds } from 'date-fns/addMilliseconds';
import { max } from 'date-fns/max';
import { subMilliseconds } from 'date-fns/subMilliseconds';
import type { Conclusion } from '../../artefact/artefact.ts';
import type { Question } from '../../artefact/question.ts';
import { type Consequences, earliestAfter, type Headline } from '../../artefact/rule.ts';
import { requiredChecksMaxAge, waitForBranchDeletion, waitForFullPipeline } from '../../waiting/timings.ts';
import { type Asked, ask, askNothing } from '../asked.ts';
import {
  countEvents,
  isStale,
  mayHaveChecks,
  mayHaveStatuses,
  quietAt,
  wasLeftUnread,
} from '../pipeline/check-events.ts';
import { mergeability } from '../pipeline/mergeability.ts';
import { mergedRed } from '../pipeline/merged-red.ts';
import { headOf, pipelineStart, requiredNames } from '../pipeline/pipeline-verdict.ts';
import type { Situation } from '../situation.ts';

/** The backfill may be merged once its full pipeline is green. A merge in spite of red checks is looked into. */
export function fullPipeline(situation: Situation, now: Date): Consequences<never, Headline, Question> {
  const asked = questionsOf(situation, now);
  return {
    notes: headline(situation),
    questions: asked.flatMap(({ questions }) => questions),
    until: earliestAfter(
      now,
      asked.map(({ askAgainAt }) => askAgainAt),
    ),
    settling: asked.some(({ soon }) => soon === true),
  };
}

/**
 * Being overdue turns a check that is pending red. One that is ready to merge stays green: the merge is the cure.
 */
function headline({ obligation, backfill, pipeline }: Situation): Headline[] {
  if (obligation.kind !== 'open' || backfill?.state !== 'open') return [];
  const pending: Conclusion = obligation.overdue ? 'failure' : null;
  const conclusions = { failed: 'failure', passed: 'success', pending, unknown: pending } as const;
  return [{ weight: 'headline', conclusion: conclusions[pipeline.state], checkRunOnly: false }];
}

function questionsOf(situation: Situation, now: Date): Asked[] {
  const { backfill, obligation } = situation;
  // The results of its checks, and the checks required by then, show whether it was merged in spite of them.
  if (obligation.kind === 'merged') {
    if (mergedRed(situation)) return [requiredChecks(situation, now, obligation.at), checks(situation, now)];
    const { pull, at } = obligation;
    const then = addMilliseconds(at, waitForBranchDeletion);
    const left = pull.head === situation.hotfix.lastHead && wasLeftUnread(situation.hotfix, pull.head, then);
    return left ? [requiredChecks(situation, now), checks(situation, now)] : [];
  }
  if (backfill?.state !== 'open' || obligation.kind !== 'open') return [];
  return [requiredChecks(situation, now), checks(situation, now), mergeability(situation, now)];
}

/** Not before there are any checks at all, and as they were a day ago at the earliest; `mergedAt`: or at the merge. */
function requiredChecks(
  { hotfix, inForce, target, backfill }: Situation,
  now: Date,
  mergedAt: Date | null = null,
): Asked {
  if (!backfill || inForce.policy.backfill.requiredChecks.length > 0) return askNothing;
  const sha = headOf(hotfix, backfill);
  if (!mayHaveChecks(hotfix, sha)) return askNothing;
  const asked = [...hotfix.rechecks, ...(mergedAt ? [mergedAt] : [])];
  const yesterday = subMilliseconds(now, requiredChecksMaxAge);
  const read =
    hotfix.readings.requiredChecks?.target === target ? hotfix.readings.requiredChecks.readAt : null;
  const old = read !== null && read < yesterday && isStale(hotfix, sha);
  if (read !== null && !old && asked.every((at) => read >= at)) return askNothing;
  const question: Question = { kind: 'required-checks', target, after: asked.length > 0 ? max(asked) : null };
  return { questions: [question], askAgainAt: null };
}

/** Read when something about them changed since the last reading: GitHub's present answer, not a sum of events. */
function checks({ hotfix, backfill, pipeline, inForce }: Situation, now: Date): Asked {
  const required = backfill && requiredNames(hotfix, inForce.policy, backfill);
  if (!required) return askNothing;
  const sha = headOf(hotfix, backfill);
  if (!mayHaveChecks(hotfix, sha)) return askNothing;
  const reading = hotfix.readings.checks[sha];
  const start = pipelineStart(hotfix, backfill);
  const question: Question = {
    kind: 'checks',
    sha,
    required: required.names,
    statuses: mayHaveStatuses(hotfix, sha),
    covers: countEvents(hotfix, sha),
  };
  if (!reading || isStale(hotfix, sha)) return ask(question, quietAt(hotfix, sha, start), now);
  // All green but nothing of the full pipeline among it: it has until then to show up.
  const grace = addMilliseconds(start, waitForFullPipeline);
  const green = pipeline.checks.length > 0 && pipeline.checks.every(({ state }) => state === 'passed');
  const waiting = pipeline.rule === 'all' && pipeline.state === 'pending' && green && reading.readAt < grace;
  if (!waiting) return askNothing;
  return now < grace ? { questions: [], askAgainAt: grace } : { questions: [question], askAgainAt: null };
}
