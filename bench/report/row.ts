import { median } from './median.ts';

/** One line of a table: what was measured, against what, and what is to be reached. */
export interface Row {
  /** Stays the same from run to run: by it results are compared. */
  measure: string;
  value: number;
  unit: string;
  /** Measured in the same run, on the same machine. */
  against: { what: string; value: number } | null;
  goal: Goal | null;
  /** What each round measured, and the peer in the same round: a slow moment hits both. By it the spread can be told. */
  rounds?: { value: number; against: number }[];
}

export interface Goal {
  /** Of the value itself, or of its ratio to what it is held against. */
  of: 'value' | 'ratio';
  is: 'at least' | 'at most';
  limit: number;
}

/** What was measured in each round, and of the peer in the same. */
export function inRounds(values: readonly number[], peers: readonly number[]): NonNullable<Row['rounds']> {
  return values.map((value, round) => ({ value, against: peers[round] ?? Number.NaN }));
}

/** Of what was measured in rounds it is the median of their ratios, not the ratio of two medians from different moments. */
export function ratioOf({ value, against, rounds }: Row): number | null {
  if (rounds) return median(rounds.map((round) => round.value / round.against));
  return against && against.value !== 0 ? value / against.value : null;
}

/** `null`: nothing is to be reached, or it cannot be told. */
export function isReached(row: Row): boolean | null {
  const { goal } = row;
  const judged = goal?.of === 'ratio' ? ratioOf(row) : row.value;
  if (!goal || judged === null) return null;
  return goal.is === 'at least' ? judged >= goal.limit : judged <= goal.limit;
}
