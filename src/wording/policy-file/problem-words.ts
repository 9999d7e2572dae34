/** The words for each code of a family of problems. */
export type ProblemWords<Problem extends { code: string }> = {
  [Code in Problem['code']]: (problem: Extract<Problem, { code: Code }>) => string;
};
