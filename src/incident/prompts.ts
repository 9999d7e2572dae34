/** What a review asks, in the words of the practice that it follows; the issue form asks the same. */

export const gapQuestions = [
  'Could a test have caught this?',
  'Could canary analysis have caught this?',
  'Could a security scan have caught this?',
  'Was rollback fast enough?',
  'Did monitoring detect the issue?',
] as const;

/** Beginnings of improvements. One that is left as it is says nothing. */
export const improvementPrompts = [
  'Add test:',
  'Tighten canary threshold:',
  'Add monitoring:',
  'Update runbook:',
] as const;
