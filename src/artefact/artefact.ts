import type { ArtefactKey, ReminderKey } from './keys.ts';

/**
 * What should exist on GitHub, as data: the same for a hotfix, a repository and an incident. Its words are in
 * `src/wording/`; `src/github/` writes the difference to what exists. An artefact that is no longer wanted stays as
 * it is: only the label `hotfix: overdue` is ever removed.
 */
export type Artefact =
  | CheckRun
  | Backfill
  | Labels
  | OverdueLabel
  | Reviewers
  | Comment
  | Reminder
  | Reaction
  | Issue
  | ReviewIssue
  | AdoptedReview;

/**
 * Who maintains it after it was written. `current`: this App keeps it up to date. `people`: its text is kept up to
 * date, and people decide whether it is open. `once`: it is written once and left alone.
 */
export type Upkeep = 'current' | 'people' | 'once';

interface Wanted {
  key: ArtefactKey;
  upkeep: Upkeep;
  /** Everybody notices its creation: GitHub is first asked whether it is still true. */
  alerts: boolean;
  /** It shows the current state: while more is about to arrive, it stays as it is. */
  mirrors: boolean;
  /** An incident waits for it: it comes before labels, comments and issues. */
  urgent: boolean;
}

/** The traits of most artefacts. */
const quiet = { upkeep: 'once', alerts: false, mirrors: false, urgent: false } as const;

/** A check run of one commit. `headline`: the rule whose note it shows; `null`: a later head took its place. */
export interface CheckRun extends Wanted {
  kind: 'check-run';
  key: `check:${string}` | `policy-check:${string}` | `runbook-check:${string}`;
  sha: string;
  conclusion: Conclusion;
  headline: string | null;
}

/** `null`: not decided yet. */
export type Conclusion = 'success' | 'failure' | 'neutral' | null;

/** The pull request from the hotfix branch to its target; `number` once there is one. */
export interface Backfill extends Wanted {
  kind: 'backfill';
  key: `backfill:${string}:${number}`;
  branch: string;
  sha: string;
  target: string;
  draft: boolean;
  number: number | null;
}

/** Labels that a pull request must have; it may have others. */
export interface Labels extends Wanted {
  kind: 'labels';
  key: `labels:${number}`;
  number: number;
  labels: string[];
}

/** The pull request has the label `hotfix: overdue`, or no longer has it. */
export interface OverdueLabel extends Wanted {
  kind: 'overdue-label';
  key: `overdue-label:${number}`;
  number: number;
  present: boolean;
}

/** People and teams who are asked once to review. */
export interface Reviewers extends Wanted {
  kind: 'reviewers';
  key: `reviewers:${number}`;
  number: number;
  reviewers: string[];
}

/** A comment on a pull request or an issue. The key of an answer is that of its command. */
export interface Comment extends Wanted {
  kind: 'comment';
  key:
    | ReminderKey
    | `status:${number}`
    | `command:${string}`
    | `review-block:${string}`
    | `review-elsewhere:${number}`;
  number: number;
}

/** A comment that reminds people. `count`: 1 for the first of this obligation. */
export interface Reminder extends Wanted {
  kind: 'reminder';
  key: ReminderKey;
  number: number;
  count: number;
}

/** A person's comment with commands was understood (`+1`), or a command in it was not carried out (`confused`). */
export interface Reaction extends Wanted {
  kind: 'reaction';
  key: `reaction:${number}`;
  comment: number;
  content: '+1' | 'confused';
}

/** An issue about a breach, or about branches from before the App; closed when it is cured. */
export interface Issue extends Wanted {
  kind: 'issue';
  key: `breach:${string}:${string}` | 'breach:policy-file' | 'setup:old-branches';
  state: 'open' | 'closed';
  labels: string[];
  assignees: string[];
}

/** The post-incident pipeline review, in which people write too. */
export interface ReviewIssue extends Wanted {
  kind: 'review';
  key: `review:${string}`;
  incident: string;
  labels: string[];
  assignees: string[];
}

/** The issue that a person opened for the incident becomes its review. */
export interface AdoptedReview extends Wanted {
  kind: 'adopted-review';
  key: `review:${string}`;
  number: number;
  url: string | null;
}

type Without<A extends Wanted> = Omit<A, 'kind' | keyof Wanted> & Pick<A, 'key'>;

export function comment(of: Without<Comment>): Comment {
  return { ...quiet, kind: 'comment', ...of };
}

export function reminder(of: Without<Reminder>): Reminder {
  return { ...quiet, kind: 'reminder', alerts: true, ...of };
}

export function reaction(of: Without<Reaction>): Reaction {
  return { ...quiet, kind: 'reaction', ...of };
}

/** `upkeep`: see {@link Upkeep}. Opening one alerts people, closing one does not. */
export function issue(of: Without<Issue> & { upkeep: Upkeep }): Issue {
  return { ...quiet, kind: 'issue', alerts: of.state === 'open', ...of };
}

export function labels(of: Without<Labels>): Labels {
  return { ...quiet, kind: 'labels', upkeep: 'current', ...of };
}

export function overdueMark(of: Without<OverdueLabel>): OverdueLabel {
  return { ...quiet, kind: 'overdue-label', upkeep: 'current', alerts: of.present, ...of };
}

export function reviewers(of: Without<Reviewers>): Reviewers {
  return { ...quiet, kind: 'reviewers', ...of };
}

export function backfill(of: Without<Backfill>): Backfill {
  return { ...quiet, kind: 'backfill', urgent: true, ...of };
}

/** Kept up to date, and the first thing that people look at in an incident. */
export function checkRun(of: Without<CheckRun>): CheckRun {
  return { kind: 'check-run', upkeep: 'current', alerts: false, mirrors: true, urgent: true, ...of };
}

/** The comment that shows the current state, edited in place. */
export function statusComment(of: Without<Comment>): Comment {
  return { ...comment(of), upkeep: 'current', mirrors: true };
}

export function reviewIssue(of: Without<ReviewIssue>): ReviewIssue {
  return { ...quiet, kind: 'review', upkeep: 'current', ...of };
}

export function adoptedReview(of: Without<AdoptedReview>): AdoptedReview {
  return { ...quiet, kind: 'adopted-review', ...of };
}
