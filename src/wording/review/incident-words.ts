import type { Comment, Reminder, ReviewIssue } from '../../artefact/artefact.ts';
import type { Incident } from '../../incident/incident.ts';
import type { IncidentRule, incidentRules } from '../../incident/plan.ts';
import { ruleWords } from '../rules/index.ts';
import type { AnyRule, ArtefactOf, ChannelText, Needs } from '../rules/words.ts';

/** All that rules of an incident may say; paragraphs of Markdown. */
export interface IncidentRuleWords {
  review: {
    title(incident: Incident): string;
    /** This App's part, kept up to date. */
    own(incident: Incident): string[];
    /** People's part, as the review opens with it. */
    people(incident: Incident): string[];
  };
  comment(incident: Incident, comment: Comment | Reminder): string[];
  /** `issue`: the review, as a link of Slack. */
  channel: { due(incident: Incident, issue: string, dueAt: Date): ChannelText };
}

/** The words that a rule needs, by what it may want; `unknown`: none. */
type IncidentWordsOf<R extends AnyRule> = Needs<
  ArtefactOf<R>,
  ReviewIssue,
  Pick<IncidentRuleWords, 'review'>
> &
  Needs<ArtefactOf<R>, Comment | Reminder, Pick<IncidentRuleWords, 'comment'>> &
  Needs<ArtefactOf<R>, Reminder, Pick<IncidentRuleWords, 'channel'>>;

/** A rule without its words does not compile. */
type IncidentWords = {
  [R in IncidentRule as unknown extends IncidentWordsOf<(typeof incidentRules)[R]>
    ? never
    : R]: IncidentWordsOf<(typeof incidentRules)[R]>;
};

export const incidentWords: IncidentWords = ruleWords;

/** Of one rule; which of them it must have is a matter of types. */
export function wordsOfIncidentRule(rule: string): Partial<IncidentRuleWords> {
  return (incidentWords as Record<string, Partial<IncidentRuleWords>>)[rule] ?? {};
}
