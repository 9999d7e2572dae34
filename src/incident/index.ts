/**
 * The post-incident review: its timeline, what people wrote into it, and what is still missing. One file a rule; plan.ts
 * is their list. Pure.
 */
export {};
