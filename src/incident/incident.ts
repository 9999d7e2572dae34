import type { Actor } from '../facts/fact.ts';
import type { Repository } from '../facts/repository.ts';
import type { ReportedMoment } from '../hotfix/commands/accepted-commands.ts';
import type { Command } from '../hotfix/commands/command.ts';
import type { HotfixLedger } from '../hotfix/hotfix.ts';
import type { ProductionDeploy } from '../hotfix/production-deploys.ts';
import type { Situation } from '../hotfix/situation.ts';
import type { PolicyInForce } from '../policy/policy-in-force.ts';
import type { RunbookState } from '../runbook/runbooks.ts';
import type { PeopleParts } from './people-parts.ts';

/** A production deploy, and when it was requested. */
export type SeenDeploy = ProductionDeploy & { repository: Repository; startedAt: Date };

/** The issue in which people look back on an incident. */
export interface Review {
  number: number;
  url: string | null;
  openedAt: Date;
  /** `false`: a person opened it, and this App's part stands in a comment. */
  ours: boolean;
  state: 'open' | 'closed';
  closedAt: Date | null;
  /** Everything in it but this App's part. */
  people: PeopleParts;
  /** When a person last changed it, as far as deliveries say. */
  editedAt: Date | null;
}

/** An issue that a person opened for the incident. */
export interface Claim {
  key: string;
  number: number;
  url: string | null;
  repository: Repository;
  by: Actor;
  at: Date;
  /** Whether they may write there; `null`: GitHub has not been asked. */
  entitled: boolean | null;
}

/** A row that somebody filled in where another hotfix of the incident is; they may write there. */
export interface RowFromElsewhere {
  moment: ReportedMoment;
  /** Whether they may write where the review is; `null`: GitHub has not been asked. */
  entitled: boolean | null;
}

/** The runbooks of one repository, as far as they are known. */
export interface Runbooks {
  repository: Repository;
  /** `null`: GitHub has not been asked yet. */
  states: RunbookState[] | null;
  /** `false`: there may be more than are listed. */
  complete: boolean;
}

/** Everything about one incident of an account, in all of its repositories. */
export interface Incident {
  account: number;
  id: string;
  /** By their first push. */
  hotfixes: Situation[];
  /** Production deploys of their repositories, also from before the first hotfix; oldest first. */
  production: SeenDeploy[];
  /** The repository that the review is in, or belongs in; its policy holds for the review. */
  home: { repository: Repository; inForce: PolicyInForce };
  review: Review | null;
  claims: Claim[];
  /** Given on the review, oldest first. */
  commands: Command[];
  /** Oldest first in each repository. */
  fromElsewhere: RowFromElsewhere[];
  runbooks: Runbooks[];
  /** Artefacts in the ledger of the home repository, by key. */
  written: HotfixLedger['written'];
  refused: HotfixLedger['refused'];
}

export type ReviewQuestion =
  /** `about`: the key of a command or of a claim. */
  | { kind: 'entitlement'; about: string; login: string; repository: Repository }
  | { kind: 'runbooks'; repository: Repository };

/** Tells one question from every other. */
export function nameOfReviewQuestion(question: ReviewQuestion): string {
  const { kind, repository } = question;
  return `${kind} of ${repository.id}${kind === 'entitlement' ? `, to ${question.about}` : ''}`;
}
