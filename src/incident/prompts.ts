/** The questions of a review, in the words of the practice that it follows; the issue form asks the same. */

export const gapQuestions = [
  'Could a test have caught this?',
  'Could canary analysis have caught this?',
  'Could a security scan have caught this?',
  'Was rollback fast enough?',
  'Did monitoring detect the issue?',
] as const;

/** Improvements to start from. One that is left unchanged does not count. */
export const improvementPrompts = [
  'Add test:',
  'Tighten canary threshold:',
  'Add monitoring:',
  'Update runbook:',
] as const;
