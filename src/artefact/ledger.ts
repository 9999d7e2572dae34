import type { Upkeep } from './artefact.ts';
import type { ArtefactKey } from './keys.ts';

/** What is known of one artefact on GitHub. `intended`: a create was begun, and its outcome is not known. */
export interface LedgerEntry {
  key: string;
  state: 'intended' | 'there';
  number: number | null;
  url: string | null;
  /** Of the content that was written last. */
  hash: string | null;
  /** `null`: it was found on GitHub again, and what it is like is known when it is wanted next. */
  upkeep: Upkeep | null;
  /** When its create was begun last, and when it is known to have been done. */
  intendedAt: Date;
  createdAt: Date | null;
}

/** What is kept of an artefact beside what GitHub made of it. */
export interface LedgerKey {
  key: ArtefactKey;
  upkeep: Upkeep;
}

/** The record of what this App has on GitHub for one subject; each call is durable before it resolves. */
export interface Ledger {
  now(): Date;
  entry(key: string): Promise<LedgerEntry | null>;
  /** Before a create: from now on its outcome is unknown until `written` or `forget`. */
  intend(of: LedgerKey): Promise<void>;
  written(of: LedgerKey, thing: { number: number; url: string | null; hash: string }): Promise<void>;
  /** It is there as before, and is looked after in this way from now on. */
  keepAs(of: LedgerKey): Promise<void>;
  /** GitHub said that the create did not happen, or that the thing is gone. */
  forget(key: string): Promise<void>;
  /** How many artefacts came into being through this ledger: what is new may let the plan go on. */
  created(): number;
  /**
   * Reads what is known of these at once, which serves until something is written; and the version that the subject had
   * at that moment.
   */
  read(keys: readonly string[]): Promise<number>;
  /** Whether nothing was written since it was read. */
  isAsRead(): boolean;
}
