import type { CheckRunContent } from '../../artefact/content.ts';
import { runbookCheckName } from '../../policy/own-names.ts';
import type { JudgedScript } from '../../runbook/script.ts';
import { findingMessage, findingTitle, runbookCheckText } from '../runbook/runbook-check-text.ts';

interface RunbookCheck {
  judged: JudgedScript[];
  /** How many of its runbooks were not checked. */
  left: number;
  /** The policy decides, and does not act. */
  observed: boolean;
}

/** The check run of a commit on a branch that changes runbooks. */
export function renderRunbookCheck(
  { key, sha }: { key: string; sha: string },
  { judged, left, observed }: RunbookCheck,
): CheckRunContent {
  return {
    kind: 'check-run',
    name: runbookCheckName,
    sha,
    externalId: key,
    conclusion: observed ? 'neutral' : conclusionOf(judged, left),
    ...runbookCheckText(judged, left),
    annotations: judged.flatMap(({ path, findings }) =>
      findings.map((finding) => ({
        path,
        line: finding.line,
        column: finding.column,
        title: findingTitle(finding),
        message: findingMessage(finding),
      })),
    ),
  };
}

/** A runbook that was not checked does not count as fine. */
function conclusionOf(judged: JudgedScript[], left: number): CheckRunContent['conclusion'] {
  if (judged.some(({ findings }) => findings.length > 0)) return 'failure';
  return left > 0 || judged.some(({ unread }) => unread) ? 'neutral' : 'success';
}
