import { countWork } from '../support/count-work.ts';
import { hostileMarkdown } from '../support/hostile-markdown.ts';

const { commandLines } = await import('../../src/intake/read/command-lines.ts');
const { shownLines } = await import('../../src/facts/shown-lines.ts');

/** For each character, whatever stands there. Whoever looks for pairs takes thousands. */
const mostSteps = 25;
const length = 5_000;
/** Counting takes longer than what is counted. */
const atOnce = 10;

const texts = hostileMarkdown(length);
const some = Array.from({ length: Math.ceil(texts.length / atOnce) }, (_, index) =>
  texts.slice(index * atOnce, (index + 1) * atOnce),
);

test.each([
  ['an outsider who may comment cannot hold the process with one comment', commandLines],
  ['somebody who may edit a review cannot hold the process with its text', shownLines],
])('%s', async (_, read) => {
  for (const group of some) {
    const steps = await countWork(() => {
      for (const text of group) read(text);
    });
    const beginnings = group.map((text) => text.slice(0, 30));
    const few = steps < mostSteps * length * group.length;
    expect({ beginnings, steps: few || steps }).toEqual({ beginnings, steps: true });
  }
});
