/**
 * Histories that nobody thought of. Each is told step by step, and the teller keeps book of every line that the hotfix
 * touched: whose it is now. That book knows nothing of patches, commits or messages; the proof must agree with it.
 */
import fc from 'fast-check';
import { searchTarget } from '../../src/github/read/search-target.ts';
import { ModelRepository, type Tree } from '../support/model-repository.ts';

/** A file is a list of places, each of which holds some lines. */
type Places = string[][];
type Files = Record<string, Places>;
const sizes: Record<string, number> = { 'src/pay.ts': 24, 'src/retry.ts': 8 };
const paths = Object.keys(sizes);

function begin(): Files {
  return Object.fromEntries(
    // Some lines are the same in many places, as they are in code.
    paths.map((path) => [
      path,
      Array.from({ length: sizes[path] ?? 0 }, (_, at) => [at % 6 === 5 ? '}' : `${path} line ${at}`]),
    ]),
  );
}

function copy(files: Files): Files {
  return structuredClone(files);
}

/** One thing that a commit of the hotfix does. `orig`: puts the place back as it was. */
interface Setting {
  file: number;
  at: number;
  how: 'replace' | 'insert' | 'delete' | 'orig';
}

type Step =
  | { do: 'edit'; file: number; at: number; how: 'replace' | 'insert' | 'delete' }
  | {
      do: 'bring';
      how: 'merge' | 'squash' | 'rebase';
      only: number | null;
      declared: boolean;
      against: boolean;
    }
  | { do: 'edit-fix'; place: number }
  | { do: 'revert'; named: boolean; part: number | null }
  | { do: 'revert-revert'; named: boolean }
  | { do: 'side-branch-drops' }
  | { do: 'rename' }
  | { do: 'busy' };

const setting: fc.Arbitrary<Setting> = fc.record({
  file: fc.nat(1),
  at: fc.nat(23),
  how: fc.constantFrom('replace', 'replace', 'insert', 'delete', 'orig'),
});
const edit = fc.record({
  do: fc.constant('edit' as const),
  file: fc.nat(1),
  at: fc.nat(23),
  how: fc.constantFrom('replace' as const, 'insert' as const, 'delete' as const),
});
const bring = fc.record({
  do: fc.constant('bring' as const),
  how: fc.constantFrom('merge' as const, 'squash' as const, 'rebase' as const),
  only: fc.option(fc.nat(2), { freq: 3 }),
  declared: fc.boolean(),
  against: fc.boolean(),
});
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 4, arbitrary: edit },
  { weight: 4, arbitrary: bring },
  { weight: 4, arbitrary: fc.record({ do: fc.constant('edit-fix' as const), place: fc.nat(5) }) },
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constant('revert' as const),
      named: fc.boolean(),
      part: fc.option(fc.nat(5)),
    }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('revert-revert' as const), named: fc.boolean() }) },
  { weight: 1, arbitrary: fc.constant({ do: 'side-branch-drops' as const }) },
  { weight: 1, arbitrary: fc.constant({ do: 'rename' as const }) },
  { weight: 1, arbitrary: fc.constant({ do: 'busy' as const }) },
);
const story = fc.record({
  commits: fc.array(fc.array(setting, { minLength: 1, maxLength: 3 }), { minLength: 1, maxLength: 3 }),
  steps: fc.array(step, { maxLength: 8 }),
  forkKnown: fc.integer({ min: 0, max: 9 }).map((n) => n > 0),
});
type Story = typeof story extends fc.Arbitrary<infer T> ? T : never;

const nameOf = (path: string, at: number): string => `${path}:${at}`;

class Telling {
  readonly repository = new ModelRepository();
  readonly main = begin();
  readonly fork: string;
  /** What each commit of the hotfix makes of which places. */
  readonly commits: Map<string, string[]>[] = [];
  readonly #final = new Map<string, string>();
  /** Whose lines a touched place has on `main`: the value that was brought there, or none. */
  readonly #whose = new Map<string, string>();
  readonly #events: { sha: string[]; before: Telling['snapshot']; after: Telling['snapshot'] }[] = [];
  readonly arrivedBy: string[] = [];
  #reverts: { sha: string; undone: Telling['snapshot'] }[] = [];
  #names: Record<string, string> = {};
  #count = 0;
  /** Not even the book can tell. */
  murky = false;
  whole = false;
  plain = true;
  declared = false;
  edited = false;

