/**
 * The rules in force for one repository, after parsing: every value present, durations in milliseconds.
 * Key names follow the policy file (`open-after` → `openAfter`).
 */
export interface Policy {
  mode: 'enforce' | 'observe' | 'off';
  branches: {
    /** Ends in whatever the file says; the default is `hotfix/`. */
    prefix: string;
    /** Source of the regular expression (RE2 syntax) that what follows the prefix must match. */
    name: string;
    /** `null`: the repository's default branch. */
    target: string | null;
  };
  incidents: {
    /** With the placeholder `{incident}`; `null`: incidents are not linked. */
    url: string | null;
  };
  /** User logins, and `org/team` slugs. */
  owners: string[];
  /** Who may extend, waive and declare; user logins, and `org/team` slugs. Empty: maintain or admin permission. */
  approvers: string[];
  /** IANA name. */
  timezone: string;
  backfill: {
    deadline: number;
    /** What starts the deadline: the first push, or the first successful production deploy. */
    clock: 'push' | 'deploy';
    openAfter: number;
    draft: boolean;
    labels: string[];
    /** User logins, and `org/team` slugs. */
    reviewers: string[];
    /** Globs over check names; empty: the branch's required checks, and where it has none, all. */
    requiredChecks: string[];
  };
  reminders: {
    every: number;
    limit: number;
    /** Minutes after local midnight; `from` may be later than `until` (over midnight). */
    quietHours: { from: number; until: number } | null;
    /** ISO weekdays, 1 = Monday … 7 = Sunday, on which reminders may be sent; `null`: all. */
    weekdays: number[] | null;
  };
  frequency: { limit: number; window: 'month' | '30d' };
  deploys: {
    /** Globs over environment names, compared without case. */
    environments: string[];
    /** File names of the fast lane's workflows, such as `hotfix-ci.yml`. */
    workflows: string[];
    /** Types of `repository_dispatch` that hand a commit over for deployment. */
    dispatches: string[];
  };
  pipeline: { gates: Record<string, Gate> };
  issues: { labels: string[]; assignees: string[] };
}

/** One step of a pipeline, and whether the fast lane keeps it. */
export interface Gate {
  keep: boolean;
  /** Globs over job and step names that recognise it. */
  match: string[];
}

/** One mistake in a policy file. `line` and `column` count from 1. */
export interface PolicyMistake {
  line: number;
  column: number;
  /** Dotted path of the key, such as `backfill.deadline`; empty for the file as a whole. */
  path: string;
  /** A sentence that says what is wrong and what to write instead. */
  message: string;
}

export type ParsedPolicy =
  | { ok: true; policy: Policy; notInForce: string[] }
  | { ok: false; mistakes: PolicyMistake[] };
