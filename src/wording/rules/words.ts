import type { Artefact, Backfill, CheckRun, Comment, Issue, Reminder } from '../../artefact/artefact.ts';
import type { AnyConsequences, By, Headline, Line, Occurrence } from '../../artefact/rule.ts';
import type { Repository } from '../../facts/repository.ts';
import type { Situation } from '../../hotfix/situation.ts';
import type { RepositorySituation } from '../../repository/situation.ts';

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

/** What the texts about a repository as a whole are written from. */
export interface RepositoryReport {
  repository: Repository;
  situation: RepositorySituation;
  now: Date;
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

/** What a channel hears when the rule is broken, and when it is cured. `link`: to the issue, if it is there. */
export interface ChannelWords<Subject> {
  broken(subject: Subject, link: string | null, issue: Pick<Issue, 'key'>): ChannelText;
  cured(subject: Subject, link: string | null, issue: Pick<Issue, 'key'>): ChannelText;
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

export type AnyRule = (situation: never, now: Date) => AnyConsequences;
export type ArtefactOf<R extends AnyRule> = NonNullable<ReturnType<R>['artefacts']>[number];
type NoteOf<R extends AnyRule> = NonNullable<ReturnType<R>['notes']>[number];
type NewsOf<R extends AnyRule> = NonNullable<ReturnType<R>['news']>[number];
export type Needs<Thing, Kind, Which> = [Extract<Thing, Kind>] extends [never] ? unknown : Which;

/** The words of each rule of a list that wants or says something: a rule without its words does not compile. */
export type WordsOfRules<Rules extends Record<string, AnyRule>, Subject, Situation> = {
  [R in keyof Rules as unknown extends WordsOf<Rules[R], Subject, Situation> ? never : R]: WordsOf<
    Rules[R],
    Subject,
    Situation
  >;
};

/** The words that a rule needs, by what it may want and say; `unknown`: none. */
export type WordsOf<R extends AnyRule, Subject, Situation> = Needs<
  NoteOf<R>,
  Headline,
  Pick<Words<Subject, Situation>, 'headline'>
> &
  Needs<NoteOf<R>, Line, Pick<Words<Subject, Situation>, 'line'>> &
  Needs<ArtefactOf<R>, Issue, Pick<Words<Subject, Situation>, 'issue'>> &
  Needs<NewsOf<R>, Occurrence, Pick<Words<Subject, Situation>, 'channel'>> &
  Needs<ArtefactOf<R>, Comment | Reminder, Pick<Words<Subject, Situation>, 'comment' | 'heldBack'>> &
  Needs<ArtefactOf<R>, Backfill, Pick<Words<Subject, Situation>, 'pullRequest'>> &
  Needs<ArtefactOf<R>, CheckRun, Pick<Words<Subject, Situation>, 'checkRun'>>;
