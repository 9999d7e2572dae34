import { RE2JS } from 're2js';
import type { Policy } from './policy.ts';

/** What the name of a branch says. `rest`: what follows the prefix. */
export type BranchName =
  | { kind: 'not-hotfix' }
  | { kind: 'hotfix'; incident: string; slug: string }
  | { kind: 'misnamed'; rest: string };

/** Patterns come from policy files: few, but as many as there are repositories. */
const mostPatterns = 200;
const patterns = new Map<string, RE2JS>();

export function parseBranchName(policy: Policy, branch: string): BranchName {
  const { prefix, name } = policy.branches;
  if (!branch.startsWith(prefix) || branch.length === prefix.length) return { kind: 'not-hotfix' };
  const rest = branch.slice(prefix.length);
  const matcher = compiled(name).matcher(rest);
  if (!matcher.matches()) return { kind: 'misnamed', rest };
  return { kind: 'hotfix', incident: matcher.group('incident') ?? '', slug: matcher.group('slug') ?? '' };
}

/** RE2 runs in linear time: a pattern from a file cannot hang the server. */
function compiled(source: string): RE2JS {
  const known = patterns.get(source);
  if (known) return known;
  if (patterns.size >= mostPatterns) patterns.clear();
  const pattern = RE2JS.compile(source);
  patterns.set(source, pattern);
  return pattern;
}
