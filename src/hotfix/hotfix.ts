import type { Actor, Tampered } from '../facts/fact.ts';
import type { ReviewOpened } from '../facts/incident-facts.ts';
import type { Repository } from '../facts/repository.ts';
import type { JudgedCommand } from './commands/command.ts';
import type { ProductionDeploy } from './production-deploys.ts';
import type { Readings } from './readings.ts';

/** One head that the branch had. */
export interface Head {
  sha: string;
  at: Date;
  by: Actor;
  subject: string | null;
  /** Its fork point may differ from that of the head before: the branch was created, forced, or merged into. */
  forks: boolean;
  /** It does not contain the head before it: the branch was forced, or created again at another commit. */
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
  /** Repository that a dispatch asked to deploy, if one did. */
  handedTo: string | null;
  /** The workflow run that it was part of, where that is known. */
  run: number | null;
  /** The commit was there before and another one had replaced it. It is recorded, and owes nothing by itself. */
  rollback: boolean;
}

/**
 * Another repository says that a commit of the hotfix was deployed, and that does not count, at least not yet.
 */
export interface DeployHint {
  /** Key of the first fact of it, by which the right is asked about. */
  key: string;
  sha: string;
  at: Date;
  by: Actor | null;
  /** Full name of the other repository, where that is known. */
  where: string | null;
  /** Fewer people may see that repository than the hotfix's: neither it nor the sender is named. */
  hidden: boolean;
  /** Whether its sender may write in the hotfix's repository; `null`: GitHub has not been asked. */
  entitled: boolean | null;
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

/** A push brought a commit of the hotfix to a branch. */
export interface Arrival {
  target: string;
  sha: string;
  /** Newest commit of the push. */
  by: string;
  at: Date;
  /** It brought only commits of the hotfix, and GitHub's own merge of them: nothing can be missing. */
  clean: boolean;
}

/** Something happened to the checks of a commit; `of`: to its check runs, its statuses, or (`null`) perhaps to both. */
export interface CheckEvent {
  at: Date;
  of: 'runs' | 'statuses' | null;
}

/** A push to a target that changed files of the hotfix, or may have. */
export interface TargetChange {
  target: string;
  /** Newest commit of the push. */
  sha: string;
  /** From the first that changed such a file to the last. */
  commits: string[];
  at: Date;
}

/** Somebody else changed what this App wrote. `number`: of the issue or pull request; of a comment its id. */
export type Tampering = Pick<Tampered, 'what' | 'number' | 'change' | 'detail' | 'by'> & { at: Date };

/** This App's writes and GitHub's refusals, by artefact key. */
export interface HotfixLedger {
  /** `number: null`: a create of unknown outcome. */
  written: Record<string, { number: number | null; url: string | null; at: Date }>;
  /** The last time, and how often. */
  refused: Record<string, { reason: string; at: Date; count: number; final: boolean }>;
}

/** All that happened to one branch under the hotfix prefix: the fold of its facts. Lists are oldest first. */
export interface Hotfix {
  repository: Repository;
  branch: string;
  /** `null`: the branch name has none. */
  incident: string | null;
  startedAt: Date;
  startedBy: Actor;
  /** When the obligation began: the first push, or the branch's return after one that ended undeployed. */
  owedFrom: Date;
  /** When the branch was last created. */
  createdAt: Date;
  /** Set while the branch is deleted. */
  deleted: { at: Date; by: Actor } | null;
  /** When the branch was deleted or moved by force: GitHub closes its pull request then. */
  deletedOrForcedAt: Date[];
  /** The branch whose name this one took over, or that took over from this one, at the same commit. */
  renamedFrom: string | null;
  renamedTo: string | null;
  /** `null` while the branch does not exist. */
  head: string | null;
  /** The head, or the one that the branch had when it was deleted. */
  lastHead: string;
  /** A commit that the branch came back to is listed again. */
  heads: Head[];
  /** Heads whose check run belongs to another live branch at the same commit. */
  sharedHeads: string[];
  /** Its own commits: pushes brought them, and the branch was not created from them. */
  commits: string[];
  /** Commits that existed nowhere before a push brought them: no event of their checks was missed. */
  newCommits: string[];
  deploys: Deploy[];
  /** Successes of other commits where the hotfix had been deployed. */
  laterDeploys: LaterDeploy[];
  deployHints: DeployHint[];
  runs: WorkflowRun[];
  pulls: PullRequest[];
  /** Commits of this hotfix that a push brought to a branch. */
  arrivals: Arrival[];
  targetChanges: TargetChange[];
  /** By commit. */
  checkEvents: Record<string, CheckEvent[]>;
  /** Given on its pull requests and issues. */
  commands: JudgedCommand[];
  /** When somebody asked for everything to be looked at again. */
  rechecks: Date[];
  tampering: Tampering[];
  /** The review of its incident, wherever it is; `null`: there is none. */
  review: Pick<ReviewOpened, 'incident' | 'url' | 'where' | 'number'> | null;
  /** GitHub's answers to questions. */
  readings: Readings;
  /** This App's writes, and GitHub's refusals. */
  ledger: HotfixLedger;
}
