import { type ShownLine, shownLines } from '../facts/shown-lines.ts';
import { gapQuestions, improvementPrompts } from './prompts.ts';
import { type OwnIssue, refersElsewhere } from './references.ts';

/** What people have written into a review, as far as it decides whether the review is complete. */
export interface PeopleParts {
  /** The five questions, in their order. */
  gaps: { question: string; answered: boolean }[];
  /** `settled`: it names an issue or pull request, or was declined with a reason. */
  improvements: { text: string; settled: boolean }[];
  /** `None: <reason>` stands among them. */
  noImprovements: boolean;
  /** `settled`: ticked, or it names an issue or pull request. */
  runbooks: { path: string; settled: boolean }[];
}

/**
 * Reads what people wrote: in the text that a review is opened with, or in an issue that was opened with the form.
 * Headings may be of any level, and what is in code, quoted or hidden does not count. `body` is without this App's own
 * block.
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

/** A question is answered when its box is ticked, or when words follow it, up to the next question or heading. */
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

/** The question with which a line begins (`-1`: with none), and what else is in it. */
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

/** What is listed under a heading, each item with what stands within it; and the lines there that are no items. */
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

/** Words, and not only something that stands in their place. */
function saysSomething(text: string): boolean {
  const words = text
    .replace(/[^\p{L}\p{N}\s]+/gu, ' ')
    .trim()
    .replace(/\s+/g, ' ');
  return words !== '' && !placeholders.has(words.toLowerCase());
}
