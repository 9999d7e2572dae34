import { type ShownLine, shownLines } from '../facts/shown-lines.ts';
import { gapQuestions, improvementPrompts } from './prompts.ts';
import { type OwnIssue, refersElsewhere } from './references.ts';

/** The parts of a review that people write, as far as they decide whether it is complete. */
export interface PeopleParts {
  /** The five questions, in order. */
  gaps: { question: string; answered: boolean }[];
  /** `settled`: it names an issue or pull request, or was declined with a reason. */
  improvements: { text: string; settled: boolean }[];
  /** `None: <reason>` stands among them. */
  noImprovements: boolean;
  /** `settled`: ticked, or it names an issue or pull request. */
  runbooks: { path: string; settled: boolean }[];
}

/** As a review is opened, before people write anything. */
export const untouchedParts: PeopleParts = {
  gaps: gapQuestions.map((question) => ({ question, answered: false })),
  improvements: improvementPrompts.map((text) => ({ text, settled: false })),
  noImprovements: false,
  runbooks: [],
};

/**
 * Reads what people wrote into a review, or into an issue that was opened with the form. Headings may be of any level;
 * code, quotes and hidden text do not count. `body` is without this App's part.
 */
export function readPeopleParts(body: string, own: OwnIssue): PeopleParts {
  const lines = shownLines(body);
  const improvements = itemsUnder(lines, /\bimprovements?\b/i);
  const reasons = improvements.map(({ text }) => reasonFor(/^none\b/i, text));
  const noImprovements = reasons.some((reason) => reason);
  return {
    gaps: readGaps(lines),
    improvements: improvements
      .filter((item, index) => item.listed && !reasons[index] && !(noImprovements && isUntouched(item.text)))
      .map(({ text, linkable }) => ({ text, settled: isDeclined(text) || refersElsewhere(linkable, own) })),
    noImprovements,
    runbooks: readRunbooks(lines, own),
  };
}

/** A question is answered when its box is ticked, or words follow it before the next question or heading. */
function readGaps(lines: ShownLine[]): PeopleParts['gaps'] {
  const answered = new Set<number>();
  let current = -1;
  for (const line of lines) {
    const { question, rest } = questionIn(line.text);
    if (question >= 0) current = question;
    else if (line.kind === 'heading') current = -1;
    if (current >= 0 && (saysSomething(rest) || (question >= 0 && line.ticked))) answered.add(current);
  }
  return gapQuestions.map((question, index) => ({ question, answered: answered.has(index) }));
}

/** The question that a line begins with (`-1`: none), and the rest of the line. */
function questionIn(text: string): { question: number; rest: string } {
  const words = text.replace(/\s+/g, ' ').replace(/^\d+[.)] /, '');
  const question = gapQuestions.findIndex((one) =>
    words.toLowerCase().startsWith(one.slice(0, -1).toLowerCase()),
  );
  return { question, rest: question < 0 ? words : words.slice((gapQuestions[question] ?? '').length) };
}

interface Entry {
  listed: boolean;
  ticked: boolean;
  text: string;
  linkable: string;
  code: string | null;
}

/** The items under a heading, each with the lines below it; and the lines there that are no items. */
function itemsUnder(lines: ShownLine[], title: RegExp): Entry[] {
  const entries: Entry[] = [];
  let level = 0;
  for (const line of lines) {
    const { kind, depth, text, linkable, code, ticked } = line;
    if (kind === 'heading') {
      if (level === 0 || depth <= level) level = title.test(text) ? depth : 0;
      continue;
    }
    if (level === 0) continue;
    const within = depth > 1 || (depth === 1 && kind === 'text');
    const last = entries.at(-1);
    if (within && last?.listed) {
      last.text = `${last.text} ${text}`.trim();
      last.linkable += ` ${linkable}`;
      last.code ??= code;
    } else entries.push({ listed: kind === 'item', ticked, text, linkable, code });
  }
  return entries.filter(({ text }) => text !== '');
}

function readRunbooks(lines: ShownLine[], own: OwnIssue): PeopleParts['runbooks'] {
  const settled = new Map<string, boolean>();
  for (const { text, linkable, code, ticked, listed } of itemsUnder(lines, /^runbooks?\b/i)) {
    if (!listed) continue;
    const path = code ?? /^\S+/.exec(text)?.[0] ?? '';
    const isSettled = ticked || refersElsewhere(linkable, own);
    settled.set(path, isSettled || (settled.get(path) ?? false));
  }
  return [...settled].map(([path, isSettled]) => ({ path, settled: isSettled }));
}

function isUntouched(text: string): boolean {
  return improvementPrompts.some((prompt) => prompt.toLowerCase() === text.toLowerCase());
}

function isDeclined(text: string): boolean {
  return reasonFor(/\b(?:declined|not doing)\b/i, text);
}

/** Whether a reason follows the word: `declined: covered by the canary`. */
function reasonFor(word: RegExp, text: string): boolean {
  const match = word.exec(text);
  const [, reason = ''] =
    (match && /^\s*[:–—-]\s*(.*)$/.exec(text.slice(match.index + match[0].length))) ?? [];
  return saysSomething(reason);
}

const placeholders = new Set(['todo', 'tbd', 'tbc', 'fixme', 'xxx', 'no response', 'reason', 'answer']);

/** Real words, not a placeholder. */
function saysSomething(text: string): boolean {
  const words = text
    .replace(/[^\p{L}\p{N}\s]+/gu, ' ')
    .trim()
    .replace(/\s+/g, ' ');
  return words !== '' && !placeholders.has(words.toLowerCase());
}
