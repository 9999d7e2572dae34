import { evaluateFile, organisationFile } from './evaluate-file.ts';
import { type KnownFile, type OrganisationFile, policyPath } from './policy-file.ts';
import type { PolicyInForce } from './policy-in-force.ts';
import type { Level } from './schema.ts';

/**
 * What is in force by the files that are known: the organisation's over the defaults, and the repository's over both.
 * A file with mistakes is as good as its last version without any. `organisation`: `null` for the repository that
 * holds that file itself, at the level of the organisation.
 */
export function inForceBy(
  own: KnownFile,
  organisation: KnownFile | null,
): Omit<PolicyInForce, 'enforcedSince'> {
  const level: Level = organisation ? 'repository' : 'organisation';
  const above = organisationFile(organisation);
  const { policy, mistakes, remarks } = evaluateFile(own.seen, level, above);
  const brokenBy = mistakes.length > 0 || remarks.length > 0 ? own.broughtBy : null;
  const path = own.seen.kind === 'there' ? own.seen.path : policyPath;
  const said = { path, mistakes, remarks, brokenBy };
  if (own.seen.kind === 'there' && mistakes.length === 0) return { policy, origin: 'file', ...said };
  const before = own.seen.kind === 'there' ? lastGood(own, level, above) : null;
  if (before) return { policy: before, origin: 'last-good', ...said };
  return { policy, origin: 'defaults', ...said };
}

/** What it said before, where that still goes together with what the organisation says now. */
function lastGood({ good, seen }: KnownFile, level: Level, above: OrganisationFile) {
  if (good === null || seen.kind === 'absent') return null;
  const evaluated = evaluateFile(
    { ...seen, text: good, twin: false, strangers: [], noTarget: false },
    level,
    above,
  );
  return evaluated.file ? evaluated.policy : null;
}
