import type { Policy } from './policy.ts';

/** The branch to which fixes are owed. */
export function targetOf(policy: Policy, { defaultBranch }: { defaultBranch: string }): string {
  return policy.branches.target ?? defaultBranch;
}
