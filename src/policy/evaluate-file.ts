import { crossCheck } from './cross-checks.ts';
import type { FileProblem, PolicyMistake } from './explain/problem.ts';
import { leaves } from './keys.ts';
import { type Layer, type Layered, policyOf, valueAt } from './layers.ts';
import { parsePolicy } from './parse-policy.ts';
import type { PlaceOf } from './places.ts';
import { type FileSeen, type OrganisationFile, policyPath, twinPath } from './policy-file.ts';
import type { Level, PolicyFile } from './schema.ts';

/** The policy by a file, and what is wrong with the file. */
export interface EvaluatedFile extends Layered {
  /** For these the file is refused as a whole. */
  mistakes: PolicyMistake[];
  /** These are wrong as well, and the rest of the file counts all the same. In the order of the file. */
  remarks: PolicyMistake[];
  /** `null`: there is none, or it is refused. */
  file: PolicyFile | null;
}

/** Evaluates a policy file as it is seen, over what its organisation says. */
export function evaluateFile(seen: FileSeen, level: Level, organisation: OrganisationFile): EvaluatedFile {
  const below = (file: PolicyFile | null): Layer[] => [
    ...(organisation ? [{ level: 'organisation' as const, file: organisation }] : []),
    ...(file ? [{ level, file }] : []),
  ];
  const without = (mistakes: PolicyMistake[]): EvaluatedFile => ({
    ...policyOf(below(null)),
    ...{ mistakes, remarks: [], file: null },
  });
  if (seen.kind === 'absent') return without([]);
  if (seen.text === null) return without([unreadable]);
  const parsed = parsePolicy(seen.text, level);
  if (!parsed.ok) return without(parsed.mistakes);
  const { file, placeOf } = parsed;
  const layered = policyOf(below(file));
  const mistakes = crossCheck(layered, file, placeOf);
  if (mistakes.length > 0) return without(mistakes);
  const remarks = [
    ...(seen.twin ? [secondFile(seen.path)] : []),
    ...layered.overruled.map((path) => overruled(path, placeOf)),
    ...unknownPeople(file, seen.strangers, placeOf),
    ...(seen.noTarget ? unknownTarget(file, placeOf) : []),
  ];
  return { ...layered, mistakes, remarks: remarks.sort(byPlace), file };
}

/** What an organisation's file says now; where that has mistakes, what it said before. */
export function organisationFile(known: { seen: FileSeen; good: string | null } | null): OrganisationFile {
  if (!known || known.seen.kind === 'absent') return null;
  const { file } = evaluateFile(known.seen, 'organisation', null);
  if (file || known.good === null) return file;
  const before = parsePolicy(known.good, 'organisation');
  return before.ok ? before.file : null;
}

/** Everybody whom a file names: users, and teams as `org/team`. */
export function peopleIn(file: PolicyFile): string[] {
  return [...new Set(people(file).map(({ name }) => name))];
}

/** The branch that a file names as the target. */
export function targetIn(file: PolicyFile): string | null {
  return file.branches?.target ?? null;
}

interface Named {
  name: string;
  path: string[];
  /** Whether a team may stand there. */
  orTeam: boolean;
}

function people(file: PolicyFile): Named[] {
  return leaves
    .filter(({ key }) => key.people)
    .flatMap(({ parts, key }) => {
      const list = valueAt(file, parts);
      const orTeam = key.schema.safeParse(['org/team']).success;
      return Array.isArray(list)
        ? list.map((name, index) => ({ name: String(name), path: [...parts, String(index)], orTeam }))
        : [];
    });
}

function unknownPeople(file: PolicyFile, strangers: readonly string[], placeOf: PlaceOf): PolicyMistake[] {
  return people(file)
    .filter(({ name }) => strangers.includes(name))
    .map(({ name, path, orTeam }) => {
      const problem: FileProblem = name.includes('/')
        ? { code: 'unknown-team', name }
        : { code: 'unknown-person', name, orTeam };
      return { ...placeOf(path), path: path.join('.'), problem };
    });
}

function unknownTarget(file: PolicyFile, placeOf: PlaceOf): PolicyMistake[] {
  const target = targetIn(file);
  if (target === null) return [];
  const path = ['branches', 'target'];
  return [{ ...placeOf(path), path: path.join('.'), problem: { code: 'unknown-target', target } }];
}

function overruled(path: string, placeOf: PlaceOf): PolicyMistake {
  const leaf = leaves.find((one) => path === one.path || path.startsWith(`${one.path}.`));
  const problem = { code: 'locked', allows: leaf?.key.lock.allows ?? '' } as const;
  return { ...placeOf(path.split('.')), path, problem };
}

const wholeFile = { line: 1, column: 1, path: '' };

function secondFile(path: string): PolicyMistake {
  const other = path === policyPath ? twinPath : policyPath;
  return { ...wholeFile, problem: { code: 'second-file', path, other } };
}

const unreadable: PolicyMistake = { ...wholeFile, problem: { code: 'unreadable' } };

function byPlace(a: PolicyMistake, b: PolicyMistake): number {
  return a.line - b.line || a.column - b.column;
}
