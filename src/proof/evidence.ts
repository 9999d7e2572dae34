/** One file between two commits, as GitHub shows it. */
export interface FileDiff {
  path: string;
  /** The old name of a file that was renamed. */
  previous: string | null;
  /** GitHub's word: `added`, `modified`, `removed`, `renamed`, `changed`, … */
  status: string;
  /** Id of the new content; `null` where the file was removed. */
  blob: string | null;
  /** Empty for a file that only got another name; `null` where GitHub gives none: binary, or too large. */
  patch: string | null;
  /** Its lines cannot be compared: every change replaces all of it. */
  binary: boolean;
}

export interface CommitSeen {
  sha: string;
  parents: string[];
  message: string;
  /** ISO 8601. */
  at: string;
}

/** Changes from `base` to another commit that descends from it. */
export interface Difference {
  /** Their fork point: equal to the commit that was asked about, unless history was rewritten. */
  base: string;
  head: string;
  files: FileDiff[];
  /** Oldest first. */
  commits: CommitSeen[];
  /** There are more commits that have not been read. */
  more: boolean;
}

/** A commit with what it changed. */
export interface CommitDiff extends CommitSeen {
  files: FileDiff[];
}

/** All that a verdict follows from. */
export interface Evidence {
  /** Full name of the repository, such as `acme/checkout-service`. */
  repository: string;
  /** The hotfix's changes since its fork point. */
  own: Difference;
  /** The target's changes since then; complete for the files of `own`. */
  target: Difference;
  /** Commits by which all of `own` is said to have come to the target, such as its pull request's merge commit. */
  arrivedBy: string[];
  /** Pull requests by which it is said to have come. */
  pulls: number[];
  /** The part that a later head kept; `null`: all of it counts. */
  kept: Difference | null;
  /** The target as it was when the hotfix came to it; asked for only where it matters. */
  atArrival: AtArrival | null;
  /** The hotfix's own commits; asked for only where it matters. */
  steps: CommitDiff[] | null;
  /** Commits of the target that changed the hotfix's files; asked for only where it matters. */
  history: CommitDiff[] | null;
}

/** The target's changes since the fork point when a commit came to it. */
export interface AtArrival {
  sha: string;
  /** Up to and with that commit. */
  after: Difference;
  /** Up to its first parent; `null`: it has none that GitHub knows. */
  before: Difference | null;
  /** It merged two sides: whoever made it saw both. */
  merge: boolean;
}

/** Evidence that must be read before a verdict. */
export type MissingEvidence =
  | { kind: 'commits' }
  | { kind: 'steps' }
  | { kind: 'at-arrival'; sha: string; before: string | null; merge: boolean }
  | { kind: 'history'; paths: string[] };
