import type { z } from 'zod';
import { type Lock, sameNames } from './values/strictness.ts';
import type * as value from './values/values.ts';

interface Gate {
  keep: boolean;
  /** Globs over job and step names that recognise it. */
  match: string[];
}

export type Gates = Record<string, Gate>;

/** Gates are laid over one another by name, and by what is said of each. */
export function gatesOver(above: Gates, given: z.output<typeof value.gates>): Gates {
  const gates = new Map(Object.entries(above));
  for (const [name, { keep, match }] of Object.entries(given)) {
    const known = gates.get(name) ?? { keep: false, match: [] };
    gates.set(name, { keep: keep ?? known.keep, match: match ?? known.match });
  }
  return Object.fromEntries(gates);
}

/** A job counts for the first gate that matches it, and new gates come last: they take nothing from a locked one. */
export const gatesLock: Lock<Gates> = {
  allows: 'more gates and `keep: true`, while each locked gate keeps its `match`',
  keeps: (locked, given) => loosened(locked, given).length === 0,
  loosened,
};

/** Gates that are no longer kept, or are recognised by something else. */
function loosened(locked: Gates, given: Gates): string[] {
  return Object.entries(locked)
    .filter(([name, { keep, match }]) => {
      const gate = given[name];
      return !gate || (keep && !gate.keep) || !sameNames(match, gate.match);
    })
    .map(([name]) => name);
}
