/** Names that this App gives to what it writes on GitHub. */

/** The check run of a hotfix's heads. It is not part of the pipeline that it reports on. */
export const checkRunName = 'Hotfix policy';
/** The check run of a commit that changes the policy file. */
export const policyCheckName = 'Hotfix policy file';
/** The check run of a commit that changes runbooks. */
export const runbookCheckName = 'Hotfix policy runbooks';

export const ownCheckNames = [checkRunName, policyCheckName, runbookCheckName];

export function isOwnCheckName(name: string): boolean {
  return ownCheckNames.includes(name);
}

/** The label of a backfill that is past its deadline. */
export const overdueLabel = 'hotfix: overdue';
