/**
 * Runbooks: what is wrong with a script, and which ones are stale or were touched. Pure.
 */
export {};
