import type { Artefact } from '../artefact/artefact.ts';
import { applyMode } from '../artefact/mode.ts';
import { type By, follow, type Plan, type Rule } from '../artefact/rule.ts';
import { frequency } from './rules/frequency.ts';
import { oldBranches } from './rules/old-branches.ts';
import { policyFile } from './rules/policy-file.ts';
import { rogueDeploy } from './rules/rogue-deploy.ts';
import type { PlaceQuestion, RepositorySituation } from './situation.ts';

/** All that this App does about a repository as a whole. */
export const repositoryRules = {
  'policy-file': policyFile,
  'old-branches': oldBranches,
  frequency,
  'rogue-deploy': rogueDeploy,
} satisfies Record<string, Rule<RepositorySituation>>;

export type RepositoryPlan = Plan<PlaceQuestion> & { heldBack: By<Artefact>[] };

/** What should exist for the repository as a whole at this moment, and what GitHub must be asked first. */
export function planRepository(situation: RepositorySituation, now: Date): RepositoryPlan {
  const wanted = follow<RepositorySituation, PlaceQuestion>(repositoryRules, situation, now);
  return applyMode(wanted, situation.inForce.policy.mode);
}
