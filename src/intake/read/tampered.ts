import type { Tampered } from '../../facts/fact.ts';

/** GitHub has no id for it: what happened, to what, and when, tell it apart. */
export function disturbed(happened: Omit<Tampered, 'kind' | 'key' | 'clock' | 'branch' | 'sha'>): Tampered {
  const { what, number, change, detail, at } = happened;
  const key = `disturbed:${what}:${number}:${change}:${detail ?? ''}:${at}`;
  return { kind: 'disturbed', key, clock: 'github', branch: null, sha: null, ...happened };
}
