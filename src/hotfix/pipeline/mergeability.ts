import { addMilliseconds } from 'date-fns/addMilliseconds';
import { max } from 'date-fns/max';
import type { Question } from '../../artefact/question.ts';
import { waitForMoreCheckEvents, waitsForMergeability } from '../../waiting/timings.ts';
import { type Asked, ask, askNothing } from '../asked.ts';
import type { Situation } from '../situation.ts';
import { cannotConflict } from './cannot-conflict.ts';
import { headOf, pipelineStart } from './pipeline-verdict.ts';

/** Asks again whether the backfill conflicts after every push to the target that changed the same files. */
export function mergeability({ hotfix, backfill, target }: Situation, now: Date): Asked {
  if (!backfill) return askNothing;
  const { number } = backfill;
  const sha = headOf(hotfix, backfill);
  if (cannotConflict(hotfix, sha, target)) return askNothing;
  const changes = hotfix.targetChanges.filter((change) => change.target === target);
  const covers = changes.length + hotfix.rechecks.length;
  const readings = hotfix.readings.mergeability.filter(
    (one) => one.number === number && one.sha === sha && one.covers >= covers,
  );
  const last = readings.at(-1);
  const question: Question = { kind: 'mergeability', number, sha, target, covers };
  if (!last) {
    const changedAt = max([pipelineStart(hotfix, backfill), ...changes.map(({ at }) => at)]);
    return ask(question, addMilliseconds(changedAt, waitForMoreCheckEvents), now);
  }
  const wait = waitsForMergeability[readings.length - 1];
  if (last.mergeable !== null || wait === undefined) return askNothing;
  const again = addMilliseconds(last.readAt, wait);
  return now < again ? { questions: [], askAgainAt: again } : { questions: [question], askAgainAt: null };
}
