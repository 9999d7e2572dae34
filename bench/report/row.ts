/** One line of a table: what was measured, against what, and what is to be reached. */
export interface Row {
  /** Stays the same from run to run: by it results are compared. */
  measure: string;
  value: number;
  unit: string;
  /** Measured in the same run, on the same machine. */
  against: { what: string; value: number } | null;
  goal: Goal | null;
  /** Where it is a median: what each round measured, beside what it is held against. By it the spread can be told. */
  rounds?: { value: number; against: number | undefined }[];
}

export interface Goal {
  /** Of the value itself, or of its ratio to what it is held against. */
  of: 'value' | 'ratio';
  is: 'at least' | 'at most';
  limit: number;
}

export function ratioOf({ value, against }: Row): number | null {
  return against && against.value !== 0 ? value / against.value : null;
}

/** `null`: nothing is to be reached, or it cannot be told. */
export function isReached(row: Row): boolean | null {
  const { goal } = row;
  const judged = goal?.of === 'ratio' ? ratioOf(row) : row.value;
  if (!goal || judged === null) return null;
  return goal.is === 'at least' ? judged >= goal.limit : judged <= goal.limit;
}
