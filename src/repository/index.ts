/**
 * A repository as a whole: how often its fast lane is used, deploys that belong to no branch, its policy file, branches
 * from before the App. One file a rule; plan.ts is their list. Pure.
 */
export {};
