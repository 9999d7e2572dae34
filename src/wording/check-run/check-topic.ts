import type { Situation } from '../../hotfix/situation.ts';
import { codeSpan } from '../markdown/code-span.ts';
import { plainText } from '../markdown/plain-text.ts';
import { commitLink } from '../phrases/commit.ts';
import { deadlineText } from '../phrases/deadline.ts';
import { incidentOf } from '../phrases/incident.ts';
import { threadLink } from '../phrases/review-link.ts';

/** What a check run says on one topic; all but the title is Markdown. */
export interface CheckWords {
  title: string;
  /** What state, and why. */
  state: string;
  owed: string;
  next: string;
  /** Lists, tables and commands that belong to it. */
  details: string[];
}

export const nothingOwed = 'nothing';

/** Every summary has the same order: state, deadline, incident, what is owed, what to do, details. */
export function summaryOf({ state, owed, next, details }: CheckWords, situation: Situation): string {
  const { name, inForce, standing, hotfix } = situation;
  const overdue = 'overdue' in standing && standing.overdue ? '**Overdue.** ' : '';
  const lines = [
    `- **Deadline:** ${deadlineText(situation)}`,
    `- **Incident:** ${incidentOf(name, inForce.policy)}`,
    ...(hotfix.review ? [`- **Review:** ${threadLink(hotfix.review, hotfix.repository)}`] : []),
    `- **Still owed:** ${owed}`,
    `- **Next:** ${next}`,
  ];
  return [`${overdue}${state}`, lines.join('\n'), ...foundSoFar(situation), ...details].join('\n\n');
}

/** What every hotfix owes until it is done. */
export function wholeDebt({ target, hotfix }: Situation): string {
  return `a merge of ${codeSpan(hotfix.branch)} into ${codeSpan(target)}, with the full pipeline green`;
}

/** What a search of the target found short of the whole, for the details. That nothing was found is no news: it is owed. */
function foundSoFar({ standing, hotfix, target }: Situation): string[] {
  const found = standing.kind === 'open' ? standing.found : null;
  switch (found?.kind) {
    case 'partly':
      return [
        [
          `**A part of it is on ${codeSpan(target)} already.** What is missing:`,
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
          `**${codeSpan(target)} was changed in the same places in another way**, so that only a person can tell whether the fix is there:`,
          '',
          ...found.files.slice(0, mostListed).map((file) => `- ${codeSpan(file)}`),
          ...more(found.files.length),
        ].join('\n'),
      ];
    case 'too-large':
      return [
        `The hotfix changes more files than GitHub compares: whether its content is on ${codeSpan(target)} cannot be told without a merge.`,
      ];
    default:
      return [];
  }
}

const mostListed = 20;

function more(count: number): string[] {
  return count > mostListed ? [`- and ${count - mostListed} more`] : [];
}

/** A red check that is red for its lateness says so first. */
export function late(title: string, { standing }: Situation): string {
  const overdue = 'overdue' in standing && standing.overdue;
  return overdue ? `Overdue: ${title.charAt(0).toLowerCase()}${title.slice(1)}` : title;
}
