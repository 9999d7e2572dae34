import type { Conclusion, Upkeep } from './artefact.ts';
import type { ArtefactKey } from './keys.ts';

/**
 * What to write for one artefact, in GitHub's terms: `src/wording/render/` makes it, and `src/github/perform/`
 * writes it without knowing rules or words.
 */
export type Content =
  | CheckRunContent
  | PullRequestContent
  | LabelsContent
  | LabelContent
  | ReviewersContent
  | CommentContent
  | ReactionContent
  | IssueContent
  | ReviewContent
  | AdoptedIssueContent;

/** An artefact with its content. */
export interface Rendered {
  key: ArtefactKey;
  upkeep: Upkeep;
  urgent: boolean;
  content: Content;
}

export interface CheckRunContent {
  kind: 'check-run';
  name: string;
  sha: string;
  /** GitHub stores it with the run. */
  externalId: string;
  conclusion: Conclusion;
  title: string;
  summary: string;
  /** Shown at the lines of a file that the commit changes; written with the run and never changed. */
  annotations: Annotation[];
}

export interface Annotation {
  path: string;
  line: number;
  column: number;
  title: string;
  message: string;
}

/** `body`: begins with the marker, like that of a comment or an issue. `number`: of an existing one. */
export interface PullRequestContent {
  kind: 'pull-request';
  number: number | null;
  branch: string;
  sha: string;
  target: string;
  title: string;
  body: string;
  draft: boolean;
}

/** The label to create where the repository has none of that name. `color`: six hexadecimal digits. */
export interface Label {
  name: string;
  color: string;
  description: string;
}

/** The labels that a pull request or an issue must have; it may have more. */
export interface LabelsContent {
  kind: 'labels';
  number: number;
  labels: Label[];
}

export interface LabelContent {
  kind: 'label';
  number: number;
  label: Label;
  present: boolean;
}

/** People (`login`) and teams (`org/team`). */
export interface ReviewersContent {
  kind: 'reviewers';
  number: number;
  reviewers: string[];
  /** Somebody else opened the pull request, and may have asked some of them. */
  mayBeAsked: boolean;
}

/** `number`: of the pull request or issue. `rulings`: what is sealed with it, so that it is believed later. */
export interface CommentContent {
  kind: 'comment';
  number: number;
  body: string;
  rulings: string[][];
}

export interface ReactionContent {
  kind: 'reaction';
  comment: number;
  content: '+1' | 'confused';
}

export interface IssueContent {
  kind: 'issue';
  title: string;
  body: string;
  /** `null`: as people leave it. */
  state: 'open' | 'closed' | null;
  labels: Label[];
  assignees: string[];
}

/** An issue in which people write too. */
export interface ReviewContent {
  kind: 'review';
  title: string;
  /** This App's part. */
  block: string;
  /** For a new one. */
  body: string;
  /** The existing text, with the block replaced; people's part is never cut. */
  bodyIn(text: string): string;
  labels: Label[];
  assignees: string[];
}

/** A person's issue that serves as the artefact: nothing is written. */
export interface AdoptedIssueContent {
  kind: 'adopted-issue';
  number: number;
  url: string | null;
}
