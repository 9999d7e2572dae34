/** What a process under test is told as it starts, in the environment variable `FAULTS`. */
export interface Errand {
  /** Milliseconds by which its clock is ahead of the machine's. */
  ahead: number;
  death: Death | null;
  /** Postgres by another way than the process's own, to ask what is due; `null`: by the same. */
  direct: string | null;
  /** File to which every point is added as it is passed, a line each; `null`: none. */
  log: string | null;
}

/** At one point, by its name and how often it was passed since this was told; or anywhere, by chance. */
export type Death =
  | { kind: 'at'; point: string; occurrence: number }
  | { kind: 'by-chance'; chance: number; seed: number };

/** What the harness says to a process under test. */
export type Word =
  | { say: 'clock'; ahead: number }
  | { say: 'death'; death: Death | null }
  | { say: 'what-is-due'; number: number };

/** Its answer to `what-is-due`. */
export interface Due {
  number: number;
  /** Deliveries and subjects that wait to be worked on now, or are being worked on. */
  now: number;
  /** When the next thing comes due, milliseconds since 1970 by its own clock; `null`: nothing will. */
  next: number | null;
}
