import { isClosedByPerson } from '../../hotfix/settlement/pull-request-closing.ts';
import type { Situation } from '../../hotfix/situation.ts';
import { backfillClosed, backfillRefused, beforeBackfill } from './check-before-backfill.ts';
import { pipelineFailed, pipelinePassed, pipelinePending } from './check-pipeline.ts';
import { reverted } from './check-reverted.ts';
import type { CheckWords } from './check-topic.ts';

/** What stands between an open hotfix and its target, whatever else its check run may say first. */
export function whatIsLeft(situation: Situation): CheckWords {
  const { backfill, pipeline, hotfix } = situation;
  if (backfill?.state === 'open') {
    switch (pipeline.state) {
      case 'failed':
        return pipelineFailed(situation);
      case 'passed':
        return pipelinePassed(situation);
      case 'pending':
      case 'unknown':
        return pipelinePending(situation);
    }
  }
  if (situation.standing.kind === 'open' && situation.standing.reverted)
    return reverted(situation, situation.standing.reverted);
  if (isClosedByPerson(situation)) return backfillClosed(situation);
  const pushedAt = hotfix.heads.at(-1)?.at ?? hotfix.startedAt;
  const refused = Object.entries(hotfix.refused).some(
    ([key, { at }]) => key.startsWith('backfill:') && at >= pushedAt,
  );
  return refused ? backfillRefused(situation) : beforeBackfill(situation);
}
