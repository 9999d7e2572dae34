import type { Artefact, Backfill, CheckRun, Comment, Issue, Reminder } from '../../artefact/artefact.ts';
import type { By, Consequences, Headline, Line } from '../../artefact/rule.ts';
import type { Situation } from '../../hotfix/situation.ts';

/** A rule's words about where the hotfix stands. The title is plain text, the rest Markdown. */
export interface HeadlineWords {
  title: string;
  /** What is so, and why. */
  state: string;
  /** What is still owed. */
  owed: string;
  /** What to do next. */
  next: string;
  /** Lists, tables and commands that belong to it. */
  details: string[];
}

/** The input of texts about a hotfix: its state, and what its rules say about it. */
export interface HotfixReport {
  situation: Situation;
  /** The words of the first rule that says where the hotfix as a whole stands. */
  status: HeadlineWords;
  /** What other rules add to it, a sentence each. */
  lines: string[];
  /** What `observe` mode leaves out. */
  heldBack: readonly By<Artefact>[];
}

/** Below the title and above the evidence; paragraphs of Markdown. */
export interface IssueWords<Subject> {
  /** `open`: the rule is broken; `closed`: it no longer is. */
  title(subject: Subject, issue: Issue): string;
  open(subject: Subject, issue: Issue): string[];
  closed(subject: Subject, issue: Issue): string[];
}

/** A message to a channel of Slack; `headline` is plain, the rest mrkdwn. */
export interface ChannelText {
  headline: string;
  /** What happened, and the present state. */
  state: string;
  next: string;
  /** In addition to what every message of the subject says. */
  facts?: [name: string, value: string][];
}

/** What a channel hears when the rule is broken, and when it is cured. */
export interface ChannelWords<Subject> {
  broken(subject: Subject, issue: string | null): ChannelText;
  cured(subject: Subject, issue: string | null): ChannelText;
}

/** All that rules may say. `Situation`: what a headline needs. */
export interface Words<Subject, Situation> {
  headline(situation: Situation): HeadlineWords;
  line(situation: Situation): string;
  issue: IssueWords<Subject>;
  channel: ChannelWords<Subject>;
  comment(subject: Subject, comment: Comment | Reminder): string[];
  /** Of a comment, after "With `mode: enforce` there would also be: on #7, ". */
  heldBack: string;
  pullRequest(subject: Subject): { title: string; paragraphs: string[] };
  checkRun(subject: Subject): { title: string; summary: string };
}

export type AnyRule = (situation: never, now: Date) => Consequences;
export type ArtefactOf<R extends AnyRule> = NonNullable<ReturnType<R>['artefacts']>[number];
type NoteOf<R extends AnyRule> = NonNullable<ReturnType<R>['notes']>[number];
export type Needs<Thing, Kind, Which> = [Extract<Thing, Kind>] extends [never] ? unknown : Which;

/** The words that a rule needs, by what it may want and say; `unknown`: none. */
export type WordsOf<R extends AnyRule, Subject, Situation> = Needs<
  NoteOf<R>,
  Headline,
  Pick<Words<Subject, Situation>, 'headline'>
> &
  Needs<NoteOf<R>, Line, Pick<Words<Subject, Situation>, 'line'>> &
  Needs<ArtefactOf<R>, Issue, Pick<Words<Subject, Situation>, 'issue' | 'channel'>> &
  Needs<ArtefactOf<R>, Comment | Reminder, Pick<Words<Subject, Situation>, 'comment' | 'heldBack'>> &
  Needs<ArtefactOf<R>, Backfill, Pick<Words<Subject, Situation>, 'pullRequest'>> &
  Needs<ArtefactOf<R>, CheckRun, Pick<Words<Subject, Situation>, 'checkRun'>>;
