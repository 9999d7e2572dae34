import type { Reaction } from '../artefact/artefact.ts';
import type { ReminderKey } from '../artefact/keys.ts';
import type { Actor } from '../facts/fact.ts';
import type { Repository } from '../facts/repository.ts';
import type { Command } from '../hotfix/commands/command.ts';
import type { HotfixLedger } from '../hotfix/hotfix.ts';
import type { ProductionDeploy } from '../hotfix/production-deploys.ts';
import type { Situation } from '../hotfix/situation.ts';
import type { PolicyInForce } from '../policy/effective-policy.ts';
import type { RunbookState } from '../runbook/runbooks.ts';
import type { PeopleParts } from './people-parts.ts';

/** A production deploy, with when it was asked for. */
export type SeenDeploy = ProductionDeploy & { repository: Repository; startedAt: Date };

/** The issue in which an incident is looked back on. */
export interface Review {
  number: number;
  url: string | null;
  openedAt: Date;
  /** `false`: a person opened it; what is this App's stands in a comment of its own. */
  ours: boolean;
  state: 'open' | 'closed';
  closedAt: Date | null;
  /** What stands in it beside what is this App's. */
  people: PeopleParts;
  /** When a person last changed it, as far as was told. */
  editedAt: Date | null;
}

/** An issue that a person opened for the incident, and whether they may write here; `null`: GitHub was not asked. */
export interface Claim {
  key: string;
  number: number;
  url: string | null;
  repository: Repository;
  by: Actor;
  at: Date;
  entitled: boolean | null;
}

/** What is known of the runbooks of one repository. */
export interface Runbooks {
  repository: Repository;
  /** `null`: GitHub was not asked yet. */
  states: RunbookState[] | null;
  /** There may be more than were listed. */
  complete: boolean;
}

/** Everything of one owner's hotfixes that belongs to one incident. */
export interface Incident {
  owner: string;
  id: string;
  /** By their first push. */
  hotfixes: Situation[];
  /** Production deploys of their repositories, from before the first of them on; oldest first. */
  production: SeenDeploy[];
  /** Where the review is, or is to be; its rules hold for the review. */
  home: { repository: Repository; inForce: PolicyInForce };
  review: Review | null;
  claims: Claim[];
  /** Given on the review, oldest first. */
  commands: Command[];
  runbooks: Runbooks[];
  /** Artefacts in the ledger of the home repository, by key. */
  written: HotfixLedger['written'];
  refused: HotfixLedger['refused'];
}

export type ReviewArtefact =
  | { kind: 'review'; key: `review:${string}` }
  /** The issue that a person opened becomes the review. */
  | { kind: 'adopted'; key: `review:${string}`; claim: Claim }
  | {
      kind: 'review-comment';
      /** Of an answer: that of its command. */
      key: ReminderKey | `command:${string}` | `review-elsewhere:${number}`;
      number: number;
      topic: 'reminder' | 'command' | 'elsewhere';
      /** Of a reminder: 1 for the first. */
      count: number;
    }
  | Reaction;

export type ReviewQuestion =
  /** `about`: the key of a command or of a claim. */
  | { kind: 'entitlement'; about: string; login: string; repository: Repository }
  | { kind: 'runbooks'; repository: Repository };

/** Names a question with all that it is about. */
export function nameOfReviewQuestion(question: ReviewQuestion): string {
  const { kind, repository } = question;
  return `${kind} of ${repository.id}${kind === 'entitlement' ? `, to ${question.about}` : ''}`;
}

export interface ReviewPlan {
  artefacts: ReviewArtefact[];
  questions: ReviewQuestion[];
  lookAgainAt: Date | null;
}
