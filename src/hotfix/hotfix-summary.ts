import type { Actor } from '../facts/fact.ts';

/** One hotfix as its repository counts it: what a list of a month's hotfixes shows. */
export interface HotfixSummary {
  branch: string;
  /** `null`: the branch is misnamed. */
  incident: string | null;
  author: Actor;
  startedAt: Date;
  state: 'open' | 'overdue' | 'done' | 'waived' | 'abandoned' | 'discarded' | 'renamed';
  /** Pull request that it came through, or is to come through. */
  pull: { number: number; url: string } | null;
  /** When its content reached the target. */
  doneAt: Date | null;
  /** How long the fast lane ran on it, and the full pipeline on its backfill; milliseconds, `null`: not seen. */
  laneTime: number | null;
  pipelineTime: number | null;
}

/** More hotfixes than the policy allows, in one calendar month of the policy's time zone. */
export interface FrequencyFinding {
  /** Such as `2026-11`: the month whose issue this is. */
  month: string;
  limit: number;
  window: 'month' | '30d';
  /** Oldest first. With `30d`, those of the windows that went over the limit in this month. */
  hotfixes: HotfixSummary[];
}
