import type { Actor, Check, Tampered, Via } from '../facts/fact.ts';
import type { Job, ReviewOpened } from '../facts/incident-facts.ts';
import type { Repository } from '../facts/repository.ts';
import type { Verdict } from '../facts/verdict.ts';
import type { ProductionDeploy } from './production-deploys.ts';

/** Somebody else changed what this App wrote. `number`: of the issue or pull request; of a comment its id. */
export type Disturbance = Pick<Tampered, 'what' | 'number' | 'change' | 'detail' | 'by'> & { at: Date };

/** One head that the branch had. */
export interface Head {
  sha: string;
  at: Date;
  by: Actor;
  subject: string | null;
  /** The branch may part from its target elsewhere than the head before: begun, forced, or merged into. */
  forks: boolean;
  /** It does not contain the head before it: forced, or begun anew at another commit. */
  leaves: boolean;
}

/** One attempt to bring one commit into production; several signals of the same attempt are one deploy. */
export interface Deploy {
  /** Stable over later signals of the same attempt, such as `deployment:42`. */
  id: string;
  sha: string;
  environment: string | null;
  state: 'requested' | 'running' | 'succeeded' | 'failed' | 'cancelled';
  requestedAt: Date;
  /** `null` until it ended. */
  finishedAt: Date | null;
  by: Actor | null;
  url: string | null;
  /** Repository that was asked by dispatch to deploy, if one was. */
  handedTo: string | null;
  /** The workflow run that it was a part of, where that is known. */
  run: number | null;
  /** The commit had been there before, and had given way to another one. It is recorded, and owes nothing by itself. */
  rollback: boolean;
}

/** A success of another commit in an environment where the hotfix had been deployed. */
export type LaterDeploy = ProductionDeploy & { rollback: boolean };

/** A pull request from the hotfix branch, as last seen. */
export interface PullRequest {
  number: number;
  base: string;
  head: string;
  state: 'open' | 'closed' | 'merged';
  draft: boolean;
  author: Actor;
  ours: boolean;
  createdAt: Date;
  endedAt: Date | null;
  mergedBy: Actor | null;
  mergeCommit: string | null;
  url: string;
}

/** One line of a person's comment that begins with `/hotfix`. */
export interface Command {
  /** With the comment's id, and which of its lines it is. */
  key: `command:${string}`;
  /** Of the issue or pull request that the comment is on. */
  number: number;
  /** Id of the comment. */
  comment: number;
  url: string | null;
  line: string;
  timezone: string;
  by: Actor;
  at: Date;
  /** Whether they have the right that it needs; `null`: GitHub was not asked. */
  entitled: boolean | null;
}

/** Time that one workflow run took on a commit of the hotfix. */
export interface WorkflowRun {
  /** GitHub's id of the run, and which try of it this was. */
  id: number;
  attempt: number;
  sha: string;
  workflows: string[];
  event: string;
  conclusion: string;
  startedAt: Date;
  finishedAt: Date;
  url: string;
}

/** That a push brought a commit of the hotfix to a branch. */
export interface Arrival {
  target: string;
  sha: string;
  /** Newest commit of the push. */
  by: string;
  at: Date;
  /** It brought nothing but commits of the hotfix, and GitHub's own merge of them: nothing of them can be missing. */
  clean: boolean;
}

/** Something was told of the checks of a commit; `of`: of its check runs, its statuses, or (`null`) perhaps of both. */
export interface ChecksChange {
  at: Date;
  of: 'runs' | 'statuses' | null;
}

/** Everything that happened to one branch under the hotfix prefix: the plain fold of its facts. */
export interface Hotfix {
  repository: Repository;
  branch: string;
  /** `null`: the name of the branch holds none. */
  incident: string | null;
  startedAt: Date;
  startedBy: Actor;
  /** `null` while the branch does not exist. */
  head: string | null;
  /** The head, or the one that the branch had when it was deleted. */
  lastHead: string;
  /** Every head in order; the same commit again is again in it. */
  heads: Head[];
  /** Its own commits: those that pushes brought to it, and not those that it was made from. */
  commits: string[];
  /** Those that were nowhere before a push brought them here: everything that happened to their checks was told. */
  fresh: string[];
  /** When the branch was deleted or moved by force: GitHub closes its pull request then. */
  endings: Date[];
  /** When the obligation began: the first push, or the branch's return after one that ended undeployed. */
  owedFrom: Date;
  /** When the branch came into being, last. */
  createdAt: Date;
  /** Set while the branch is deleted. */
  deleted: { at: Date; by: Actor } | null;
  /** The branch whose name this one took over, or that took over from this one, at the same commit. */
  renamedFrom: string | null;
  renamedTo: string | null;
  /** Heads whose check run another live branch at the same commit looks after. */
  sharedHeads: string[];
  deploys: Deploy[];
  /** What took its place in production, or came after it; oldest first. */
  laterDeploys: LaterDeploy[];
  pulls: PullRequest[];
  runs: WorkflowRun[];
  /** Jobs of runs of the fast lane, oldest reading first; `null`: GitHub no longer has them. */
  jobs: { run: number; attempt: number; sha: string; jobs: Job[] | null }[];
  /** Commits of this hotfix that a push brought to a branch, by that branch's name. */
  arrivals: Arrival[];
  /** Last reading of the checks by commit, with how many changes it covers; and the changes, oldest first. */
  checks: Record<string, { checks: Check[]; readAt: Date; covers: number }>;
  checksChanges: Record<string, ChecksChange[]>;
  requiredChecks: { target: string; names: string[]; readAt: Date } | null;
  /** Readings of mergeability, oldest first. */
  mergeability: {
    number: number;
    sha: string;
    mergeable: boolean | null;
    files: string[];
    covers: number;
    readAt: Date;
  }[];
  /** Pushes to a target that changed files of this hotfix, or may have. */
  touches: { target: string; sha: string; commits: string[]; at: Date }[];
  /** The last look at what became of the branch. */
  whereabouts: { sha: string; exists: boolean; readAt: Date } | null;
  /** Where the heads parted from a target, oldest reading first. */
  forkPoints: {
    sha: string;
    target: string;
    base: string | null;
    /** How many commits the target had that the head lacked; `null`: not known. */
    behind: number | null;
    files: string[];
    readAt: Date;
  }[];
  /** What the searches of a target found, by head and target the newest, oldest first. */
  proofs: {
    sha: string;
    target: string;
    verdict: Verdict;
    via: Via | null;
    readAt: Date;
    /** When a search last found all of it as it was; `null`: none did. */
    wholeAt: Date | null;
  }[];
  nothingToMerge: { sha: string; target: string; at: Date }[];
  /** Given on its pull requests and issues, oldest first. */
  commands: Command[];
  /** What others changed of what this App wrote, oldest first. */
  disturbances: Disturbance[];
  /** When somebody asked for everything to be looked at again. */
  rechecks: Date[];
  /** The review of its incident, wherever it is; `null`: there is none. */
  review: Pick<ReviewOpened, 'incident' | 'url' | 'where' | 'number'> | null;
  /** What this App has written, or may have (`number: null`, a create of unknown outcome), by artefact key. */
  written: Record<string, { number: number | null; url: string | null; at: Date }>;
  /** What GitHub refused, by artefact key: the last time, and how often. */
  refused: Record<string, { reason: string; at: Date; count: number; final: boolean }>;
}
