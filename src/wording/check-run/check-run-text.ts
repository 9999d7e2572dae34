import type { Artefact, CheckRun } from '../../artefact/artefact.ts';
import type { By } from '../../artefact/rule.ts';
import type { Situation } from '../../hotfix/situation.ts';
import { fit, summaryLimit } from '../markdown/fit.ts';
import { visible } from '../markdown/visible.ts';
import { policyMistakes } from '../policy-file/policy-file-text.ts';
import { backfillClosed, misnamed } from './check-before-backfill.ts';
import { abandoned, discarded, doneText, superseded } from './check-ended.ts';
import { type CheckWords, summaryOf, wholeDebt } from './check-topic.ts';
import { heldBackText } from './held-back.ts';
import { whatIsLeft } from './what-is-left.ts';

/**
 * The check run of one commit of a hotfix. The title is plain text, the summary Markdown. `heldBack`: what
 * `enforce` would want beside it, shown in `observe` mode.
 */
export function checkRunText(
  { headline, sha }: CheckRun,
  situation: Situation,
  heldBack: By<Artefact>[],
): { title: string; summary: string } {
  const words = wordsOf(headline, sha, situation);
  const title = visible(words.title, 200);
  // Without what changes for the hotfix as a whole: else ten heads would be written anew whenever one thing does.
  if (headline === null) return { title, summary: `${words.state}\n\n- **Next:** ${words.next}` };
  const { policy } = situation.inForce;
  const paragraphs = [
    ...(policy.mode === 'observe' ? [heldBackText(heldBack, situation)] : []),
    summaryOf(words, situation),
  ];
  return { title, summary: fit(paragraphs.join('\n\n'), summaryLimit) };
}

function wordsOf(headline: string | null, sha: string, situation: Situation): CheckWords {
  const { standing } = situation;
  switch (headline) {
    case null:
      return superseded(situation, sha);
    case 'policy-file':
      return policyMistake(situation);
    case 'misnamed':
      return misnamed(situation);
    case 'closed-unmerged':
      return backfillClosed(situation);
    case 'done':
      return 'newerHeads' in standing ? doneText(situation, standing) : whatIsLeft(situation);
    case 'abandoned':
      return standing.kind === 'abandoned' ? abandoned(situation, standing.at) : whatIsLeft(situation);
    case 'discarded':
      return standing.kind === 'discarded' ? discarded(situation, standing) : whatIsLeft(situation);
    default:
      return whatIsLeft(situation);
  }
}

function policyMistake(situation: Situation): CheckWords {
  const { title, state, next, list } = policyMistakes(situation.inForce, situation.hotfix.repository);
  return { title, state, owed: wholeDebt(situation), next, details: [list] };
}
