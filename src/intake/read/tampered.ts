import type { Disturbed } from '../../facts/fact.ts';

/** GitHub has no id for it: what happened, to what, and when, tell it apart. */
export function disturbed(happened: Omit<Disturbed, 'kind' | 'key' | 'clock' | 'branch' | 'sha'>): Disturbed {
  const { what, number, change, detail, at } = happened;
  const key = `disturbed:${what}:${number}:${change}:${detail ?? ''}:${at}`;
  return { kind: 'disturbed', key, clock: 'github', branch: null, sha: null, ...happened };
}
