import type { Situation } from '../hotfix/situation.ts';
import { codeSpan } from './code-span.ts';
import { deadlineText } from './deadline.ts';
import { incidentOf } from './incident.ts';

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
  const { name, inForce, standing } = situation;
  const overdue = 'overdue' in standing && standing.overdue ? '**Overdue.** ' : '';
  const lines = [
    `- **Deadline:** ${deadlineText(situation)}`,
    `- **Incident:** ${incidentOf(name, inForce.policy)}`,
    `- **Still owed:** ${owed}`,
    `- **Next:** ${next}`,
  ];
  return [`${overdue}${state}`, lines.join('\n'), ...details].join('\n\n');
}

/** What every hotfix owes until it is done. */
export function wholeDebt({ target, hotfix }: Situation): string {
  return `a merge of ${codeSpan(hotfix.branch)} into ${codeSpan(target)}, with the full pipeline green`;
}

/** A red check that is red for its lateness says so first. */
export function late(title: string, { standing }: Situation): string {
  const overdue = 'overdue' in standing && standing.overdue;
  return overdue ? `Overdue: ${title.charAt(0).toLowerCase()}${title.slice(1)}` : title;
}
