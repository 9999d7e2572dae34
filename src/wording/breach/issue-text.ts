import type { Issue } from '../../artefact/artefact.ts';
import { markerOf } from '../../artefact/marker.ts';
import type { By } from '../../artefact/rule.ts';
import type { Situation } from '../../hotfix/situation.ts';
import { codeSpanInCell } from '../markdown/code-span.ts';
import { bodyLimit, fit } from '../markdown/fit.ts';
import { mentionAll } from '../markdown/mention.ts';
import { facts } from '../markdown/table.ts';
import { deadlineText } from '../phrases/deadline.ts';
import { deployTable } from '../phrases/deploy-table.ts';
import { incidentOf } from '../phrases/incident.ts';
import { pullLink } from '../phrases/pull-request.ts';
import { threadLink } from '../phrases/review-link.ts';
import { tamperingText } from '../phrases/tampering.ts';
import { when } from '../phrases/when.ts';
import { needed, wordsOf } from '../report.ts';
import type { HotfixReport } from '../rules/words.ts';

/** Title and body of the breach issue of one hotfix: what its rule says, then the evidence. */
export function issueText(issue: By<Issue>, report: HotfixReport): { title: string; body: string } {
  const { key, rule, state } = issue;
  const { situation } = report;
  const { hotfix, inForce } = situation;
  const words = needed(rule, wordsOf(rule).issue);
  const who = mentionAll(hotfix.startedBy, inForce.policy.owners);
  const isHere = ({ what, number }: { what: string; number: number }): boolean =>
    what === 'issue' && number === hotfix.ledger.written[key]?.number;
  const paragraphs = [
    markerOf(key),
    ...words[state](report, issue),
    '### Evidence',
    evidence(situation),
    deployTable(situation),
    ...(state === 'closed' ? [] : tamperingText(situation, isHere)),
    ...(who === '' ? [] : [`For ${who}.`]),
  ];
  return { title: words.title(report, issue), body: fit(paragraphs.join('\n\n'), bodyLimit) };
}

function evidence(situation: Situation): string {
  const { hotfix, name, inForce, obligation, backfill } = situation;
  const { policy } = inForce;
  const owed = obligation.kind === 'open' || obligation.kind === 'discarded';
  return facts([
    ['Branch', codeSpanInCell(hotfix.branch)],
    ['Incident', incidentOf(name, policy)],
    ...(hotfix.review
      ? [['Review', threadLink(hotfix.review, hotfix.repository)] satisfies [string, string]]
      : []),
    ['Author', codeSpanInCell(hotfix.startedBy.login)],
    ['First push', when(hotfix.startedAt, policy.timezone)],
    ...(owed ? [['Deadline', deadlineText(situation)] satisfies [string, string]] : []),
    ['Pull request', backfill ? `${pullLink(backfill)}, ${backfill.state}` : 'none'],
  ]);
}
