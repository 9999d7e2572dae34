import type { Policy } from './policy.ts';
import { PatternCache } from './values/pattern-cache.ts';

/** What the name of a branch says. `rest`: what follows the prefix. */
export type BranchName =
  | { kind: 'not-hotfix' }
  | { kind: 'hotfix'; incident: string; slug: string }
  | { kind: 'misnamed'; rest: string };

/** Patterns come from policy files: few, but as many as there are repositories. */
const patterns = new PatternCache(16_000_000);

/** GitHub names no branch longer than 255 bytes. */
const longestName = 255;

export function parseBranchName(policy: Policy, branch: string): BranchName {
  const { prefix, name } = policy.branches;
  if (!branch.startsWith(prefix) || branch.length === prefix.length) return { kind: 'not-hotfix' };
  const rest = branch.slice(prefix.length);
  const group = rest.length > longestName ? null : patterns.match(name, rest);
  if (!group) return { kind: 'misnamed', rest };
  return { kind: 'hotfix', incident: group('incident') ?? '', slug: group('slug') ?? '' };
}
