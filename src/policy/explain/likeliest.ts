import type { Document } from 'yaml';
import { keyBeforeBareKey } from '../places.ts';
import { typosIn } from './common-typos.ts';
import type { PolicyMistake, PolicyProblem } from './problem.ts';

/** A mistake by the parts of its path, before its place is looked up. */
export interface FoundMistake {
  path: string[];
  /** The key is wrong, not its value. */
  onKey: boolean;
  problem: PolicyProblem;
  entry?: string;
}

/** Where one mistake shows as several, the one that people made: one for each value, and one for a comma in it. */
export function likeliest(found: readonly FoundMistake[], document: Document): FoundMistake[] {
  const byPath = new Map<string, FoundMistake>();
  // The first one says that a value is of the wrong kind: its length means nothing then.
  for (const mistake of found) if (!byPath.has(keyOf(mistake.path))) byPath.set(keyOf(mistake.path), mistake);
  const left = new Map(byPath);
  for (const [key, mistake] of byPath) {
    const before = keyBefore(mistake, document);
    if (before === null) continue;
    const cause = byPath.get(before);
    if (cause && (wantsSeveral.includes(cause.problem.code) || keyBefore(cause, document) !== null)) {
      left.delete(key);
      continue;
    }
    left.delete(before);
    if (mistake.problem.code === 'unknown-key')
      left.set(key, { ...mistake, problem: { code: 'comma-in-value' } });
  }
  return [...left.values()];
}

/** These say how several values are written. */
const wantsSeveral: PolicyProblem['code'][] = ['not-a-list', 'not-weekdays', 'not-gates', 'not-quiet-hours'];

/** The key before one that is none, but the rest of a value that a comma has ended; `null`: it is no such rest. */
function keyBefore({ path, problem }: FoundMistake, document: Document): string | null {
  if (problem.code !== 'unknown-key' && problem.code !== 'weekday') return null;
  const before = keyBeforeBareKey(document, path);
  return before === null ? null : keyOf([...path.slice(0, -1), before]);
}

function keyOf(path: string[]): string {
  return path.join('\n');
}

/** Where a typo is on the same line, that is what is wrong there. */
export function withTypos(mistakes: PolicyMistake[], text: string): PolicyMistake[] {
  const typos = new Map(typosIn(text, { parsed: true }).map((typo) => [typo.line, typo]));
  const told = new Set<number>();
  return mistakes.flatMap((mistake) => {
    const typo = typos.get(mistake.line);
    if (!typo) return [mistake];
    if (told.has(typo.line)) return [];
    told.add(typo.line);
    return [{ ...typo, path: mistake.path }];
  });
}
