import type { z } from 'zod';
import { sameEntries } from './values/strictness.ts';
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

/** Gates that are no longer kept, or are recognised by something else. */
export function gatesLoosened(locked: Gates, given: Gates): string[] {
  return Object.entries(locked)
    .filter(([name, { keep, match }]) => {
      const gate = given[name];
      return !gate || (keep && !gate.keep) || !sameEntries(match, gate.match);
    })
    .map(([name]) => name);
}
