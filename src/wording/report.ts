import type { Artefact } from '../artefact/artefact.ts';
import type { By, Note } from '../artefact/rule.ts';
import type { hotfixRules } from '../hotfix/plan.ts';
import type { Situation } from '../hotfix/situation.ts';
import { ruleWords } from './rules/index.ts';
import type { HeadlineWords, HotfixReport, Words, WordsOfRules } from './rules/words.ts';

const hotfixWords: WordsOfRules<typeof hotfixRules, HotfixReport, Situation> = ruleWords;

/** Of one rule; which of them it must have is a matter of types. */
export function wordsOf(rule: string): Partial<Words<HotfixReport, Situation>> {
  return (hotfixWords as Record<string, Partial<Words<HotfixReport, Situation>>>)[rule] ?? {};
}

/** The input of all texts about a hotfix, made once. */
export function reportOf(
  situation: Situation,
  { notes, heldBack }: { notes: readonly By<Note>[]; heldBack: readonly By<Artefact>[] },
): HotfixReport {
  const status = notes.find((note) => note.weight === 'headline' && !note.checkRunOnly);
  return {
    situation,
    // Read only when needed: while related events are still arriving, no rule says where the hotfix stands.
    get status() {
      if (!status) throw new Error(`no rule says where ${situation.hotfix.branch} stands`);
      return headlineOf(status.rule, situation);
    },
    lines: notes.flatMap(({ weight, rule }) =>
      weight === 'line' ? [needed(rule, wordsOf(rule).line)(situation)] : [],
    ),
    heldBack,
  };
}

export function headlineOf(rule: string, situation: Situation): HeadlineWords {
  return needed(rule, wordsOf(rule).headline)(situation);
}

/** Types see to it that a rule has the words that it needs. */
export function needed<T>(rule: string, words: T | undefined): T {
  if (words === undefined) throw new Error(`the rule ${rule} lacks words in src/wording/rules/`);
  return words;
}
