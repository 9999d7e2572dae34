import type { Artefact } from '../../artefact/artefact.ts';
import { parseArtefactKey } from '../../artefact/keys.ts';
import { overdueLabel } from '../../artefact/own-names.ts';
import type { By } from '../../artefact/rule.ts';
import { firstDeployed, hasReviews } from '../../hotfix/review-home.ts';
import type { Situation } from '../../hotfix/situation.ts';
import { codeSpan } from '../markdown/code-span.ts';

/** In `observe` mode, first: that nothing but the check is written, and what `enforce` would have there as well. */
export function heldBackText(heldBack: By<Artefact>[], situation: Situation): string {
  const beginning = '**Observe mode:** nothing but this check is written.';
  const lines = [...heldBack.flatMap((artefact) => inWords(artefact, situation)), ...review(situation)].map(
    (words) => `- ${words}`,
  );
  if (lines.length === 0)
    return `${beginning} With \`mode: enforce\` there would be nothing else at this point.`;
  return [`${beginning} With \`mode: enforce\` there would also be:`, '', ...lines].join('\n');
}

function review(situation: Situation): string[] {
  const { incident } = situation.hotfix;
  const wanted = hasReviews(situation) && firstDeployed(situation) !== null;
  return wanted && incident !== null ? [`an issue for the review of ${codeSpan(incident)}`] : [];
}

function inWords(artefact: By<Artefact>, { inForce, hotfix }: Situation): string[] {
  switch (artefact.kind) {
    case 'check-run':
      return [];
    case 'backfill':
      // One that is there already is nobody's to open.
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
        `on #${artefact.number}, a review asked of ${artefact.reviewers.map((name) => codeSpan(name)).join(', ')}`,
      ];
    case 'reminder':
      return [`on #${artefact.number}, reminder ${artefact.count} of ${inForce.policy.reminders.limit}`];
    case 'comment':
      return [`on #${artefact.number}, ${commentInWords(artefact)}`];
    case 'reaction':
      return [];
    case 'issue':
      return artefact.state === 'open'
        ? [`an issue: ${codeSpan(hotfix.branch)} is ${artefact.rule}`]
        : [`the issue that ${codeSpan(hotfix.branch)} is ${artefact.rule}, closed`];
    case 'review':
    case 'adopted-review':
      return [];
  }
}

function commentInWords({ rule, key }: By<Artefact>): string {
  if (parseArtefactKey(key)?.kind === 'status')
    return 'a comment that is kept up to date with where things stand';
  switch (rule) {
    case 'closed-unmerged':
      return 'a comment that the obligation stands';
    case 'taken-back':
      return 'a comment that the fix was taken back and is owed again';
    default:
      return 'an answer to a command';
  }
}
