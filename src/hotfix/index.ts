/**
 * One hotfix: `fold/` makes it from its facts, `settlement/` derives whether the fix is still owed, `rules/` say what
 * follows, one file a rule, and plan.ts lists them: the product's table of contents. Pure.
 */
export {};
