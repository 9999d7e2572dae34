import { type Issue, issue } from '../artefact/artefact.ts';
import { artefactKey } from '../artefact/keys.ts';
import type { Obligation } from './settlement/obligation.ts';
import type { Situation } from './situation.ts';

/**
 * The issue of a broken rule. Once the breach is cured the issue is closed, even if its creation was cut off; if the
 * rule is broken again, the same issue is reopened.
 */
export function breach(rule: string, { hotfix, inForce }: Situation, broken: boolean): Issue[] {
  const { labels, assignees } = inForce.policy.issues;
  const key = artefactKey.breach(rule, hotfix.branch);
  if (!broken && !hotfix.ledger.written[key]) return [];
  return [issue({ key, state: broken ? 'open' : 'closed', upkeep: 'current', labels, assignees })];
}

/** When an obligation came to its end; `null`: it did not, or nothing says when. */
export function endOf(obligation: Obligation): Date | null {
  return 'at' in obligation ? obligation.at : null;
}
