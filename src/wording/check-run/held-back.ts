import type { Artefact } from '../../artefact/artefact.ts';
import type { By } from '../../artefact/rule.ts';
import { firstDeployed, hasReviews } from '../../hotfix/review-home.ts';
import type { Situation } from '../../hotfix/situation.ts';
import { overdueLabel } from '../../policy/own-names.ts';
import { codeSpan } from '../markdown/code-span.ts';
import { wordsOf } from '../report.ts';
import type { HotfixReport } from '../rules/words.ts';

/** The first paragraph in `observe` mode: only the check is written, and what else `enforce` would write. */
export function heldBackText({ heldBack, situation }: HotfixReport): string {
  const beginning = '**Observe mode:** only this check is written.';
  const lines = [...heldBack.flatMap((one) => inWords(one, situation)), ...review(situation)];
  if (lines.length === 0) return `${beginning} In \`enforce\` mode nothing else would be written yet.`;
  return [
    `${beginning} In \`enforce\` mode there would also be:`,
    '',
    ...lines.map((line) => `- ${line}`),
  ].join('\n');
}

function review(situation: Situation): string[] {
  const { incident } = situation.hotfix;
  const wanted = hasReviews(situation) && firstDeployed(situation) !== null;
  return wanted && incident !== null ? [`an issue for the review of ${codeSpan(incident)}`] : [];
}

function inWords(artefact: By<Artefact>, { inForce, hotfix }: Situation): string[] {
  switch (artefact.kind) {
    case 'backfill':
      // An existing one need not be opened.
      return artefact.number === null
        ? [`a pull request from ${codeSpan(artefact.branch)} to ${codeSpan(artefact.target)}`]
        : [];
    case 'labels':
      return [
        `on #${artefact.number}, the labels ${artefact.labels.map((label) => codeSpan(label)).join(', ')}`,
      ];
    case 'overdue-label':
      return artefact.present ? [`on #${artefact.number}, the label ${codeSpan(overdueLabel)}`] : [];
    case 'reviewers':
      return [
        `on #${artefact.number}, a review requested from ${artefact.reviewers.map((name) => codeSpan(name)).join(', ')}`,
      ];
    case 'reminder':
      return [`on #${artefact.number}, reminder ${artefact.count} of ${inForce.policy.reminders.limit}`];
    case 'comment':
      return [
        `on #${artefact.number}, ${wordsOf(artefact.rule).heldBack ?? 'a status comment that is kept up to date'}`,
      ];
    case 'issue':
      return artefact.state === 'open'
        ? [`an issue: ${codeSpan(hotfix.branch)} is ${artefact.rule}`]
        : [`the issue that ${codeSpan(hotfix.branch)} is ${artefact.rule}, closed`];
    case 'check-run':
    case 'reaction':
    case 'review':
    case 'adopted-review':
      return [];
  }
}
