import type { PolicyMistake } from './explain/problem.ts';
import type { Policy } from './policy.ts';

/** The policy that a decision is made by, and how far it can be trusted. */
export interface PolicyInForce {
  policy: Policy;
  /**
   * `file`: the repository's own file as it is now. `defaults`: there is no file, or none that was ever valid: what
   * the organisation says, and the defaults. `last-good`: the file has mistakes, and the newest version without any
   * stays in force.
   */
  origin: 'file' | 'defaults' | 'last-good';
  /** Where the file is, or is looked for, in its repository. */
  path: string;
  /** For what the file is refused; empty when it is fine or absent. */
  mistakes: PolicyMistake[];
  /** What is wrong with the file, and does not keep the rest of it from being in force. */
  remarks: PolicyMistake[];
  /** The commit that brought what is wrong, where known. */
  brokenBy: string | null;
  /** Since when it has been enforced; `null`: from the beginning. What happened before is not made up for. */
  enforcedSince: Date | null;
}
