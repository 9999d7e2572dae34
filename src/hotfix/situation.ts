import type { Check } from '../facts/fact.ts';
import type { BranchName } from '../policy/branch-name.ts';
import type { PolicyInForce } from '../policy/policy-in-force.ts';
import type { Hotfix, PullRequest } from './hotfix.ts';
import type { Obligation } from './settlement/obligation.ts';
import type { PendingSearch } from './settlement/pending-searches.ts';

/** Verdict of the full pipeline on the head of the backfill. */
export interface PipelineVerdict {
  state: 'passed' | 'failed' | 'pending' | 'unknown';
  /** Where the list of required checks comes from. */
  rule: 'policy' | 'target' | 'all';
  /** Every check that counts, in the order of their names; `missing`: required and not there yet. */
  checks: { name: string; state: Check['state'] | 'missing'; url: string | null }[];
}

/** All that rules decide from and that texts are written from. */
export interface Situation {
  hotfix: Hotfix;
  inForce: PolicyInForce;
  name: BranchName;
  target: string;
  obligation: Obligation;
  /** Searches of the target that are still to be made. */
  pendingSearches: PendingSearch[];
  /** The open pull request to the target, else the one that ended last; `null`: there is none. */
  backfill: PullRequest | null;
  pipeline: PipelineVerdict;
  /** Whether the head of the open backfill conflicts with the target. `files` changed on both sides. */
  conflict: { known: boolean; conflicts: boolean; files: string[] };
}
