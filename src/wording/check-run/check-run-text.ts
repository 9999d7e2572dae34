import type { Artefact, CheckRun } from '../../artefact/artefact.ts';
import type { Situation } from '../../hotfix/situation.ts';
import { fit, summaryLimit } from '../markdown/fit.ts';
import { visible } from '../markdown/visible.ts';
import { policyMistakes } from '../policy-file/policy-file-text.ts';
import { backfillClosed, backfillRefused, beforeBackfill, misnamed } from './check-before-backfill.ts';
import { abandoned, discarded, doneText, superseded } from './check-ended.ts';
import { pipelineFailed, pipelinePassed, pipelinePending } from './check-pipeline.ts';
import { type CheckWords, summaryOf, wholeDebt } from './check-topic.ts';
import { heldBackText } from './held-back.ts';
import { whatIsLeft } from './what-is-left.ts';

/**
 * The check run of one commit of a hotfix. The title is plain text, the summary Markdown. `heldBack`: what
 * `enforce` would want beside it, shown in `observe` mode.
 */
export function checkRunText(
  { topic, sha }: CheckRun,
  situation: Situation,
  heldBack: Artefact[],
): { title: string; summary: string } {
  const words = wordsOn({ topic, sha }, situation);
  const title = visible(words.title, 200);
  // Without what changes for the hotfix as a whole: else ten heads would be written anew whenever one thing does.
  if (topic === 'superseded') return { title, summary: `${words.state}\n\n- **Next:** ${words.next}` };
  const { policy } = situation.inForce;
  const paragraphs = [
    ...(policy.mode === 'observe' ? [heldBackText(heldBack, situation)] : []),
    summaryOf(words, situation),
  ];
  return { title, summary: fit(paragraphs.join('\n\n'), summaryLimit) };
}

function wordsOn({ topic, sha }: Pick<CheckRun, 'topic' | 'sha'>, situation: Situation): CheckWords {
  const { standing } = situation;
  switch (topic) {
    case 'policy-mistake':
      return policyMistake(situation);
    case 'misnamed':
      return misnamed(situation);
    case 'before-backfill':
      return beforeBackfill(situation);
    case 'pipeline-pending':
      return pipelinePending(situation);
    case 'pipeline-failed':
      return pipelineFailed(situation);
    case 'pipeline-passed':
      return pipelinePassed(situation);
    case 'backfill-closed':
      return backfillClosed(situation);
    case 'backfill-refused':
      return backfillRefused(situation);
    case 'reverted':
      return whatIsLeft(situation);
    case 'superseded':
      return superseded(situation, sha);
    case 'done':
      return 'newerHeads' in standing ? doneText(situation, standing) : beforeBackfill(situation);
    case 'abandoned':
      return standing.kind === 'abandoned' ? abandoned(situation, standing.at) : beforeBackfill(situation);
    case 'discarded':
      return standing.kind === 'discarded' ? discarded(situation, standing) : beforeBackfill(situation);
  }
}

function policyMistake(situation: Situation): CheckWords {
  const { title, state, next, list } = policyMistakes(situation.inForce, situation.hotfix.repository);
  return { title, state, owed: wholeDebt(situation), next, details: [list] };
}
