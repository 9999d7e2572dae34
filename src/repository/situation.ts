import type { OldBranch } from '../facts/old-branches.ts';
import type { HotfixSummary } from '../hotfix/hotfix-summary.ts';
import type { ProductionDeploy } from '../hotfix/production-deploys.ts';
import type { PolicyInForce } from '../policy/policy-in-force.ts';
import type { CommitPlace } from './rogue-deploys.ts';

/** Everything that is known about a repository as a whole. */
export interface RepositorySituation {
  inForce: PolicyInForce;
  summaries: HotfixSummary[];
  /** Successful production deploys, oldest first. */
  deploys: ProductionDeploy[];
  /** By commit. */
  places: ReadonlyMap<string, CommitPlace>;
  /** Hotfix branches from before the App. */
  old: OldBranch[];
  /** When the commit came that brought the mistakes of the policy file; `null`: unknown. */
  mistakesSince: Date | null;
}

/** Where a deployed commit is. */
export interface PlaceQuestion {
  kind: 'place';
  sha: string;
}
