import type { Situation } from '../../hotfix/situation.ts';
import { codeSpan } from '../markdown/code-span.ts';
import { plainText } from '../markdown/plain-text.ts';
import { commitLink } from '../phrases/commit.ts';
import { deadlineText } from '../phrases/deadline.ts';
import { incidentOf } from '../phrases/incident.ts';
import { threadLink } from '../phrases/review-link.ts';
import type { HeadlineWords, HotfixReport } from '../rules/words.ts';

/** Every summary has the same order: state, deadline, incident, what is owed, what to do, what rules add, details. */
export function summaryOf({ state, owed, next, details }: HeadlineWords, report: HotfixReport): string {
  const { name, inForce, obligation, hotfix } = report.situation;
  const overdue = 'overdue' in obligation && obligation.overdue ? '**Overdue.** ' : '';
  const list = [
    `- **Deadline:** ${deadlineText(report.situation)}`,
    `- **Incident:** ${incidentOf(name, inForce.policy)}`,
    ...(hotfix.review ? [`- **Review:** ${threadLink(hotfix.review, hotfix.repository)}`] : []),
    `- **Still owed:** ${owed}`,
    `- **Next:** ${next}`,
    ...report.lines.map((line) => `- ${line}`),
  ];
  return [`${overdue}${state}`, list.join('\n'), ...foundSoFar(report.situation), ...details].join('\n\n');
}

/** The parts of the fix that a search of the target found. Nothing found is no news: the fix is owed. */
function foundSoFar({ obligation, hotfix, target }: Situation): string[] {
  const found = obligation.kind === 'open' ? obligation.verdict : null;
  switch (found?.kind) {
    case 'partly':
      return [
        [
          `**Part of it is on ${codeSpan(target)} already.** Missing:`,
          '',
          ...found.missing
            .slice(0, mostListed)
            .map(({ sha, subject }) => `- ${commitLink(sha, hotfix.repository)} ${plainText(subject, 100)}`),
          ...more(found.missing.length),
        ].join('\n'),
      ];
    case 'unclear':
      return [
        [
          `**${codeSpan(target)} has different changes in the same lines**; someone has to check whether the fix is there:`,
          '',
          ...found.files.slice(0, mostListed).map((file) => `- ${codeSpan(file)}`),
          ...more(found.files.length),
        ].join('\n'),
      ];
    case 'too-large':
      return [
        `The hotfix changes more files than GitHub compares, so its content on ${codeSpan(target)} cannot be found without a merge.`,
      ];
    default:
      return [];
  }
}

const mostListed = 20;

function more(count: number): string[] {
  return count > mostListed ? [`- and ${count - mostListed} more`] : [];
}
