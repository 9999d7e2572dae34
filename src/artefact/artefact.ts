/**
 * What should exist on GitHub, as data. The words are written from the situation in `src/wording/`;
 * `src/github/` compares with what is there and writes the difference. Keys are stable: one artefact, one key.
 * An artefact that is not wanted any more is left as it is; of all that was written, only `hotfix: overdue` is ever
 * taken away.
 */
export type Artefact = CheckRun | Backfill | Labels | OverdueLabel | Reviewers | Comment | Reaction | Issue;

/** The **Hotfix policy** check run of one commit. */
export interface CheckRun {
  kind: 'check-run';
  key: `check:${string}`;
  sha: string;
  status: 'in_progress' | 'completed';
  conclusion: 'success' | 'failure' | 'neutral' | null;
  topic: CheckTopic;
}

export type CheckTopic =
  | 'policy-mistake'
  | 'misnamed'
  | 'before-backfill'
  | 'pipeline-pending'
  | 'pipeline-failed'
  | 'pipeline-passed'
  | 'backfill-closed'
  | 'backfill-refused'
  | 'reverted'
  | 'done'
  | 'abandoned'
  | 'discarded'
  | 'superseded';

/** The pull request from the hotfix branch to its target; `number` once there is one. */
export interface Backfill {
  kind: 'backfill';
  key: `backfill:${string}`;
  branch: string;
  sha: string;
  target: string;
  draft: boolean;
  number: number | null;
}

/** Labels that a pull request must have; it may have others. */
export interface Labels {
  kind: 'labels';
  key: `labels:${number}`;
  number: number;
  labels: string[];
}

/** That a pull request carries `hotfix: overdue`, or no longer does. */
export interface OverdueLabel {
  kind: 'overdue-label';
  key: `overdue-label:${number}`;
  number: number;
  present: boolean;
}

/** People and teams asked once to review. */
export interface Reviewers {
  kind: 'reviewers';
  key: `reviewers:${number}`;
  number: number;
  reviewers: string[];
}

/** A comment on a pull request or issue. `status` is edited in place; the others are written once. */
export interface Comment {
  kind: 'comment';
  /** Of an answer: that of its command. */
  key: `status:${number}` | `reminder:${number}:${string}` | `command:${string}`;
  number: number;
  topic: 'status' | 'reminder' | 'closed-unmerged' | 'reverted' | 'command';
  /** Of a reminder: 1 for the first. */
  count: number;
}

/** That a person's comment with commands was understood (`+1`), or that something of it was not done (`confused`). */
export interface Reaction {
  kind: 'reaction';
  key: `reaction:${number}`;
  comment: number;
  content: '+1' | 'confused';
}

/** A breach issue; closed when it is cured. `key` without its prefix is the rule and what it is about. */
export interface Issue {
  kind: 'issue';
  key: `breach:${string}` | `setup:${string}`;
  rule: BreachRule;
  state: 'open' | 'closed';
  labels: string[];
  assignees: string[];
}

/** The rules of which a breach has an issue. */
export type BreachRule =
  | 'overdue'
  | 'discarded'
  | 'bypassed'
  | 'frequency'
  | 'rogue-deploy'
  | 'policy-file'
  /** No breach: what was there before the App, told once. */
  | 'old-branches';

/** What GitHub must be asked before more can be said. The answers come in as facts. */
export type Question =
  /** `covers`: how many changes are known as it is asked. `required`: names or globs; the commit's statuses are read only where check runs do not answer for all of them, and where there may be any. */
  | { kind: 'checks'; sha: string; required: string[] | null; statuses: boolean; covers: number }
  /** What another of the repository's hotfixes was told will do, unless that was before `after`. */
  | { kind: 'required-checks'; target: string; after: Date | null }
  | { kind: 'mergeability'; number: number; sha: string; target: string; covers: number }
  | { kind: 'whereabouts'; sha: string }
  | { kind: 'fork-point'; sha: string; target: string }
  /** Whether somebody may give a command. `approvers`: users and teams; none: who may maintain the repository. */
  | {
      kind: 'entitlement';
      command: string;
      login: string;
      right: 'write' | 'approve';
      approvers: string[];
    }
  /** The jobs of a run of the fast lane. */
  | { kind: 'jobs'; run: number; attempt: number; sha: string }
  /** `fork`: where the head parted from the target, if known; `arrivedBy`, `pulls`: what is said to have brought it; `suspects`: what else may have. `earlier`: heads before it, whose content it has not all brought itself. */
  | {
      kind: 'proof';
      sha: string;
      target: string;
      fork: string | null;
      arrivedBy: string[];
      pulls: number[];
      suspects: string[];
      earlier: Brought[];
    };

/** A head, where it parted from the target, if known, and what is said to have brought it there. */
export interface Brought {
  sha: string;
  fork: string | null;
  arrivedBy: string[];
  pulls: number[];
}

export interface Plan {
  artefacts: Artefact[];
  questions: Question[];
  /** The next moment at which the plan could differ with no new fact; `null`: there is none. */
  lookAgainAt: Date | null;
}
