import type { Actor, Happened } from './happened.ts';
import type { JobsRead, ReviewClaimed, ReviewOpened, RunbooksRead } from './incident-facts.ts';
import type { Verdict } from './verdict.ts';

export type { Actor } from './happened.ts';
export type { Runbook, RunbooksRead } from './incident-facts.ts';

/** A branch under the hotfix prefix was created or moved. `sha` is the new head. */
export interface Pushed extends Happened {
  kind: 'pushed';
  branch: string;
  sha: string;
  /** The head before; `null` when the branch was created by this push. */
  before: string | null;
  forced: boolean;
  by: Actor;
  /** First line of the head commit's message, or `null` where the delivery had none. */
  subject: string | null;
  /** Commits that the push brought, oldest first. */
  commits: string[];
  /** Files that these commits changed; `null` where the delivery did not list them all. */
  files: string[] | null;
  /** It also brought commits that were elsewhere before, as a merge of the target does. */
  merging: boolean;
}

/** A branch under the hotfix prefix was deleted. `sha` is the head that it had. */
export interface BranchDeleted extends Happened {
  kind: 'branch-deleted';
  branch: string;
  sha: string;
  by: Actor;
}

/** The target moved. `branch` is the target; `commits` are the ids that the push brought to it. */
export interface TargetPushed extends Happened {
  kind: 'target-pushed';
  branch: string;
  sha: string;
  commits: string[];
  /**
   * Files by the commit that changed them; `null` where the delivery did not list them all. A merge lists none:
   * `files` is `null`, because it may have left out what one side did.
   */
  changes: { sha: string; files: string[] | null }[] | null;
  /** The newest commit was made by GitHub itself, as its merge button does: it holds what both sides had. */
  byGitHub: boolean;
}

/**
 * A push to the target changed files of the hotfix, or may have: a hint to look for its content again. `branch` is
 * the hotfix's; `commits` are those that the push brought, from the first to the last that changed such a file.
 */
export interface TargetTouched extends Happened {
  kind: 'target-touched';
  branch: string;
  sha: string;
  target: string;
  commits: string[];
}

/** GitHub's deployment of a commit to a production environment: created, or one of its statuses. */
export interface DeploymentSeen extends Happened {
  kind: 'deployment';
  sha: string;
  deployment: number;
  environment: string;
  /** Branch, tag or commit that was asked to be deployed, as GitHub writes it. */
  ref: string;
  /** `created`, or GitHub's state: an open string (`queued`, `waiting`, `in_progress`, `success`, …). */
  state: string;
  /** When the deployment was created, ISO 8601. */
  createdAt: string;
  by: Actor | null;
  /** The workflow run that made it, where GitHub says so. */
  run: number | null;
  url: string | null;
  /** Full name of the repository; not where it was read from GitHub's history. */
  where?: string;
  needsRight?: NeedsRight;
  hidden?: Hidden;
}

/** A workflow run on a hotfix branch came to its end. */
export interface WorkflowRunEnded extends Happened {
  kind: 'workflow-run';
  branch: string;
  sha: string;
  run: number;
  attempt: number;
  /** Its own file and the reusable ones that it called, as GitHub writes them. */
  workflows: string[];
  /** The event that started it: `push`, `pull_request`, … */
  event: string;
  conclusion: string;
  startedAt: string;
  by: Actor | null;
  url: string;
}

/**
 * A deploy of another repository's commit counts only with a right to say so there. Facts lack this from before that
 * was asked: they count as they did.
 */
type NeedsRight = true;

/** It came from a repository that fewer people may see. Found out whenever it is read; never stored. */
type Hidden = true;

/** A `repository_dispatch` handed a commit over for deployment, perhaps to another repository. */
export interface DeployDispatched extends Happened {
  kind: 'dispatch';
  sha: string;
  branch: null;
  type: string;
  /** Full name of the repository that was asked to deploy; `null`: it is not named here. */
  to: string | null;
  service: string | null;
  environment: string | null;
  by: Actor | null;
  needsRight?: NeedsRight;
  hidden?: Hidden;
}

/** A pull request from the hotfix branch, as it stood at `at` (its `updated_at`). `sha` is its head. */
export interface PullRequestSeen extends Happened {
  kind: 'pull-request';
  branch: string;
  sha: string;
  number: number;
  base: string;
  state: 'open' | 'closed' | 'merged';
  draft: boolean;
  author: Actor;
  /** Opened by this App. */
  ours: boolean;
  createdAt: string;
  /** When it was closed or merged; `null` while open. */
  endedAt: string | null;
  mergedBy: Actor | null;
  mergeCommit: string | null;
  url: string;
}

/** Something about the checks of a commit changed: a hint to read them again. Times are of receipt. */
export interface ChecksChanged extends Happened {
  kind: 'checks-changed';
  branch: null;
  sha: string;
  /** A check run or suite, or a commit status; it may be either where this is not said. */
  of?: 'runs' | 'statuses';
  /** It names a followed branch: kept even if the push of the commit has not been delivered yet. */
  followed?: true;
}

/** One check run or commit status, the newest of its name. */
export interface Check {
  name: string;
  /** `skipped`: ended without having judged anything (skipped, neutral). */
  state: 'passed' | 'failed' | 'pending' | 'skipped';
  /** ISO 8601; `null` where GitHub gives none. */
  startedAt: string | null;
  url: string | null;
}

