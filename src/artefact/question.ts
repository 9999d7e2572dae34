/** What GitHub must be asked before more can be decided. The answers arrive as facts. */
export type Question =
  /** `covers`: how many changes are known as it is asked. `required`: names or globs; the commit's statuses are read only where check runs do not answer for all of them, and where there may be any. */
  | { kind: 'checks'; sha: string; required: string[] | null; statuses: boolean; covers: number }
  /** Another hotfix of the repository may have received an answer; it is good enough unless it came before `after`. */
  | { kind: 'required-checks'; target: string; after: Date | null }
  | { kind: 'mergeability'; number: number; sha: string; target: string; covers: number }
  | { kind: 'whereabouts'; sha: string }
  | { kind: 'fork-point'; sha: string; target: string }
  /** Whether somebody may give a command. `approvers`: users and teams; empty: whoever may maintain the repository. */
  | {
      kind: 'entitlement';
      command: string;
      login: string;
      right: 'write' | 'approve';
      approvers: string[];
    }
  /** The jobs of a fast lane run. */
  | { kind: 'jobs'; run: number; attempt: number; sha: string }
  /** `fork`: where the head parted from the target, if known; `arrivedBy`, `pulls`: what is said to have brought it; `suspects`: what else may have. `earlier`: heads before it, whose content it has not all brought itself. */
  | {
      kind: 'search';
      sha: string;
      target: string;
      fork: string | null;
      arrivedBy: string[];
      pulls: number[];
      suspects: string[];
      earlier: Brought[];
    };

/** A head, its fork point, if known, and what is said to have brought it to the target. */
export interface Brought {
  sha: string;
  fork: string | null;
  arrivedBy: string[];
  pulls: number[];
}

/** Identifies a question and what it is about. */
export function nameOfQuestion(question: Question): string {
  const { kind } = question;
  switch (kind) {
    case 'checks':
    case 'whereabouts':
      return `${kind} of ${question.sha}`;
    case 'required-checks':
      return `${kind} of ${question.target}`;
    case 'mergeability':
      return `${kind} of ${question.number}, ${question.sha} into ${question.target}`;
    case 'fork-point':
    case 'search':
      return `${kind} of ${question.sha}, ${question.target}`;
    case 'entitlement':
      return `${kind} to ${question.command}`;
    case 'jobs':
      return `${kind} of ${question.run}, attempt ${question.attempt}`;
  }
}
