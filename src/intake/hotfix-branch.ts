import { parseBranchName } from '../policy/branch-name.ts';
import type { Policy } from '../policy/policy.ts';

const heads = 'refs/heads/';

/** Whether the branch is under the hotfix prefix, well named or not. The prefix alone is none. */
export function isHotfixBranch(policy: Policy, branch: string): boolean {
  return parseBranchName(policy, branch).kind !== 'not-hotfix';
}

/** The branch of a full ref; `null` for tags, and for the branches that a merge queue makes and drops. */
export function branchOfRef(ref: string): string | null {
  if (!ref.startsWith(heads) || ref.length === heads.length) return null;
  const branch = ref.slice(heads.length);
  return branch.startsWith('gh-readonly-queue/') ? null : branch;
}

/** The hotfix branch that a deployment's ref names, in full or short; `null` where it names something else. */
export function hotfixBranchOfRef(policy: Policy, ref: string): string | null {
  const branch = ref.startsWith(heads) ? ref.slice(heads.length) : ref;
  return branch.length <= 255 && isHotfixBranch(policy, branch) ? branch : null;
}
