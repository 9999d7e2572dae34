import type { Actor, Happened } from './happened.ts';

/** A job of a workflow run, or a step of one. */
export interface Step {
  name: string;
  /** `skipped`: ended without having judged anything. */
  state: 'passed' | 'failed' | 'pending' | 'skipped';
}

export interface Job extends Step {
  url: string | null;
  steps: Step[];
}

/** GitHub's answer when asked for the jobs of a run of the fast lane; asked once for each attempt. */
export interface JobsRead extends Happened {
  kind: 'jobs-read';
  branch: string;
  sha: string;
  run: number;
  attempt: number;
  /** `null`: GitHub no longer has the run. */
  jobs: Job[] | null;
}

/** A person opened an issue that names an incident as the form for reviews does. */
export interface ReviewClaimed extends Happened {
  kind: 'review-claimed';
  branch: null;
  sha: null;
  number: number;
  /** As it was written. */
  incident: string;
  url: string | null;
  by: Actor;
}

/**
 * The review of the hotfix's incident is there, in this repository or in another one of the same owner. Kept in the
 * ledger, and folded with the facts.
 */
export interface ReviewOpened extends Happened {
  kind: 'review-opened';
  branch: string;
  sha: null;
  incident: string;
  url: string | null;
  /** Full name of its repository. */
  where: string;
  number: number;
}

/**
 * The runbooks on the target, by the policy's paths. About the repository, not about one hotfix. `complete`: there are
 * no others, and of each it was asked who changed it last.
 */
export interface RunbooksRead extends Happened {
  kind: 'runbooks-read';
  branch: null;
  sha: null;
  target: string;
  runbooks: Runbook[];
  complete: boolean;
  /** The policy's paths by which it was asked. */
  paths?: string[];
  /** When GitHub was asked, ISO 8601, where that was before: for another incident, and nothing touched them since. */
  askedAt?: string;
}

/** `changedAt`: its last commit on the target, ISO 8601; `null`: not asked, or not known. `url`: its page at GitHub. */
export interface Runbook {
  path: string;
  changedAt: string | null;
  by: string | null;
  url: string;
}
