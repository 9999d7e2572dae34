import { subMilliseconds } from 'date-fns/subMilliseconds';
import type { Question } from '../artefact/question.ts';
import { isHeld } from '../waiting/pause.ts';
import { longestWaitForDeliveries } from '../waiting/timings.ts';

/** What to ask now, or when to ask. `soon`: within seconds, so what is shown before would be written again. */
export interface Asked {
  questions: Question[];
  askAgainAt: Date | null;
  soon?: boolean;
}

export const askNothing: Asked = { questions: [], askAgainAt: null };

/** Asks at `at`, when no more events can be expected for a while. */
export function ask(question: Question, at: Date, now: Date): Asked {
  const early = isHeld({ from: subMilliseconds(at, longestWaitForDeliveries), until: at }, now);
  return early ? { questions: [], askAgainAt: at, soon: true } : { questions: [question], askAgainAt: null };
}
