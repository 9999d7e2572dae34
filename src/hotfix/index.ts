/**
 * One hotfix: `fold/` makes it from its facts, `settlement/` says whether the fix is owed, `rules/` say what follows, one
 * file a rule, and plan.ts is their list: the product's table of contents. Pure.
 */
export {};
