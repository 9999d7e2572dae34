/**
 * Whether the content of a hotfix is on a branch: verdicts, and the evidence that they rest on. What must be
 * read before a verdict is part of the answer; `github/read/` reads it. Pure.
 */
export {};
