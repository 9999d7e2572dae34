/**
 * Keys of what this App writes: one artefact, one key, the same on every run and after every crash. They are stored
 * in the ledger and in the hidden line of each text (marker.ts), so a released form stays. Built and parsed here
 * alone. A branch name of Git has no colon; an incident's ID may contain some.
 */
export type ArtefactKey =
  | `check:${string}`
  | `policy-check:${string}`
  | `runbook-check:${string}`
  | `backfill:${string}:${number}`
  | `label:${string}`
  | `labels:${number}`
  | `overdue-label:${number}`
  | `reviewers:${number}`
  | `status:${number}`
  | ReminderKey
  | `command:${string}`
  | `reaction:${number}`
  | `breach:${string}:${string}`
  | `breach:policy-file`
  | `setup:old-branches`
  | `review:${string}`
  | `review-block:${string}`
  | `review-elsewhere:${number}`;

/** Comments that are written once on a pull request or an issue. */
export type ReminderKey =
  | `reminder:${number}:${string}:${number}`
  | `reminder:${number}:closed-${number}`
  | `reminder:${number}:reverted-${string}`;

export const artefactKey = {
  checkRun: (sha: string) => `check:${sha}` as const,
  policyCheck: (sha: string) => `policy-check:${sha}` as const,
  runbookCheck: (sha: string) => `runbook-check:${sha}` as const,
  /** `count`: 1 for the first pull request from the branch to its target. */
  backfill: (branch: string, count: number) => `backfill:${branch}:${count}` as const,
  /** A label of the repository. */
  label: (name: string) => `label:${name}` as const,
  labels: (number: number) => `labels:${number}` as const,
  overdueLabel: (number: number) => `overdue-label:${number}` as const,
  reviewers: (number: number) => `reviewers:${number}` as const,
  status: (number: number) => `status:${number}` as const,
  /** `term`: distinguishes one obligation and each extension of it from the next; `index`: 0 for its first reminder. */
  reminder: (number: number, term: string, index: number) => `reminder:${number}:${term}:${index}` as const,
  reviewReminder: (number: number, index: number) => `reminder:${number}:${reviewTerm}:${index}` as const,
  closedUnmerged: (number: number, closedAt: Date) =>
    `reminder:${number}:closed-${closedAt.getTime()}` as const,
  takenBack: (number: number, obligation: string) => `reminder:${number}:reverted-${obligation}` as const,
  reaction: (comment: number) => `reaction:${comment}` as const,
  /** `about`: the branch of a hotfix, or how a rule of the repository names its breaches. */
  breach: (rule: string, about: string) => `breach:${rule}:${about}` as const,
  policyFile: 'breach:policy-file' as const,
  oldBranches: 'setup:old-branches' as const,
  review: (incident: string) => `review:${incident}` as const,
  /** This App's comment on a review that a person opened. */
  reviewBlock: (incident: string) => `review-block:${incident}` as const,
  /** On an issue that a person opened for an incident which has its review elsewhere. */
  reviewElsewhere: (number: number) => `review-elsewhere:${number}` as const,
};

/** Instead of the term of an obligation. */
const reviewTerm = 'review';

export type ParsedArtefactKey =
  | { kind: 'check-run' | 'policy-check' | 'runbook-check'; sha: string }
  | { kind: 'backfill'; branch: string; count: number }
  | { kind: 'label'; name: string }
  | { kind: 'labels' | 'overdue-label' | 'reviewers' | 'status' | 'review-elsewhere'; number: number }
  | { kind: 'reminder' | 'review-reminder'; number: number; term: string; index: number }
  | { kind: 'said-once'; number: number; what: string }
  | { kind: 'command'; comment: number; line: number }
  | { kind: 'reaction'; comment: number }
  /** `about` is empty where a repository has only one. */
  | { kind: 'breach' | 'setup'; rule: string; about: string }
  | { kind: 'review' | 'review-block'; incident: string };

/** `other`: a key of a later version. */
export type ArtefactKind = ParsedArtefactKey['kind'] | 'other';

export function kindOfArtefact(key: string): ArtefactKind {
  return parseArtefactKey(key)?.kind ?? 'other';
}

/** `null`: not a key of this App, as far as this version knows. */
export function parseArtefactKey(key: string): ParsedArtefactKey | null {
  const [kind = '', rest] = splitAt(key, key.indexOf(':'));
  if (rest === null || rest === '') return null;
  switch (kind) {
    case 'check':
      return { kind: 'check-run', sha: rest };
    case 'policy-check':
    case 'runbook-check':
      return { kind, sha: rest };
    case 'backfill': {
      const [branch, last] = splitAt(rest, rest.lastIndexOf(':'));
      const count = numberIn(last);
      return count === null ? null : { kind, branch, count };
    }
    case 'label':
      return { kind, name: rest };
    case 'labels':
    case 'overdue-label':
    case 'reviewers':
    case 'status':
    case 'review-elsewhere': {
      const number = numberIn(rest);
      return number === null ? null : { kind, number };
    }
    case 'reminder':
      return reminder(rest);
    case 'command': {
      const [first, second] = splitAt(rest, rest.indexOf(':'));
      const [comment, line] = [numberIn(first), numberIn(second ?? '0')];
      return comment === null || line === null ? null : { kind, comment, line };
    }
    case 'reaction': {
      const comment = numberIn(rest);
      return comment === null ? null : { kind, comment };
    }
    case 'breach':
    case 'setup': {
      const [rule, about] = splitAt(rest, rest.indexOf(':'));
      return { kind, rule, about: about ?? '' };
    }
    case 'review':
    case 'review-block':
      return { kind, incident: rest };
    default:
      return null;
  }
}

function reminder(rest: string): ParsedArtefactKey | null {
  const [first, what] = splitAt(rest, rest.indexOf(':'));
  const number = numberIn(first);
  if (number === null || what === null) return null;
  const [term, last] = splitAt(what, what.lastIndexOf(':'));
  if (last === null) return { kind: 'said-once', number, what };
  const index = numberIn(last);
  const kind = term === reviewTerm ? 'review-reminder' : 'reminder';
  return index === null ? null : { kind, number, term, index };
}

/** A whole number as this App writes it; `null`: it is none. */
function numberIn(text: string | null): number | null {
  return text !== null && /^(?:0|[1-9]\d{0,15})$/.test(text) ? Number(text) : null;
}

function splitAt(text: string, at: number): [before: string, after: string | null] {
  return at < 0 ? [text, null] : [text.slice(0, at), text.slice(at + 1)];
}
