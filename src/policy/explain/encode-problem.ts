import type { ValueProblem } from './problem.ts';

/** The schema library carries one text with each issue: ours is the problem, as JSON. */
export function encodeProblem(problem: ValueProblem): string {
  return JSON.stringify(problem);
}

export function decodeProblem(text: string): ValueProblem {
  return JSON.parse(text) as ValueProblem;
}
