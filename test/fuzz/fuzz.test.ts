/** A sample of `npm run fuzz`, with texts that are the same at each run. */
import { countWork } from '../support/count-work.ts';

const { fuzz } = await import('./fuzz.ts');
const { parsers } = await import('./parsers.ts');

test.each(parsers.map((parser) => [parser.name, parser] as const))('%s', async (_, parser) => {
  const { texts } = await fuzz(parser, { seed: 7, count: 50, countWork });
  expect(texts).toBe(50);
});

test('a parser that throws, or takes too long, is told with the text', async () => {
  const base = { name: 'planted', corpus: ['abc'], pieces: ['x'], stepsEach: 10 };
  const throwing = {
    ...base,
    run: (text: string) => {
      if (text.includes('x')) throw new Error('planted');
    },
  };
  await expect(fuzz(throwing, { seed: 1, count: 200, countWork })).rejects.toThrow(
    /^planted \(seed 1\): ".*x.*"$/s,
  );
  let steps = 0;
  const counted = async (work: () => Promise<void>): Promise<number> => {
    const before = steps;
    await work();
    return steps - before;
  };
  const slow = {
    ...base,
    run: ({ length }: string) => {
      steps += length ** 2;
    },
  };
  await expect(fuzz(slow, { seed: 1, count: 500, countWork: counted })).rejects.toThrow(
    /steps for \d+ characters/,
  );
});
