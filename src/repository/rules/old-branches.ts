import { type Issue, issue } from '../../artefact/artefact.ts';
import { artefactKey } from '../../artefact/keys.ts';
import type { Consequences } from '../../artefact/rule.ts';
import type { RepositorySituation } from '../situation.ts';

/** Hotfix branches from before the App are listed in one issue, and nothing is asked of anybody for them. */
export function oldBranches({ old, inForce }: RepositorySituation): Consequences<Issue, never> {
  const { labels, assignees } = inForce.policy.issues;
  const state = old.length > 0 ? 'open' : 'closed';
  return { artefacts: [issue({ key: artefactKey.oldBranches, state, upkeep: 'people', labels, assignees })] };
}
