import { mergedRed } from '../../hotfix/pipeline/merged-red.ts';
import { codeSpan } from '../markdown/code-span.ts';
import { checksList, rulesOfChecks } from '../phrases/checks-list.ts';
import { outcome } from '../phrases/outcome.ts';
import { hotfixTitle } from '../phrases/title.ts';
import { slackOutcome } from '../slack/slack-outcome.ts';
import { slackCode } from '../slack/slack-text.ts';
import type { ChannelText, HotfixReport } from './words.ts';

/** The fix is on the target, and bypassed the full pipeline. */
export const bypassedWords = {
  issue: {
    title: ({ situation }: HotfixReport) => hotfixTitle('Bypassed hotfix', 'branch', situation),
    open: bypass,
    // It is written once and left to people.
    closed: bypass,
  },

  channel: {
    broken({ situation }: HotfixReport, issue: string | null): ChannelText {
      const { obligation, target } = situation;
      const came = 'newerHeads' in obligation ? ` ${slackOutcome(situation, obligation)}` : '';
      const how = mergedRed(situation)
        ? 'It was merged although required checks had failed.'
        : 'It bypassed the full pipeline.';
      return {
        headline: 'Hotfix bypassed the pipeline',
        state: `*${how}*${came}`,
        next: `Make sure that the full pipeline passes on ${slackCode(target)}, and say in ${issue ?? 'its issue'} why it could not wait.`,
      };
    },
    cured(report: HotfixReport, issue: string | null): ChannelText {
      return bypassedWords.channel.broken(report, issue);
    },
  },
};

function bypass({ situation }: HotfixReport): string[] {
  const { target, obligation } = situation;
  const red = mergedRed(situation);
  const came = 'newerHeads' in obligation ? outcome(situation, obligation) : '';
  const ending = 'This issue stays open until someone closes it.';
  if (red) {
    return [
      `**The fix was merged into ${codeSpan(target)} although required checks had failed.** ${came}`,
      `**Next:** Make sure that these checks pass on ${codeSpan(target)}, and say here why it could not wait. ${ending}`,
      rulesOfChecks(red, target),
      checksList(red),
    ];
  }
  return [
    `**This hotfix bypassed the full pipeline: it reached ${codeSpan(target)} without checks or review.** ${came}`,
    `**Next:** Make sure that the full pipeline passes on ${codeSpan(target)}, have someone review the change, and say here why it could not wait. ${ending}`,
  ];
}
