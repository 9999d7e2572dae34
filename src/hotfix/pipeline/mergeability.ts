import { addMilliseconds } from 'date-fns/addMilliseconds';
import { max } from 'date-fns/max';
import type { Question } from '../../artefact/question.ts';
import { type Asked, ask, askNothing } from '../asked.ts';
import type { Situation } from '../situation.ts';
import { cannotConflict } from './cannot-conflict.ts';
import { quietTime } from './check-events.ts';
import { headOf, pipelineStart } from './pipeline-verdict.ts';

/** GitHub works out in the background whether a pull request can be merged: asked again after these waits. */
const mergeabilityWaits = [2_000, 8_000, 30_000];

/** Whether the backfill conflicts may change with every push to the target that touches the same files. */
export function mergeability({ hotfix, backfill, target }: Situation, now: Date): Asked {
  if (!backfill) return askNothing;
  const { number } = backfill;
  const sha = headOf(hotfix, backfill);
  if (cannotConflict(hotfix, sha, target)) return askNothing;
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
  if (last.mergeable !== null || wait === undefined) return askNothing;
  const again = addMilliseconds(last.readAt, wait);
  return now < again ? { questions: [], askAgainAt: again } : { questions: [question], askAgainAt: null };
}
