/**
 * Read-only answers from the database for pages, metrics, health and the command line. Nothing here asks GitHub or
 * changes anything.
 */
export {};
