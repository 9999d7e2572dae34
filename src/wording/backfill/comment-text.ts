import type { Comment, Reminder } from '../../artefact/artefact.ts';
import { markerOf } from '../../artefact/marker.ts';
import type { By } from '../../artefact/rule.ts';
import { bodyLimit, fit } from '../markdown/fit.ts';
import { tamperingText } from '../phrases/tampering.ts';
import { needed, wordsOf } from '../report.ts';
import type { HotfixReport } from '../rules/words.ts';
import { statusCommentText, statusText } from './status-text.ts';

/** A comment about a hotfix on a pull request or an issue; its first line is the marker. */
export function commentText(comment: By<Comment | Reminder>, report: HotfixReport): string {
  const { rule, key } = comment;
  const paragraphs =
    rule === 'display' ? status(comment, report) : needed(rule, wordsOf(rule).comment)(report, comment);
  return fit([markerOf(key), ...paragraphs].join('\n\n'), bodyLimit);
}

function status({ key, number: pull }: Comment | Reminder, report: HotfixReport): string[] {
  const own = report.situation.hotfix.ledger.written[key]?.number;
  const edited = tamperingText(report.situation, ({ what, number }) =>
    what === 'comment' ? number === own : what === 'label' && number === pull,
  );
  const { backfill } = report.situation;
  const text = backfill ? statusCommentText(report, backfill) : statusText(report);
  return [...text, ...edited];
}
