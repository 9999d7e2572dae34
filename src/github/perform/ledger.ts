/** What is known of one artefact on GitHub. `intended`: a create was begun, and its outcome is not known. */
export interface LedgerEntry {
  key: string;
  state: 'intended' | 'there';
  number: number | null;
  url: string | null;
  /** Of the content that was written last. */
  hash: string | null;
  /** When its create was begun last. */
  intendedAt: Date;
}

/** The record of what this App has on GitHub, kept in the store; each call is durable before it resolves. */
export interface Ledger {
  now(): Date;
  entry(key: string): Promise<LedgerEntry | null>;
  /** Before a create: from now on its outcome is unknown until `written` or `forget`. */
  intend(key: string): Promise<void>;
  written(key: string, thing: { number: number; url: string | null; hash: string }): Promise<void>;
  /** GitHub said that the create did not happen, or that the thing is gone. */
  forget(key: string): Promise<void>;
}