  constructor({ commits, steps }: Story) {
    this.repository.commit('main', this.#tree(this.main), { message: 'Begin' });
    this.fork = this.repository.head('main');
    this.repository.point('hotfix', this.fork);
    const hotfix = begin();
    for (const settings of commits) this.#fix(hotfix, settings);
    for (const one of steps) this.#tell(one);
  }

  get snapshot(): { main: Files; whose: Map<string, string> } {
    return { main: copy(this.main), whose: new Map(this.#whose) };
  }

  /** By the book: every place has what the hotfix wants there, or what came of that. */
  get done(): boolean {
    return [...this.#final].every(([place, value]) => {
      const whose = this.#whose.get(place) ?? null;
      if (value !== this.#orig(place)) return whose === value;
      // What it took back on the way must not be there without that; what others do later is their own.
      return this.whole || whose === null || whose === value;
    });
  }

  /** In the end it does nothing, whatever it had done on the way. */
  get empty(): boolean {
    return [...this.#final].every(([place, value]) => value === this.#orig(place));
  }

  #orig(place: string): string {
    const [path = '', at = '0'] = place.split(':');
    return JSON.stringify(begin()[path]?.[Number(at)]);
  }

  #fix(hotfix: Files, settings: Setting[]): void {
    const sets = new Map<string, string[]>();
    for (const { file, at: any, how } of settings) {
      const path = paths[file] ?? '';
      const places = hotfix[path] ?? [];
      const at = any % places.length;
      if (at % 6 === 5) continue;
      const [line = ''] = begin()[path]?.[at] ?? [];
      this.#count += 1;
      const values = {
        replace: [`fix ${this.#count}`],
        insert: [line, `guard ${this.#count}`],
        delete: [],
        orig: [line],
      };
      places[at] = values[how];
      sets.set(nameOf(path, at), values[how]);
      this.#final.set(nameOf(path, at), JSON.stringify(values[how]));
    }
    this.commits.push(sets);
    this.repository.commit('hotfix', this.#tree(hotfix, {}), { message: `Fix ${this.commits.length}` });
  }

  #tree(files: Files, names = this.#names): Tree {
    return Object.fromEntries(
      Object.entries(files).map(([path, places]) => [names[path] ?? path, `${places.flat().join('\n')}\n`]),
    );
  }

  #commit(message: string, merging: string[] = []): string {
    return this.repository.commit('main', this.#tree(this.main), { message, merging });
  }

  #set(place: string, value: string[], whose: string | null): void {
    const [path = '', at = '0'] = place.split(':');
    const places = this.main[path];
    if (places) places[Number(at)] = value;
    if (whose === null) this.#whose.delete(place);
    else this.#whose.set(place, whose);
  }

  #restore(place: string, { main, whose }: Telling['snapshot']): void {
    const [path = '', at = '0'] = place.split(':');
    this.#set(place, main[path]?.[Number(at)] ?? [], whose.get(place) ?? null);
  }

