import { type Issue, issue } from '../artefact/artefact.ts';
import { artefactKey } from '../artefact/keys.ts';
import type { Situation } from './situation.ts';

/**
 * The issue of a rule that is broken now. Once it is cured, the issue is closed: also where its creation was cut off.
 * Should it be broken again, the same issue is opened again.
 */
export function breach(rule: string, { hotfix, inForce }: Situation, broken: boolean): Issue[] {
  const { labels, assignees } = inForce.policy.issues;
  const key = artefactKey.breach(rule, hotfix.branch);
  if (!broken && !hotfix.ledger.written[key]) return [];
  return [issue({ key, state: broken ? 'open' : 'closed', upkeep: 'current', labels, assignees })];
}
