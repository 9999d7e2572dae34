import type { CheckRun } from '../../artefact/artefact.ts';
import type { Situation } from '../../hotfix/situation.ts';
import { codeSpan } from '../markdown/code-span.ts';
import { fit, summaryLimit } from '../markdown/fit.ts';
import { visible } from '../markdown/visible.ts';
import { commitLink, shortSha } from '../phrases/commit.ts';
import { headlineOf } from '../report.ts';
import type { HotfixReport } from '../rules/words.ts';
import { heldBackText } from './held-back.ts';
import { summaryOf } from './summary.ts';

/** The check run of one commit of a hotfix. The title is plain text, the summary Markdown. */
export function checkRunText(
  { headline, sha }: CheckRun,
  report: HotfixReport,
): { title: string; summary: string } {
  const { situation } = report;
  if (headline === null) return superseded(situation, sha);
  const words = headlineOf(headline, situation);
  const paragraphs = [
    ...(situation.inForce.policy.mode === 'observe' ? [heldBackText(report)] : []),
    summaryOf(words, report),
  ];
  return { title: visible(words.title, 200), summary: fit(paragraphs.join('\n\n'), summaryLimit) };
}

/**
 * Names the next head rather than the newest, and nothing about the hotfix as a whole: otherwise every change would
 * rewrite the check runs of ten heads.
 */
function superseded({ hotfix }: Situation, sha: string): { title: string; summary: string } {
  const { branch, repository, heads, lastHead } = hotfix;
  const next = heads[heads.findLastIndex((head) => head.sha === sha) + 1]?.sha ?? lastHead;
  const state = `**Superseded.** ${codeSpan(branch)} has moved on to ${commitLink(next, repository)}.`;
  return {
    title: visible(`Superseded by ${shortSha(next)}`, 200),
    summary: `${state}\n\n- **Next:** See the check of the newest commit for the deadline and what is still owed.`,
  };
}
