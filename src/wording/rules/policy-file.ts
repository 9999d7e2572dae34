import type { Situation } from '../../hotfix/situation.ts';
import type { PolicyInForce } from '../../policy/policy-in-force.ts';
import { wholeDebt } from '../check-run/headline.ts';
import { fit, summaryLimit } from '../markdown/fit.ts';
import { policyFileUrl, policyMistakes } from '../policy-file/policy-file-text.ts';
import { slackCommit } from '../slack/slack-pieces.ts';
import { slackLink } from '../slack/slack-text.ts';
import type { ChannelText, HeadlineWords, RepositoryReport } from './words.ts';

/** The repository's policy file has mistakes. */
export const policyFileWords = {
  headline(situation: Situation): HeadlineWords {
    const { title, state, next, list } = policyMistakes(situation.inForce, situation.hotfix.repository);
    return { title, state, owed: wholeDebt(situation), next, details: [list] };
  },

  issue: {
    title: () => 'The policy file has mistakes',
    open({ situation, repository }: RepositoryReport): string[] {
      const { state, next, list } = policyMistakes(situation.inForce, repository);
      return [state, list, `**Next:** ${next} This issue then closes by itself.`];
    },
    closed: () => ['**Cured.** The policy file no longer has mistakes, and is in force.'],
  },

  checkRun({ situation, repository }: RepositoryReport): { title: string; summary: string } {
    const { title, state, next, list } = policyMistakes(situation.inForce, repository);
    return { title, summary: fit([state, `- **Next:** ${next}`, list].join('\n\n'), summaryLimit) };
  },

  channel: {
    broken(report: RepositoryReport, link: string | null): ChannelText {
      const { repository, situation } = report;
      const { inForce } = situation;
      return {
        headline: 'The policy file has mistakes',
        state: `*${fileLink(report)} has mistakes.* ${meanwhile(inForce)}`,
        next: `Correct the file on the default branch${link ? `; the mistakes are listed in ${link}` : ''}.`,
        facts: inForce.brokenBy ? [['Brought by', slackCommit(inForce.brokenBy, repository)]] : [],
      };
    },
    cured: (report: RepositoryReport): ChannelText => ({
      headline: 'The policy file is valid again',
      state: `*${fileLink(report)} no longer has mistakes*, and is in force.`,
      next: 'Nothing.',
    }),
  },
};

function fileLink({ repository, situation }: RepositoryReport): string {
  const { inForce } = situation;
  return slackLink(inForce.path, policyFileUrl(inForce, repository));
}

function meanwhile({ origin }: PolicyInForce): string {
  switch (origin) {
    case 'last-good':
      return 'Its last valid version stays in force.';
    case 'defaults':
      return "The organisation's file and the defaults are in force meanwhile.";
    case 'file':
      return 'The rest of it is in force.';
  }
}
