import type { Upkeep } from './artefact.ts';
import type { ArtefactKey } from './keys.ts';

/** One artefact on GitHub. `intended`: a create was begun, and its outcome is unknown. */
export interface LedgerEntry {
  key: string;
  state: 'intended' | 'there';
  number: number | null;
  url: string | null;
  /** Hash of the content last written. */
  hash: string | null;
  /** `null`: it was found on GitHub again; its traits are known once it is wanted again. */
  upkeep: Upkeep | null;
  /** When its create was last begun, and when it is known to have succeeded. */
  intendedAt: Date;
  createdAt: Date | null;
}

/** What is stored about an artefact beside GitHub's id of it. */
export interface LedgerKey {
  key: ArtefactKey;
  upkeep: Upkeep;
}

/** The record of what this App has on GitHub for one subject; each call is durable when it resolves. */
export interface Ledger {
  now(): Date;
  entry(key: string): Promise<LedgerEntry | null>;
  /** Before a create: from now on its outcome is unknown until `written` or `forget`. */
  intend(of: LedgerKey): Promise<void>;
  written(of: LedgerKey, thing: { number: number; url: string | null; hash: string }): Promise<void>;
  /** It exists as before, and gets this upkeep from now on. */
  keepAs(of: LedgerKey): Promise<void>;
  /** GitHub said that the create did not happen, or that the artefact is gone. */
  forget(key: string): Promise<void>;
  /** How many artefacts were created through this ledger: a new one may change the plan. */
  created(): number;
  /**
   * Reads these entries at once, valid until something is written; and the version of the subject at that moment.
   */
  read(keys: readonly string[]): Promise<number>;
  /** Whether nothing has been written since it was read. */
  isAsRead(): boolean;
}
