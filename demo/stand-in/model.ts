/** The state of the stand-in for GitHub. Everything but the commits is plain data, for tests and pages to read. */
import type { GitRepository } from './git-repository.ts';

export interface Account {
  id: number;
  login: string;
  type: 'User' | 'Bot' | 'Organization';
}

/** Where the App is installed. */
export interface Installation {
  id: number;
  account: string;
  suspended: boolean;
  createdAt: Date;
}

export interface Team {
  id: number;
  slug: string;
  name: string;
  members: string[];
}

export interface Label {
  id: number;
  name: string;
  color: string;
  description: string | null;
}

export interface Comment {
  id: number;
  author: Account;
  /** The App that wrote it, if one did. */
  app: number | null;
  body: string;
  reactions: { by: Account; content: string }[];
  createdAt: Date;
  updatedAt: Date;
}

/** An issue, or the issue half of a pull request. */
export interface Issue {
  id: number;
  number: number;
  title: string;
  body: string;
  author: Account;
  app: number | null;
  state: 'open' | 'closed';
  stateReason: 'completed' | 'reopened' | 'not_planned' | 'duplicate' | null;
  labels: string[];
  assignees: string[];
  comments: Comment[];
  createdAt: Date;
  updatedAt: Date;
  closedAt: Date | null;
  /** Set for a pull request. */
  pull: Pull | null;
}

export interface Pull {
  id: number;
  base: string;
  head: string;
  headSha: string;
  draft: boolean;
  merged: { at: Date; by: Account; commit: string } | null;
  requestedReviewers: string[];
  requestedTeams: string[];
  /** Who was notified of a review request, as often as they were. */
  reviewNotices: ReviewNotice[];
  /** GitHub works it out in the background: it is missing at the first request after a change. */
  mergeable: boolean | null;
  /** When GitHub started on it without a request: when the pull request was opened, or pushed to. */
  mergeableSince: Date | null;
}

export interface ReviewNotice {
  id: number;
  /** A login, or the slug of a team. */
  to: string;
  team: boolean;
  by: Account;
  at: Date;
}

export interface CheckRun {
  id: number;
  sha: string;
  branch: string | null;
  app: { id: number; slug: string; name: string };
  name: string;
  externalId: string;
  status: 'queued' | 'in_progress' | 'completed';
  conclusion: string | null;
  startedAt: Date;
  completedAt: Date | null;
  title: string | null;
  summary: string | null;
  annotations: Annotation[];
}

export interface Annotation {
  path: string;
  start_line: number;
  end_line: number;
  start_column?: number;
  end_column?: number;
  annotation_level: string;
  title?: string;
  message: string;
}

export interface CommitStatus {
  id: number;
  sha: string;
  context: string;
  state: 'error' | 'failure' | 'pending' | 'success';
  createdAt: Date;
}

export interface Deployment {
  id: number;
  sha: string;
  ref: string;
  environment: string;
  creator: Account;
  run: number | null;
  createdAt: Date;
  statuses: { id: number; state: string; createdAt: Date }[];
}

/** One movement of a branch in GitHub's history. */
export interface Activity {
  id: number;
  branch: string;
  before: string | null;
  after: string | null;
  at: Date;
  type: 'push' | 'force_push' | 'branch_creation' | 'branch_deletion' | 'pr_merge' | 'merge_queue_merge';
  actor: Account;
}

/** A job of a workflow run; its steps ended when it did. */
export interface Job {
  id: number;
  name: string;
  conclusion: string;
  steps: { name: string; conclusion: string }[];
  at: Date;
}

export interface WorkflowRun {
  id: number;
  attempt: number;
  path: string;
  name: string;
  event: string;
  branch: string;
  sha: string;
  status: 'queued' | 'in_progress' | 'completed';
  conclusion: string | null;
  referenced: string[];
  actor: Account;
  startedAt: Date;
  updatedAt: Date;
  jobs: Job[];
}

export type Visibility = 'public' | 'internal' | 'private';

export interface Repository {
  id: number;
  owner: Account;
  name: string;
  defaultBranch: string;
  visibility: Visibility;
  hasIssues: boolean;
  deleteBranchOnMerge: boolean;
  archived: boolean;
  git: GitRepository;
  pushedAt: Date;
  /** Issues and pull requests by number. */
  issues: Map<number, Issue>;
  labels: Map<string, Label>;
  checkRuns: CheckRun[];
  statuses: CommitStatus[];
  deployments: Deployment[];
  /** Oldest first. */
  activities: Activity[];
  runs: WorkflowRun[];
  /** Required checks by branch, and how they are configured. */
  protection: Map<string, { checks: string[]; via: 'protection' | 'ruleset' }>;
  /** Their role, by login in lower case: `read`, `triage`, `write`, `maintain` or `admin`. */
  collaborators: Map<string, string>;
}
