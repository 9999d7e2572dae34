import type { Backfill } from '../../artefact/artefact.ts';
import { markerOf } from '../../artefact/marker.ts';
import { successes } from '../../hotfix/fold/deploys.ts';
import type { Situation } from '../../hotfix/situation.ts';
import { codeSpan, codeSpanInCell } from '../markdown/code-span.ts';
import { bodyLimit, fit } from '../markdown/fit.ts';
import { mentionActor } from '../markdown/mention.ts';
import { facts } from '../markdown/table.ts';
import { deadlineText } from '../phrases/deadline.ts';
import { deployTable } from '../phrases/deploy-table.ts';
import { durationText } from '../phrases/duration.ts';
import { incidentOf } from '../phrases/incident.ts';
import { hotfixTitle } from '../phrases/title.ts';
import { when } from '../phrases/when.ts';

/** Title and body of the pull request from the hotfix branch to its target, written once. */
export function backfillText({ key }: Backfill, situation: Situation): { title: string; body: string } {
  const { hotfix, target, inForce, name } = situation;
  const { policy } = inForce;
  const deployed = successes(hotfix).length > 0;
  const why = deployed
    ? ', so that the next normal deploy does not lose it. It went to production by the fast lane; here it meets the full pipeline.'
    : `. No successful production deploy of it was seen within ${durationText(policy.backfill.openAfter)}; should it be in production, the next normal deploy would lose it.`;
  const paragraphs = [
    markerOf(key),
    `This brings the hotfix ${codeSpan(hotfix.branch)} to ${codeSpan(target)}${why}`,
    facts([
      ['Incident', incidentOf(name, policy)],
      ['Branch', codeSpanInCell(hotfix.branch)],
      ['Author', mentionActor(hotfix.startedBy)],
      ['First push', when(hotfix.startedAt, policy.timezone)],
      ['Deadline', deadlineText(situation)],
    ]),
    '### Deploys',
    deployTable(situation),
    '### Gates that the fast lane skipped',
    skippedGates(situation),
    '### Before the merge',
    checklist(situation),
    '### How it ends',
    `Merge this pull request: a merge commit, a squash and a rebase all count. Closed without a merge, the fix is still owed.`,
  ];
  return {
    title: hotfixTitle('Backfill', 'hotfix branch', situation),
    body: fit(paragraphs.join('\n\n'), bodyLimit),
  };
}

function skippedGates({ inForce }: Situation): string {
  const skipped = Object.entries(inForce.policy.pipeline.gates).filter(([, gate]) => !gate.keep);
  if (skipped.length === 0) return 'None by the policy: the fast lane keeps every gate.';
  return `By the policy, these run for the first time here: ${skipped.map(([gate]) => codeSpan(gate)).join(', ')}.`;
}

function checklist({ inForce, conflict }: Situation): string {
  const { draft } = inForce.policy.backfill;
  return [
    '- [ ] The full pipeline is green; what fails is fixed on this branch.',
    ...(conflict.conflicts ? ['- [ ] The conflicts are solved.'] : []),
    '- [ ] Somebody other than the author has read the change.',
    '- [ ] What was done by hand in production is in the code, or was undone.',
    ...(draft ? ['- [ ] The pull request is marked as ready for review.'] : []),
  ].join('\n');
}
