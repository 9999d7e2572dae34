import type { Chance } from './mutate.ts';

/** A parser of texts from outside, and what holds of whatever it is given. */
export interface Parser {
  name: string;
  /** Makes a text by chance, where changing letters of one from the corpus is not enough. */
  make?(chance: Chance): string;
  /** Texts as they come. */
  corpus: readonly string[];
  /** What means something in them. */
  pieces: readonly string[];
  /** Most steps for each character, on top of `stepsAtLeast`; by measurement, with room. */
  stepsEach: number;
  stepsAtLeast?: number;
  /** Throws where it does not hold, or where the parser throws what it must not. */
  run(text: string): void | Promise<void>;
}

export function mustHold(condition: boolean, what: string): asserts condition {
  if (!condition) throw new Error(`does not hold: ${what}`);
}
