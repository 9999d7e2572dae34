/**
 * What work on one repository needs: its identity, the policy in force, the GitHub client, its facts and its
 * ledger.
 */
export {};