/** GitHub's answer when asked for the checks of a commit, without this App's own. */
export interface ChecksRead extends Happened {
  kind: 'checks-read';
  branch: string;
  sha: string;
  checks: Check[];
  /** How many changes of these checks were known when it was asked: a count, because a clock may be set. */
  covers: number;
}

/** The checks that GitHub requires on the target before a merge. */
export interface RequiredChecksRead extends Happened {
  kind: 'required-checks-read';
  branch: string;
  sha: null;
  target: string;
  names: string[];
}

/** Whether the backfill can be merged; `null`: GitHub is still working it out. `files` changed on both sides. */
export interface MergeabilityRead extends Happened {
  kind: 'mergeability-read';
  branch: string;
  sha: string;
  number: number;
  mergeable: boolean | null;
  files: string[];
  /** How many pushes that touched the hotfix's files were known when it was asked. */
  covers: number;
}

/** GitHub was asked what became of the branch: its pull requests came in as facts of their own. */
export interface WhereaboutsRead extends Happened {
  kind: 'whereabouts-read';
  branch: string;
  sha: string;
  /** The branch exists now. */
  exists: boolean;
}

/** Where the hotfix parted from its target, asked while that can be told: a merge hides it. */
export interface ForkPointRead extends Happened {
  kind: 'fork-point-read';
  branch: string;
  sha: string;
  target: string;
  /** `null`: all of the branch was on the target already. */
  base: string | null;
  /** How many commits the target had then that the branch lacked. */
  behind?: number;
  /** Files that the branch changed since. */
  files: string[];
}

/** The target was searched for the hotfix, up to its head `sha`. */
export interface TargetSearched extends Happened {
  kind: 'proof-read';
  branch: string;
  sha: string;
  target: string;
  verdict: Verdict;
  /** The merged pull request by which it came; `none`: it came past them all; `null`: not asked, or not known. */
  via: Via | null;
}

export type Via = { number: number; url: string } | 'none';

/** GitHub refused the pull request: the target already has every commit of the branch. */
export interface NothingToMerge extends Happened {
  kind: 'nothing-to-merge';
  branch: string;
  sha: string;
  target: string;
}

/**
 * A person wrote a line that begins with `/hotfix` in a comment on an issue or a pull request, by whose `number` the
 * hotfix is found. Who may have it carried out is another matter.
 */
export interface Commanded extends Happened {
  kind: 'commanded';
  key: `command:${string}`;
  branch: null;
  sha: null;
  number: number;
  /** Id of the comment. */
  comment: number;
  url: string | null;
  /** The line as it was written, and the policy's time zone then: times of day are understood by it. */
  line: string;
  timezone: string;
  by: Actor;
}

/**
 * GitHub's answer when asked whether somebody has the right that a command needs. Asked once: an accepted command
 * stays accepted. The branch is `null` for what was given on an incident's review.
 */
export interface EntitlementRead extends Happened {
  kind: 'entitlement-read';
  branch: string | null;
  sha: null;
  /** Key of the {@link Commanded}, of the {@link ReviewClaimed}, or of what another repository said of a deploy. */
  command: string;
  entitled: boolean;
}

/**
 * Somebody else changed what this App wrote. `number`: of the issue or pull request; of a comment its id. `detail`: the
 * label. The branch is that of the hotfix that it was written for; `null` for what belongs to the repository.
 */
export interface Tampered extends Happened {
  kind: 'disturbed';
  branch: string | null;
  sha: null;
  what: 'label' | 'issue' | 'comment';
  number: number;
  change: 'added' | 'removed' | 'closed' | 'edited' | 'deleted';
  detail: string | null;
  by: Actor;
}

/** Where a deployed commit was found that no push had brought. It concerns the repository, not one hotfix. */
export interface CommitPlaced extends Happened {
  kind: 'commit-placed';
  branch: null;
  sha: string;
  target: string;
  /** `neither`: it is on no existing hotfix branch and not on the target. `gone`: GitHub cannot tell. */
  place: 'target' | 'hotfix' | 'neither' | 'gone';
}

/**
 * This App wrote an artefact: the number or id that GitHub gave it; `null` where a create was begun and its outcome
 * is not known. Kept in the ledger, and folded with the facts.
 */
export interface ArtefactWritten extends Happened {
  kind: 'written';
  branch: string;
  sha: null;
  artefact: string;
  number: number | null;
  url: string | null;
}

/** GitHub refused, for good, something that was wanted; a person has to act. A review has no branch. */
export interface Refused extends Happened {
  kind: 'refused';
  branch: string | null;
  sha: null;
  artefact: string;
  reason: string;
  /** It is no use to try again: issues are switched off. */
  final: boolean;
}

export type Fact =
  | Pushed
  | BranchDeleted
  | TargetPushed
  | TargetTouched
  | DeploymentSeen
  | WorkflowRunEnded
  | DeployDispatched
  | PullRequestSeen
  | ChecksChanged
  | ChecksRead
  | RequiredChecksRead
  | MergeabilityRead
  | WhereaboutsRead
  | ForkPointRead
  | TargetSearched
  | NothingToMerge
  | Commanded
  | EntitlementRead
  | Tampered
  | CommitPlaced
  | JobsRead
  | ReviewClaimed
  | ReviewOpened
  | RunbooksRead
  | ArtefactWritten
  | Refused;
