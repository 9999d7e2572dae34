/**
 * The log: JSON or one pretty line, secrets scrubbed, control characters escaped.
 */
export {};
