import type { Situation } from '../../hotfix/situation.ts';
import { codeSpan } from '../markdown/code-span.ts';

/** What the headlines of several rules share. */

export const nothingOwed = 'nothing';

/** What every hotfix owes until it is done. */
export function wholeDebt({ target, hotfix }: Situation): string {
  return `a merge of ${codeSpan(hotfix.branch)} into ${codeSpan(target)}, with the full pipeline green`;
}

/** A check that is red because it is late says so first. */
export function late(title: string, { obligation }: Situation): string {
  const overdue = 'overdue' in obligation && obligation.overdue;
  return overdue ? `Overdue: ${title.charAt(0).toLowerCase()}${title.slice(1)}` : title;
}
