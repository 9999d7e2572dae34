/** A runbook that is a shell script, as a branch would bring it. */
export interface Script {
  path: string;
  text: string;
}

/** What a parser and a search for secrets have read of a script. Lines and columns from 1. */
export interface ScriptRead {
  path: string;
  /** The first mistake of its syntax. */
  syntax: Mistake | null;
  /** Texts of its outermost statements, in order; `null`: they were not read. */
  statements: Statement[] | null;
  secrets: { line: number; column: number; what: SecretKind }[];
}

export interface Mistake {
  line: number;
  column: number;
  /** As the parser puts it. */
  message: string;
}

export interface Statement {
  line: number;
  text: string;
}

/** The service that a secret is for, or what it is. */
export type SecretKind =
  | 'aws'
  | 'gcp'
  | 'github'
  | 'npm'
  | 'slack'
  | 'private-key'
  | 'address'
  | 'database'
  | 'assigned'
  | 'other';

export type ScriptFinding =
  | ({ kind: 'syntax' } & Mistake)
  /** `missing`: what is not switched on before the first command; the line is where it belongs. */
  | { kind: 'strict-mode'; line: number; column: number; missing: string[] }
  | { kind: 'secret'; line: number; column: number; what: SecretKind };

export interface JudgedScript {
  path: string;
  findings: ScriptFinding[];
  /** Its syntax could not be looked at: too long, too deeply nested, or written for a shell that is not read here. */
  unread: boolean;
}
