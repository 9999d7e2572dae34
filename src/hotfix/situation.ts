import type { Actor, Check, Via } from '../facts/fact.ts';
import type { Verdict } from '../facts/verdict.ts';
import type { BranchName } from '../policy/branch-name.ts';
import type { PolicyInForce } from '../policy/effective-policy.ts';
import type { Hotfix, PullRequest } from './hotfix.ts';

/**
 * Where a hotfix stands: whether its content is owed to the target, and if not, why not.
 * `settling`: something just happened (a deletion, an arrival on the target) whose other half may still be on
 * its way, or GitHub has yet to be asked; until then nothing new is said.
 */
export type Standing =
  | {
      kind: 'open';
      since: Date;
      deadline: Date | null;
      /** By how much the deadline was put off already; milliseconds. */
      putOff: number;
      overdue: boolean;
      /** It was on the target, and was taken back. */
      reverted: TakenBack | null;
      /** What the target was last searched for, and what came of it. */
      found: Verdict | null;
      /** A deployed commit that the branch went on from, and that is not on the target either. */
      leftBehind: { sha: string; forced: boolean } | null;
      /** Tells one debt of the hotfix from the next, for what is said once about each. */
      debt: string;
      /** The same, and how often its deadline was put off: each time it is reminded of anew. */
      term: string;
    }
  | { kind: 'settling'; until: Date }
  | { kind: 'merged'; pull: PullRequest; at: Date; newerHeads: number }
  /** `sha`: the commit that brought it, where known; `edited`: the same places were changed again since. */
  | { kind: 'on-target'; sha: string | null; edited: boolean; via: Via | null; at: Date; newerHeads: number }
  | { kind: 'nothing-to-merge'; sha: string; at: Date; newerHeads: number }
  /** Somebody entitled to it says that the fix is on the target in another form (`declared`), or need not be (`waived`). */
  | {
      kind: 'declared' | 'waived';
      by: Actor;
      reason: string;
      url: string | null;
      at: Date;
      newerHeads: number;
    }
  | { kind: 'abandoned'; at: Date }
  | {
      kind: 'discarded';
      at: Date;
      since: Date;
      debt: string;
      term: string;
      deployed: string[];
      deadline: Date | null;
      putOff: number;
      overdue: boolean;
    }
  | { kind: 'renamed'; to: string };

/** The content was on the target, and was taken back. */
export interface TakenBack {
  /** `missing`: a merge left it out, or the target was forced back behind it. */
  how: 'reverted' | 'missing';
  /** The commit that did it, where one says so. */
  by: string | null;
  at: Date;
  /** Where it is missing. */
  files: string[];
  /** Index of the newest head that had been there. */
  head: number;
}

/** What the full pipeline says about the head of the backfill. */
export interface PipelineVerdict {
  state: 'passed' | 'failed' | 'pending' | 'unknown';
  /** Where the list of required checks comes from. */
  rule: 'policy' | 'target' | 'all';
  /** Every check that counts, in the order of their names; `missing`: required and not there yet. */
  checks: { name: string; state: Check['state'] | 'missing'; url: string | null }[];
}

/** Everything that plan.ts decides from and that the texts are written from. */
export interface Situation {
  hotfix: Hotfix;
  inForce: PolicyInForce;
  name: BranchName;
  target: string;
  standing: Standing;
  /** The open pull request to the target; else the one that ended last; else `null`. */
  backfill: PullRequest | null;
  pipeline: PipelineVerdict;
  /** Of the head of the open backfill with its target. `files` changed on both sides. */
  conflict: { known: boolean; conflicts: boolean; files: string[] };
}
