import { addMilliseconds } from 'date-fns/addMilliseconds';
import type { Question } from '../artefact/question.ts';
import { longestWaitForDeliveries } from '../waiting/timings.ts';

/** What is asked now, or when it may be asked. `soon`: within seconds, so what is shown until then would be written again. */
export interface Asked {
  questions: Question[];
  askAgainAt: Date | null;
  soon?: boolean;
}

export const askNothing: Asked = { questions: [], askAgainAt: null };

/** Asks at `at`, when things can be expected to be quiet. */
export function ask(question: Question, at: Date, now: Date): Asked {
  const early = now < at && at <= addMilliseconds(now, longestWaitForDeliveries);
  return early ? { questions: [], askAgainAt: at, soon: true } : { questions: [question], askAgainAt: null };
}
