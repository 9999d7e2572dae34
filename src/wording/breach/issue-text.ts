import type { Issue } from '../../artefact/artefact.ts';
import { markerOf } from '../../artefact/marker.ts';
import type { By } from '../../artefact/rule.ts';
import { successes } from '../../hotfix/fold/deploys.ts';
import { mergedRed } from '../../hotfix/pipeline/merged-red.ts';
import type { Situation } from '../../hotfix/situation.ts';
import { discarded } from '../check-run/check-ended.ts';
import type { CheckWords } from '../check-run/check-topic.ts';
import { whatIsLeft } from '../check-run/what-is-left.ts';
import { codeSpan, codeSpanInCell } from '../markdown/code-span.ts';
import { bodyLimit, fit } from '../markdown/fit.ts';
import { mentionAll } from '../markdown/mention.ts';
import { facts } from '../markdown/table.ts';
import { checksList, rulesOfChecks } from '../phrases/checks-list.ts';
import { deadlineText } from '../phrases/deadline.ts';
import { deployTable } from '../phrases/deploy-table.ts';
import { incidentOf } from '../phrases/incident.ts';
import { outcome } from '../phrases/outcome.ts';
import { pullLink } from '../phrases/pull-request.ts';
import { threadLink } from '../phrases/review-link.ts';
import { tamperingText } from '../phrases/tampering.ts';
import { hotfixTitle } from '../phrases/title.ts';
import { when } from '../phrases/when.ts';
import { cure } from './cure.ts';

/** Title and body of the breach issue of one hotfix: open with its evidence and what to do, closed with its cure. */
export function issueText(
  { key, rule, state }: By<Issue>,
  situation: Situation,
): { title: string; body: string } {
  const { hotfix, inForce } = situation;
  const who = mentionAll(hotfix.startedBy, inForce.policy.owners);
  const paragraphs = [
    markerOf(key),
    ...(state === 'closed' ? cure(rule, situation) : breach(rule, situation)),
    '### Evidence',
    evidence(situation),
    deployTable(situation),
    ...(state === 'closed'
      ? []
      : tamperingText(
          situation,
          ({ what, number }) => what === 'issue' && number === hotfix.written[key]?.number,
        )),
    ...(who === '' ? [] : [`For ${who}.`]),
  ];
  return { title: title(rule, situation), body: fit(paragraphs.join('\n\n'), bodyLimit) };
}

function title(rule: string, situation: Situation): string {
  // The other rules are about the repository as a whole, and have texts of their own.
  const words = rule === 'overdue' ? 'Overdue' : rule === 'discarded' ? 'Discarded' : 'Bypassed';
  return hotfixTitle(`${words} hotfix`, 'branch', situation);
}

function breach(rule: string, situation: Situation): string[] {
  const { target, standing } = situation;
  if (rule === 'bypassed') return bypass(situation);
  const words: CheckWords =
    standing.kind === 'discarded' ? discarded(situation, standing) : whatIsLeft(situation);
  const deployed = successes(situation.hotfix).length > 0;
  const risk = deployed ? ' Until it is there, the next normal deploy may take the fix away again.' : '';
  const overdue = `**This hotfix is past its deadline and not on ${codeSpan(target)}.**${risk}`;
  return [
    ...(rule === 'overdue' ? [overdue] : []),
    words.state,
    `**Next:** ${words.next}`,
    ...words.details.filter((detail) => detail !== deployTable(situation)),
    rule === 'overdue'
      ? `This issue closes by itself when the fix is on ${codeSpan(target)}.`
      : `This issue closes by itself when the branch is there again or its content is on ${codeSpan(target)}.`,
  ];
}

/** It is on the target, but the full pipeline did not stand before it. */
function bypass(situation: Situation): string[] {
  const { target, standing } = situation;
  const red = mergedRed(situation);
  const came = 'newerHeads' in standing ? outcome(situation, standing) : '';
  const ending = 'This issue stays until people close it.';
  if (red) {
    return [
      `**The fix was merged into ${codeSpan(target)} although required checks had failed.** ${came}`,
      `**Next:** See that these checks pass on ${codeSpan(target)}, and say here why it could not wait. ${ending}`,
      rulesOfChecks(red, target),
      checksList(red),
    ];
  }
  return [
    `**This hotfix went past the full pipeline.** ${came} No check and no review stood before it.`,
    `**Next:** See that the full pipeline passes on ${codeSpan(target)}, have somebody read the change, and say here why it could not wait. ${ending}`,
  ];
}

function evidence(situation: Situation): string {
  const { hotfix, name, inForce, standing, backfill } = situation;
  const { policy } = inForce;
  const owed = standing.kind === 'open' || standing.kind === 'discarded';
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
