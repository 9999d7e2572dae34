/**
 * Finds what no delivery reported: the delivery log, the daily comparison with GitHub, and the history of a hotfix or a
 * review that is older than the database.
 */
export {};
