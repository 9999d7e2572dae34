/** More commits and files than GitHub tells of at once. */
import type { Verdict } from '../../src/facts/verdict.ts';
import { searchTarget } from '../../src/github/read/search-target.ts';
import { ModelRepository, type Tree } from '../support/model-repository.ts';

const file = 'src/payment.ts';
const text = (line: string, more = ''): string => `a\nb\nc\n${line}\ne\nf\ng\n${more}h\n`;
const many: Tree = Object.fromEntries(Array.from({ length: 310 }, (_, index) => [`a/${index}.ts`, 'x\n']));

class Told {
  readonly made = new ModelRepository();
  readonly fork: string;

  constructor() {
    this.fork = this.made.commit('main', { [file]: text('d') });
    this.made.point('hotfix', this.fork);
  }

  main(tree: Tree, message?: string): string {
    return this.made.commit('main', { ...this.made.tree('main'), ...tree }, { ...(message && { message }) });
  }

  fix(tree: Tree): string {
    return this.made.commit('hotfix', { ...this.made.tree('hotfix'), ...tree });
  }

  /** Two hundred and sixty commits elsewhere. */
  work(): void {
    for (let n = 0; n < 260; n++) this.main({ 'src/other.ts': `work ${n}\n` });
  }

  verdict(): Promise<Verdict> {
    return searchTarget(this.made.way(), {
      kind: 'search',
      sha: this.made.head('hotfix'),
      target: 'main',
      fork: this.fork,
      arrivedBy: [],
      pulls: [],
      suspects: [],
      earlier: [],
    });
  }
}

test.each([
  ['few files', {}],
  ['more files than a comparison lists', many],
])('two hundred and sixty commits before and behind it, and %s', async (_, files) => {
  const it = new Told();
  it.fix({ [file]: text('fixed') });
  it.work();
  it.main(files);
  expect(await it.verdict()).toEqual({ kind: 'not-there' });
  const squashed = it.main({ [file]: text('fixed') }, 'Fix');
  it.work();
  expect(await it.verdict()).toMatchObject({ kind: 'there', edited: false });
  it.main({ [file]: text('d') }, `Revert "Fix"\n\nThis reverts commit ${squashed}.`);
  it.work();
  expect((await it.verdict()).kind).toMatch(/^(reverted|not-there)$/);
});

test('a change of the same line is not judged by a comparison without lines', async () => {
  const it = new Told();
  it.fix({ [file]: text('fixed') });
  it.main(many);
  it.main({ [file]: text('otherwise') });
  expect((await it.verdict()).kind).toBe('unclear');
});

describe('a hotfix of two hundred and sixty commits', () => {
  function long(): Told {
    const it = new Told();
    for (let n = 0; n < 260; n++) it.fix({ [file]: text('fixed', `line ${n}\n`) });
    return it;
  }

  test('is there when it was merged', async () => {
    const it = long();
    it.made.commit('main', it.made.tree('hotfix'), { message: 'Merge', merging: [it.made.head('hotfix')] });
    expect((await it.verdict()).kind).toBe('there');
    it.main({ [file]: text('d') }, 'Refactor');
    expect((await it.verdict()).kind).toBe('reverted');
  });

  test('is not there with its first commit', async () => {
    const it = long();
    it.main({ [file]: text('fixed', 'line 0\n') });
    expect((await it.verdict()).kind).toMatch(/^(partly|unclear)$/);
  });
});
