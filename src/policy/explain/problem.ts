/**
 * What can be wrong with a policy file: codes, each with the data that its words need. The data is as people wrote it;
 * `wording/policy-file/` has the words, and makes what is shown back harmless.
 */
export type PolicyProblem = SyntaxProblem | KeyProblem | ValueProblem | ConflictProblem | FileProblem;

/** One mistake in a policy file. `line` and `column` count from 1. */
export interface PolicyMistake {
  line: number;
  column: number;
  /** Dotted path of the key, such as `backfill.deadline`; empty for the file as a whole. */
  path: string;
  problem: PolicyProblem;
  /** Where the path is that of an entry of a list: the entry, if it is a text or a number. */
  entry?: string;
}

/** The text is not one YAML mapping, or means something else to YAML than people think. */
export type SyntaxProblem =
  | { code: 'too-large' | 'not-utf8' | 'yaml-directive' | 'several-documents' }
  | { code: 'not-a-mapping' | 'aliases-too-large' | 'nested-too-deeply' | 'duplicate-key' }
  | { code: 'unknown-anchor'; name: string }
  | { code: 'merge-conflict' | 'markdown-fence' | 'comment-sign' | 'tab-indent' | 'odd-space' }
  | { code: 'equals-sign' | 'no-space-after-colon' | 'no-space-after-dash' | 'comma-in-entry' }
  | { code: 'key-on-same-line' | 'comma-missing'; key: string }
  | { code: 'odd-quotation-mark'; mark: string }
  | { code: 'at-sign'; name: string }
  | { code: 'unquoted-start'; text: string }
  | { code: 'reserved-start'; mark: string }
  | { code: 'comment-in-list' | 'backslash' | 'unquoted' | 'colon-in-value' | 'ends-too-early' }
  | { code: 'indent-differs' | 'indent-below-value' | 'indent-differs-from-first' | 'indent-in-brackets' }
  | { code: 'colon-missing' | 'dash-beside-key' | 'quotation-mark-open' }
  | { code: 'bracket-open' | 'bracket-too-many'; bracket: string }
  /** As the parser says it. */
  | { code: 'not-yaml'; said: string };

/** A key that is not known where it stands. A section is a dotted path; `''` is the file itself. */
export type KeyProblem =
  | { code: 'no-name' | 'merge-key' | 'comma-in-value' | 'lock-in-repository' | 'gate-prototype' }
  | { code: 'wrapper'; key: string }
  | { code: 'dotted-key'; section: string; key: string }
  | { code: 'does-nothing-yet'; path: string }
  | { code: 'nearly-does-nothing-yet'; key: string; nearest: string }
  | { code: 'other-section'; key: string; sections: string[] }
  | { code: 'weekday'; key: string }
  /** `sections`: where the nearest one belongs, if that is not where the key stands. */
  | { code: 'misspelt-key'; key: string; nearest: string; sections?: string[] }
  | { code: 'unknown-key'; key: string; known: string[] }
  | { code: 'gate-name'; problem: ValueProblem };

/** A value that its key cannot have. */
export type ValueProblem =
  | { code: 'not-true-or-false' | 'not-a-section' | 'not-gates' | 'not-a-gate' | 'not-locks' }
  | { code: 'not-one-of'; values: readonly string[] }
  | { code: 'not-a-list'; example: string }
  | { code: 'too-many-entries' | 'too-many-gates' | 'too-long'; most: number }
  | { code: 'not-whole'; least: number; most: number }
  | { code: 'yaml-number' | 'yaml-word' }
  /** `colon`: it is a mapping, perhaps because of a colon in the text. */
  | { code: 'not-a-name'; wanted: NameKind; colon: boolean }
  | { code: 'not-a-login' | 'not-a-login-or-team' | 'not-a-repository' }
  | { code: 'empty' | 'control-characters' | 'outer-space' | 'no-letter' }
  | { code: 'not-a-duration'; example: string }
  | { code: 'duration-too-long'; most: string }
  | { code: 'duration-zero' }
  | { code: 'unbalanced-bracket' | 'not-a-glob' | 'path-not-from-root' | 'path-is-folder' }
  | { code: 'not-the-branch-alone' | 'no-branch-name' }
  | {
      code:
        | 'not-a-prefix'
        | 'prefix-without-slash'
        | 'not-the-prefix-alone'
        | 'no-prefix-name'
        | 'merge-queue';
    }
  | { code: 'pattern-in-slashes' | 'pattern-look-around' }
  /** `most`: instructions of its program. */
  | { code: 'pattern-too-large'; most: number }
  | { code: 'too-many-stars'; most: number }
  | { code: 'pattern-without-groups'; missing: string[] }
  /** As the library says it, in English, and the part that it says it of; `null`: it says nothing that helps. */
  | { code: 'not-a-pattern'; reason: string | null; part: string | null }
  | { code: 'not-a-timezone' }
  | { code: 'unknown-timezone'; nearest: string | null }
  | { code: 'url-form' | 'url-without-incident' | 'url-with-dollar' | 'url-with-secret' | 'not-a-url' }
  | { code: 'not-quiet-hours' | 'endless-quiet-hours' | 'not-weekdays' }
  | { code: 'not-a-workflow-file' | 'dispatch-with-star' }
  | { code: 'not-a-lock' }
  | { code: 'unknown-lock'; nearest: string | null }
  | { code: 'lock-does-nothing-yet' }
  | { code: 'lock-part'; whole: string }
  | { code: 'lock-not-in-full'; paths: string[] };

/** What a text in the policy file names. */
export type NameKind =
  | 'login'
  | 'login-or-team'
  | 'label'
  | 'glob'
  | 'branch'
  | 'pattern'
  | 'url'
  | 'workflow'
  | 'dispatch'
  | 'repository'
  | 'gate';

/** Keys that each make sense, and do not together. `byOrganisation`: the other one is in the organisation's file. */
export type ConflictProblem =
  | { code: 'target-under-prefix'; prefix: string; byOrganisation: boolean }
  | { code: 'prefix-over-target'; target: string; byOrganisation: boolean }
  | { code: 'prefix-below-target'; target: string; prefix: string }
  | { code: 'clock-never-starts' | 'opens-too-late' }
  | { code: 'prefix-in-name'; prefix: string }
  | { code: 'own-check' | 'own-label'; name: string }
  | { code: 'gate-misspelt'; gate: string; known: string }
  | { code: 'gate-without-match'; gate: string; nearest: string | null; known: string[] }
  | { code: 'permission-as-person'; name: string };

/** What is wrong with a file beside what it says. */
export type FileProblem =
  | { code: 'unreadable' }
  | { code: 'second-file'; path: string; other: string }
  /** What may be written all the same, as the key says it. */
  | { code: 'locked'; allows: string }
  | { code: 'unknown-person'; name: string; orTeam: boolean }
  | { code: 'unknown-team'; name: string }
  | { code: 'unknown-target'; target: string };
