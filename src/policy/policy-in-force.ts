import type { Policy, PolicyMistake } from './policy.ts';

/** The policy that a decision is made by, and how far it can be trusted. */
export interface PolicyInForce {
  policy: Policy;
  /**
   * `file`: the repository's own file as it is now. `defaults`: there is no file, or none that was ever valid.
   * `last-good`: the file has mistakes, and the newest version without any stays in force.
   */
  origin: 'file' | 'defaults' | 'last-good';
  /** What is wrong with the file as it is now; empty when it is fine or absent. */
  mistakes: PolicyMistake[];
  /** Keys of the file that this version does not act on yet. */
  notInForce: string[];
  /** The commit that brought the mistakes, where known. */
  brokenBy: string | null;
}
