import { median } from './median.ts';

/** One line of a table: the measure, its peer, and its goal. */
export interface Row {
  /** Stays the same from run to run: results are compared by it. */
  measure: string;
  value: number;
  unit: string;
  /** Measured in the same run, on the same machine. */
  against: { what: string; value: number } | null;
  goal: Goal | null;
  /** The value of each round, and of the peer in the same round: a slow moment hits both. They show the spread. */
  rounds?: { value: number; against: number }[];
}

export interface Goal {
  /** The value itself, or its ratio to the peer. */
  of: 'value' | 'ratio';
  is: 'at least' | 'at most';
  limit: number;
}

/** The value of each round, and of the peer in the same round. */
export function inRounds(values: readonly number[], peers: readonly number[]): NonNullable<Row['rounds']> {
  return values.map((value, round) => ({ value, against: peers[round] ?? Number.NaN }));
}

/** With rounds, the median of their ratios; two medians may come from different moments. */
export function ratioOf({ value, against, rounds }: Row): number | null {
  if (rounds) return median(rounds.map((round) => round.value / round.against));
  return against && against.value !== 0 ? value / against.value : null;
}

/** `null`: there is no goal, or no value. */
export function isReached(row: Row): boolean | null {
  const { goal } = row;
  const judged = goal?.of === 'ratio' ? ratioOf(row) : row.value;
  if (!goal || judged === null) return null;
  return goal.is === 'at least' ? judged >= goal.limit : judged <= goal.limit;
}
