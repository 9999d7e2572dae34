import type { PolicyMistake, PolicyProblem } from '../../policy/explain/problem.ts';
import { conflictWords } from './conflict-words.ts';
import { fileWords } from './file-words.ts';
import { keyWords } from './key-words.ts';
import { syntaxWords } from './syntax-words.ts';
import { type ValueSubject, valueWords } from './value-words.ts';

/** A sentence for each code: a code without words does not compile. */
const words: {
  [C in PolicyProblem['code']]: (problem: Extract<PolicyProblem, { code: C }>, at: ValueSubject) => string;
} = { ...syntaxWords, ...keyWords, ...valueWords, ...conflictWords, ...fileWords };

/** What is wrong, and what to write instead. */
export function mistakeText({ path, entry, problem }: PolicyMistake): string {
  const say = words[problem.code] as (problem: PolicyProblem, at: ValueSubject) => string;
  return say(problem, { path, ...(entry === undefined ? {} : { entry }) });
}