  #tell(step: Step): void {
    const touched = [...this.#final.keys()];
    switch (step.do) {
      case 'edit': {
        const path = paths[step.file] ?? '';
        const places = this.main[path] ?? [];
        const at = step.at % places.length;
        if (this.#final.has(nameOf(path, at))) return;
        this.#count += 1;
        const [line = ''] = begin()[path]?.[at] ?? [];
        places[at] = { replace: [`other ${this.#count}`], insert: [line, `more ${this.#count}`], delete: [] }[
          step.how
        ];
        this.#commit('Work');
        return;
      }
      case 'bring':
        this.#bring(step);
        return;
      case 'edit-fix': {
        const place = touched[step.place % touched.length];
        if (place === undefined) return;
        this.#count += 1;
        const whose = this.#whose.get(place) ?? null;
        if (whose === null) this.plain = false;
        this.edited = true;
        this.#set(place, [`later ${this.#count}`], whose);
        this.#commit('Tune');
        return;
      }
      case 'revert': {
        const event = this.#events.at(-1);
        if (!event) return;
        this.plain = false;
        const before = this.snapshot;
        const places =
          step.part === null
            ? touched
            : touched.filter((_, index) => index === (step.part ?? 0) % touched.length);
        for (const place of places) this.#restore(place, event.before);
        if (JSON.stringify(before.main) === JSON.stringify(this.main)) return;
        const said =
          step.named && step.part === null
            ? event.sha.map((sha) => `This reverts commit ${sha}.`).join('\n')
            : '';
        const sha = this.#commit(said ? `Revert "Fix"\n\n${said}` : 'Refactor');
        this.#reverts.push({ sha, undone: before });
        return;
      }
      case 'revert-revert': {
        const last = this.#reverts.pop();
        if (!last) return;
        for (const place of touched) this.#restore(place, last.undone);
        this.#commit(step.named ? `Reapply "Fix"\n\nThis reverts commit ${last.sha}.` : 'Again');
        return;
      }
      case 'side-branch-drops': {
        const event = this.#events.at(-1);
        if (!event) return;
        this.plain = false;
        const main = this.repository.head('main');
        this.repository.point('side', this.fork);
        this.repository.commit('side', { ...this.repository.tree(this.fork), 'side.ts': 'side\n' });
        for (const place of touched) this.#restore(place, event.before);
        const tree = { ...this.#tree(this.main), 'side.ts': 'side\n' };
        const side = this.repository.commit('side', tree, { message: 'Merge main', merging: [main] });
        this.repository.commit('main', tree, { message: 'Merge side', merging: [side] });
        this.#commit('Remove what the side added');
        return;
      }
      case 'rename':
        if (this.#names['src/pay.ts']) return;
        this.plain = false;
        this.#names = { 'src/pay.ts': 'src/payment.ts' };
        this.#commit('Rename');
        return;
      case 'busy': {
        const places = this.main['src/pay.ts'] ?? [];
        const free = places.findIndex((_, at) => !this.#final.has(nameOf('src/pay.ts', at)));
        for (let n = 0; n < 60; n++) {
          places[free] = [`busy ${n}`];
          this.#commit('Work');
        }
        return;
      }
    }
  }

  /** `against`: where `main` had been changed in the same place, that is kept; else the hotfix's lines are. */
  #bring({ how, only, declared, against }: Extract<Step, { do: 'bring' }>): void {
    const before = this.snapshot;
    const chosen =
      only === null ? this.commits : this.commits.filter((_, index) => index === only % this.commits.length);
    if (chosen.length < this.commits.length || this.#events.length > 0) this.plain = false;
    const shas: string[] = [];
    for (const sets of chosen) {
      for (const [place, value] of sets) {
        const [path = '', at = '0'] = place.split(':');
        const now = JSON.stringify(this.main[path]?.[Number(at)]);
        const free = now === this.#orig(place) || now === this.#whose.get(place);
        if (!free) this.plain = false;
        // Beside another change, nothing tells a line that was kept from one that took its place.
        if (!free && against && value.length === 0) this.murky = true;
        if (free || !against) this.#set(place, value, JSON.stringify(value));
      }
      if (how === 'rebase') shas.push(this.#commit('Fix'));
    }
    const whole = chosen.length === this.commits.length;
    const message = declared && whole ? `Merge pull request #${7 + this.#events.length} from hotfix` : 'Fix';
    if (how === 'squash') shas.push(this.#commit(message));
    if (how === 'merge') shas.push(this.#commit(message, whole ? [this.repository.head('hotfix')] : []));
    if (declared && whole) {
      this.arrivedBy.push(shas.at(-1) ?? '');
      this.declared = true;
    }
    this.whole ||= whole;
    this.#events.push({ sha: shas, before, after: this.snapshot });
  }
}

async function verdictOf(telling: Telling, forkKnown: boolean): Promise<string> {
  const verdict = await searchTarget(telling.repository.way(), {
    kind: 'search',
    sha: telling.repository.head('hotfix'),
    target: 'main',
    fork: forkKnown ? telling.fork : null,
    arrivedBy: telling.arrivedBy,
    pulls: [],
    suspects: [],
    earlier: [],
  });
  return verdict.kind;
}

/**
 * Many were gone through once; a few are enough to notice that something broke. These are the same ones each time,
 * unless more are asked for (`HISTORIES`), or others (`SEED`): a failure names the seed that it came with.
 */
const { HISTORIES, SEED } = process.env;
const fresh = HISTORIES ? Math.trunc(Math.random() * 0x7fffffff) : 20_261_123;
const sample = { numRuns: Number(HISTORIES ?? 400), seed: SEED ? Number(SEED) : fresh };

test('content that is not on the target is never said to be there', async () => {
  await fc.assert(
    fc.asyncProperty(story, async (told) => {
      const telling = new Telling(told);
      if (telling.done || telling.empty || telling.murky) return;
      expect(await verdictOf(telling, told.forkKnown)).not.toMatch(/^(there|nothing)$/);
    }),
    sample,
  );
}, 3_600_000);

test('content that came whole and was not reverted is never said to be missing', async () => {
  await fc.assert(
    fc.asyncProperty(story, async (told) => {
      const telling = new Telling(told);
      if (!telling.done || !telling.plain) return;
      const right = telling.declared ? /^(there|nothing|unclear)$/ : /^(there|nothing|unclear|partly)$/;
      expect(await verdictOf(telling, told.forkKnown)).toMatch(right);
    }),
    sample,
  );
}, 3_600_000);
