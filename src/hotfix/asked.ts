import { addMilliseconds } from 'date-fns/addMilliseconds';
import type { Question } from '../artefact/question.ts';

/** What is asked now, or when it may be asked. `soon`: within seconds, so what is shown until then would be written again. */
export interface Asked {
  questions: Question[];
  askAgainAt: Date | null;
  soon?: boolean;
}

export const askNothing: Asked = { questions: [], askAgainAt: null };

/** Nothing waits longer for a quiet moment: a moment that is further ahead is of a clock that was set back. */
const longestQuiet = 60_000;

/** Asks at `at`, when things can be expected to be quiet. */
export function ask(question: Question, at: Date, now: Date): Asked {
  const early = now < at && at <= addMilliseconds(now, longestQuiet);
  return early ? { questions: [], askAgainAt: at, soon: true } : { questions: [question], askAgainAt: null };
}
