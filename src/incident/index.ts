/**
 * The post-incident review: its timeline, what people write into it, and what is missing. One file a rule in rules/;
 * plan.ts is their list. Pure.
 */
export {};
