import { chanceOf, mutated } from './mutate.ts';
import type { Parser } from './parser.ts';

export interface Fuzzing {
  seed: number;
  /** How many texts. */
  count: number;
  /** Counts the steps that some work takes. */
  countWork: (work: () => Promise<void>) => Promise<number>;
  /** Told of each text before it is parsed: the last one is to blame for what hangs. */
  before?: (text: string) => void;
  isOver?: () => boolean;
}

export interface Fuzzed {
  texts: number;
  /** Steps for each character, of the dearest batch. */
  steps: number;
  /** Of the text that took longest: its milliseconds, its length and how it begins. */
  slowest: { milliseconds: number; length: number; begins: string };
}

/** Counting takes longer than parsing. */
const batch = 25;

/** Parses texts made by chance. Throws with the text for which something does not hold, or which takes too many steps. */
export async function fuzz(
  parser: Parser,
  { seed, count, countWork, before, isOver }: Fuzzing,
): Promise<Fuzzed> {
  const chance = chanceOf(seed);
  const found: Fuzzed = { texts: 0, steps: 0, slowest: { milliseconds: 0, length: 0, begins: '' } };
  const most = (texts: string[]): number =>
    texts.reduce((sum, { length }) => sum + (parser.stepsAtLeast ?? 0) + length * parser.stepsEach, 0);

  async function run(text: string): Promise<void> {
    before?.(text);
    try {
      await keepSlowest(text);
    } catch (error) {
      throw new Error(`${parser.name} (seed ${seed}): ${shown(text)}`, { cause: error });
    }
  }

  /** Once more where it seems to be the slowest: a machine that does something else is slow as well. */
  async function keepSlowest(text: string): Promise<void> {
    let milliseconds = Number.POSITIVE_INFINITY;
    for (let turn = 0; turn < 3 && milliseconds > found.slowest.milliseconds; turn++) {
      const begun = performance.now();
      await parser.run(text);
      milliseconds = Math.min(milliseconds, performance.now() - begun);
    }
    if (milliseconds > found.slowest.milliseconds)
      found.slowest = { milliseconds, length: text.length, begins: text.slice(0, 40) };
  }

  while (found.texts < count && !isOver?.()) {
    const texts = Array.from({ length: Math.min(batch, count - found.texts) }, () =>
      parser.make ? parser.make(chance) : mutated(chance, parser.corpus, parser.pieces),
    );
    const steps = await countWork(async () => {
      for (const text of texts) await run(text);
    });
    found.texts += texts.length;
    found.steps = Math.max(found.steps, steps / texts.reduce((sum, { length }) => sum + length + 1, 0));
    if (steps <= most(texts)) continue;
    for (const text of texts) {
      const own = await countWork(() => run(text));
      if (own > most([text]))
        throw new Error(
          `${parser.name} (seed ${seed}): ${own} steps for ${text.length} characters: ${shown(text)}`,
        );
    }
  }
  return found;
}

function shown(text: string): string {
  return text.length <= 2_000
    ? JSON.stringify(text)
    : `${JSON.stringify(text.slice(0, 2_000))}… (${text.length})`;
}
