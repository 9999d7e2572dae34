/**
 * Read-only answers for metrics, health and the command line. It never asks GitHub.
 */
export {};
