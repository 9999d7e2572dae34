import type { Check, Via } from '../facts/fact.ts';
import type { Job } from '../facts/incident-facts.ts';
import type { Verdict } from '../facts/verdict.ts';

/** GitHub's answers to questions, oldest first. */
export interface Readings {
  /** Whether the branch exists: the last reading. */
  whereabouts: { sha: string; exists: boolean; readAt: Date } | null;
  forkPoints: ForkPoint[];
  /** The newest for each head and target. */
  searches: SearchReading[];
  /** Pull requests that GitHub refused, because the target had every commit of the head. */
  nothingToMerge: { sha: string; target: string; at: Date }[];
  requiredChecks: { target: string; names: string[]; readAt: Date } | null;
  /** The last one, by commit. */
  checks: Record<string, ChecksReading>;
  mergeability: MergeabilityReading[];
  /** Jobs of fast-lane runs; `null`: GitHub no longer has them. */
  jobs: { run: number; attempt: number; sha: string; jobs: Job[] | null }[];
}

/** Where a head parted from a target. */
export interface ForkPoint {
  sha: string;
  target: string;
  base: string | null;
  /** How many commits the target had that the head lacked; `null`: not known. */
  behind: number | null;
  /** Files that the branch had changed since. */
  files: string[];
  readAt: Date;
}

/** Result of a search of the target for one head. */
export interface SearchReading {
  sha: string;
  target: string;
  verdict: Verdict;
  via: Via | null;
  readAt: Date;
  /** When a search last found all of it as it was; `null`: none did. */
  wholeAt: Date | null;
}

export interface ChecksReading {
  checks: Check[];
  readAt: Date;
  /** How many events of these checks were known by then. */
  covers: number;
}

export interface MergeabilityReading {
  number: number;
  sha: string;
  /** `null`: GitHub was still working it out. */
  mergeable: boolean | null;
  /** Changed on both sides. */
  files: string[];
  /** How many changes of the target were known by then. */
  covers: number;
  readAt: Date;
}
