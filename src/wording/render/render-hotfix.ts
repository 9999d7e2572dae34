import type { Artefact, Issue } from '../../artefact/artefact.ts';
import type { Content, IssueContent } from '../../artefact/content.ts';
import type { By } from '../../artefact/rule.ts';
import { rulingsOfAnswer } from '../../hotfix/commands/rulings-of-answer.ts';
import { checkRunName, overdueLabel } from '../../policy/own-names.ts';
import { backfillText } from '../backfill/backfill-text.ts';
import { commentText } from '../backfill/comment-text.ts';
import { issueText } from '../breach/issue-text.ts';
import { checkRunText } from '../check-run/check-run-text.ts';
import { labelOf } from '../phrases/label-of.ts';
import type { HotfixReport } from '../rules/words.ts';

/** The content of an artefact of a hotfix. */
export function renderHotfix(artefact: By<Artefact>, report: HotfixReport): Content {
  switch (artefact.kind) {
    case 'check-run': {
      const { sha, conclusion, key } = artefact;
      const what = { kind: 'check-run', name: checkRunName, sha, externalId: key, conclusion } as const;
      return { ...what, ...checkRunText(artefact, report), annotations: [] };
    }
    case 'backfill': {
      const { branch, sha, target, draft, number } = artefact;
      const text = backfillText(artefact, report);
      return { kind: 'pull-request', number, branch, sha, target, draft, ...text };
    }
    case 'labels':
      return { kind: 'labels', number: artefact.number, labels: artefact.labels.map(labelOf) };
    case 'overdue-label': {
      const { number, present } = artefact;
      return { kind: 'label', number, label: labelOf(overdueLabel), present };
    }
    case 'reviewers': {
      const { number, reviewers } = artefact;
      const mayBeAsked = report.situation.backfill?.author.bot !== true;
      return { kind: 'reviewers', number, reviewers, mayBeAsked };
    }
    case 'reminder':
    case 'comment': {
      const rulings = rulingsOfAnswer(artefact.key, report.situation.hotfix.commands);
      return { kind: 'comment', number: artefact.number, body: commentText(artefact, report), rulings };
    }
    case 'reaction':
      return { kind: 'reaction', comment: artefact.comment, content: artefact.content };
    case 'issue':
      return issueContent(artefact, issueText(artefact, report));
    case 'review':
    case 'adopted-review':
      throw new Error('a review is not written for one hotfix');
  }
}

/** `title`, `body`: its words. People decide whether their issue is open; one with nothing left to say is closed. */
export function issueContent(
  { upkeep, state, labels, assignees }: Issue,
  text: { title: string; body: string },
): IssueContent {
  const isTheirs = upkeep === 'people' && state === 'open';
  return {
    kind: 'issue',
    ...text,
    state: isTheirs ? null : state,
    labels: labels.map(labelOf),
    assignees,
  };
}
