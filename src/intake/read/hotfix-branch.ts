import { parseBranchName } from '../../policy/branch-name.ts';
import type { Policy } from '../../policy/policy.ts';
import type { ReadingContext } from './reading.ts';

const heads = 'refs/heads/';

/** Whether the branch is under the hotfix prefix, well named or not. The prefix alone is none. */
function isHotfixBranch(policy: Policy, branch: string): boolean {
  return parseBranchName(policy, branch).kind !== 'not-hotfix';
}

/** Also one that was followed before the policy had another prefix: what it owes, it owes. */
export function isFollowed({ policy, known }: ReadingContext, branch: string): boolean {
  return isHotfixBranch(policy, branch) || known?.has(branch) === true;
}

/** The branch of a full ref; `null` for tags, and for the branches that a merge queue makes and drops. */
export function branchOfRef(ref: string): string | null {
  if (!ref.startsWith(heads) || ref.length === heads.length) return null;
  const branch = ref.slice(heads.length);
  return branch.startsWith('gh-readonly-queue/') ? null : branch;
}

/** The hotfix branch that a deployment's ref names, in full or short; `null` where it names something else. */
export function hotfixBranchOfRef(context: ReadingContext, ref: string): string | null {
  const branch = ref.startsWith(heads) ? ref.slice(heads.length) : ref;
  return branch.length <= 255 && isFollowed(context, branch) ? branch : null;
}
