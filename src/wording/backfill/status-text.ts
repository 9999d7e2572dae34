import type { Situation } from '../../hotfix/situation.ts';
import { abandoned, discarded, doneText } from '../check-run/check-ended.ts';
import { type CheckWords, summaryOf } from '../check-run/check-topic.ts';
import { whatIsLeft } from '../check-run/what-is-left.ts';
import { deployTable } from '../phrases/deploy-table.ts';

/** Where the hotfix stands, for the comment that is kept up to date on its pull request. */
export function statusText(situation: Situation): string[] {
  const words = wordsOf(situation);
  const { hotfix } = situation;
  // What is left before the backfill shows the deploys itself.
  const deploys = hotfix.deploys.length > 0 && !words.details.includes(deployTable(situation));
  return [
    '### Hotfix status',
    summaryOf(words, situation),
    ...(deploys ? ['### Deploys', deployTable(situation)] : []),
  ];
}

function wordsOf(situation: Situation): CheckWords {
  const { standing } = situation;
  switch (standing.kind) {
    case 'merged':
    case 'on-target':
    case 'nothing-to-merge':
    case 'declared':
    case 'waived':
      return doneText(situation, standing);
    case 'abandoned':
      return abandoned(situation, standing.at);
    case 'discarded':
      return discarded(situation, standing);
    case 'open':
    case 'settling':
    case 'renamed':
      return whatIsLeft(situation);
  }
}
