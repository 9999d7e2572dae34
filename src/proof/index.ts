/**
 * Whether the content of a hotfix is on a branch: verdicts, and the evidence that they rest on. What is still missing to
 * decide is part of the answer; `github/read/` fetches it. Pure.
 */
export {};
