/** Unknown is never "not there": whichever call GitHub fails at, there is no verdict. */

import type { Verdict } from '../../src/facts/verdict.ts';
import { GitHubTrouble, type Trouble } from '../../src/github/client/errors.ts';
import { searchTarget } from '../../src/github/read/search-target.ts';
import { ModelRepository, type Tree } from '../support/model-repository.ts';

const payment = (third: string, tenth = 'j'): Tree => {
  return { 'pay.ts': `a\nb\n${third}\nd\ne\nf\ng\nh\ni\n${tenth}\n` };
};

/** A hotfix of two commits, squashed, and what became of it. */
function told(later: Tree[]): { made: ModelRepository; fork: string } {
  const made = new ModelRepository();
  const fork = made.commit('main', payment('c'));
  made.point('hotfix', fork);
  made.commit('hotfix', payment('fixed'), { message: 'Fix' });
  made.commit('hotfix', payment('fixed', 'fixed too'), { message: 'Fix the rest' });
  for (const tree of later) made.commit('main', tree);
  return { made, fork };
}

const whole = payment('fixed', 'fixed too');
const busy = Object.fromEntries(Array.from({ length: 310 }, (_, index) => [`a/${index}.ts`, 'x\n']));
const stories: [string, Tree[], Verdict['kind'], string | null][] = [
  ['nothing came', [], 'not-there', 'known'],
  ['it came', [whole], 'there', 'known'],
  ['it came, where it parted is not known', [whole], 'there', null],
  ['half of it came', [payment('fixed')], 'partly', 'known'],
  ['it came and was edited', [whole, payment('better', 'fixed too')], 'there', 'known'],
  ['it came, and half of it was taken back', [whole, payment('fixed', 'j')], 'reverted', 'known'],
  ['more files than GitHub lists', [{ ...whole, ...busy }], 'there', 'known'],
];

const troubles: Trouble[] = [
  { kind: 'unavailable' },
  { kind: 'rate-limited', until: new Date(0) },
  { kind: 'forbidden', reason: 'no' },
  { kind: 'unauthorised' },
  { kind: 'missing', reason: 'Not Found' },
];

describe.each(stories)('%s', (_, later, right, known) => {
  function search(fault: (call: number) => void): { verdict: Promise<Verdict>; made: ModelRepository } {
    const { made, fork } = told(later);
    made.fault = fault;
    const verdict = searchTarget(made.way(), {
      kind: 'search',
      sha: made.head('hotfix'),
      target: 'main',
      fork: known && fork,
      arrivedBy: [],
      pulls: [],
      suspects: [],
      earlier: [],
    });
    return { verdict, made };
  }

  test.each(troubles)('$kind', async (trouble) => {
    const plain = search(() => undefined);
    expect((await plain.verdict).kind).toBe(right);
    for (let failing = 1; failing <= plain.made.calls; failing++) {
      const { verdict } = search((call) => {
        if (call === failing) throw new GitHubTrouble('ask', trouble, false);
      });
      const kind = await verdict.then(
        (found) => found.kind,
        () => 'no verdict',
      );
      // What is not found for a moment is looked for again, and may be found then.
      if (trouble.kind === 'missing') expect(['no verdict', right]).toContain(kind);
      else expect(kind).toBe('no verdict');
    }
  });
});
