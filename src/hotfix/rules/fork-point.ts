import type { Question } from '../../artefact/question.ts';
import type { Consequences } from '../../artefact/rule.ts';
import { lineOf } from '../settlement/heads.ts';
import type { Situation } from '../situation.ts';

/** Where the branch parted from its target is asked at the first push: a merge hides it. */
export function forkPoint({ hotfix, obligation, target }: Situation): Consequences<never, never, Question> {
  if (obligation.kind !== 'open' || hotfix.head === null) return {};
  const line = lineOf(hotfix, hotfix.heads.length - 1);
  const known = hotfix.readings.forkPoints.some((fork) => fork.target === target && line.includes(fork.sha));
  return known ? {} : { questions: [{ kind: 'fork-point', sha: hotfix.head, target }] };
}
