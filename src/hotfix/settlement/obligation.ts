import type { Actor, Via } from '../../facts/fact.ts';
import type { Verdict } from '../../facts/verdict.ts';
import type { PullRequest } from '../hotfix.ts';

/** Whether the content of a hotfix is owed to its target; if not, why not. */
export type Obligation =
  | OpenObligation
  /**
   * Something has just happened (a deletion, an arrival on the target) whose other half may still be on its way, or
   * GitHub has yet to be asked: until then nothing new is said.
   */
  | { kind: 'settling'; until: Date }
  | (Fulfilment & { newerHeads: number })
  /** The branch was deleted and nothing of it had been deployed. */
  | { kind: 'abandoned'; at: Date }
  | DiscardedObligation
  /** It goes on under another name. */
  | { kind: 'renamed'; to: string };

/** The end of the obligation: how and when. */
export type Fulfilment =
  | { kind: 'merged'; pull: PullRequest; at: Date }
  /** `sha`: the commit that brought it, where known; `edited`: the same places have been changed again since. */
  | { kind: 'on-target'; sha: string | null; edited: boolean; via: Via | null; at: Date }
  | { kind: 'nothing-to-merge'; sha: string; at: Date }
  /** Somebody entitled to it says that the fix is on the target in another form (`declared`), or need not be (`waived`). */
  | { kind: 'declared' | 'waived'; by: Actor; reason: string; url: string | null; at: Date };

/** The time that an obligation has. */
export interface Term {
  since: Date;
  /** `null`: nothing has started the clock yet. */
  deadline: Date | null;
  /** By how much commands have extended the deadline; milliseconds. */
  extendedBy: number;
  overdue: boolean;
  /** Tells one obligation of the hotfix from the next, for what is said once about each. */
  id: string;
  /** The same, and how often its deadline was extended: each extension has reminders of its own. */
  term: string;
}

export interface OpenObligation extends Term {
  kind: 'open';
  /** Set where the content was on the target and has been removed since. */
  removed: Removal | null;
  /** Result of the last search of the target. */
  verdict: Verdict | null;
  /** A deployed commit that the branch went on from, and whose content the target lacks too. */
  deployedOnly: { sha: string; forced: boolean } | null;
}

/** The branch was deleted before its merge, and production runs a commit of it. */
export interface DiscardedObligation extends Term {
  kind: 'discarded';
  at: Date;
  /** Commits that reached production. */
  deployed: string[];
}

/** That content which was on the target was removed from it. */
export interface Removal {
  /** `missing`: a merge left it out, or the target was forced back behind it. */
  how: 'reverted' | 'missing';
  /** The commit that did it, where one says so. */
  by: string | null;
  at: Date;
  /** Where it is missing. */
  files: string[];
  /** The newest head that had been there, and where it parted from the target; `null`: not known. */
  head: string;
  fork: string | null;
}
