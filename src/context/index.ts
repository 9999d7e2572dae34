/**
 * What it takes to work on one repository: who it is, the policy in force, the way to GitHub, what is known, the ledger.
 */
export {};
