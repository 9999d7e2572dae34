/**
 * The command line: one file a verb, one frame for options, help, JSON and exit status.
 */
export {};
