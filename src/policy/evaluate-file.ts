import { together } from './cross-checks.ts';
import { echo } from './explain/quote-input.ts';
import { leaves } from './keys.ts';
import { type Layer, type Layered, policyOf, valueAt } from './layers.ts';
import { type PlaceOf, parsePolicy } from './parse-policy.ts';
import type { PolicyMistake } from './policy.ts';
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
  const mistakes = together(layered, file, placeOf);
  if (mistakes.length > 0) return without(mistakes);
  const remarks = [
    ...(seen.twin ? [twin(seen.path)] : []),
    ...layered.overruled.map((path) => overruled(path, placeOf)),
    ...strangersIn(file, seen.strangers, placeOf),
    ...(seen.noTarget ? noTarget(file, placeOf) : []),
  ];
  return { ...layered, mistakes, remarks: remarks.sort(inOrder), file };
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

function strangersIn(file: PolicyFile, strangers: readonly string[], placeOf: PlaceOf): PolicyMistake[] {
  return people(file)
    .filter(({ name }) => strangers.includes(name))
    .map(({ name, path, orTeam }) => {
      const where = path.join('.');
      const message = name.includes('/')
        ? `\`${where}\` names the team \`${name}\`, which GitHub does not know; write an existing one, as org/team.`
        : `\`${where}\` names \`${name}\`, whom GitHub does not know; write an existing login${orTeam ? ', or a team as org/team' : ''}.`;
      return { ...placeOf(path), path: where, message };
    });
}

function noTarget(file: PolicyFile, placeOf: PlaceOf): PolicyMistake[] {
  const target = targetIn(file);
  if (target === null) return [];
  const path = ['branches', 'target'];
  const message = `\`branches.target\` names the branch \`${echo(target)}\`, which is not there; name one that is, or leave the key out: then it is the default branch.`;
  return [{ ...placeOf(path), path: path.join('.'), message }];
}

function overruled(path: string, placeOf: PlaceOf): PolicyMistake {
  const message = `\`${path}\` is locked by the organisation, and can be made stricter here, not looser; the organisation's value stays in force. Leave the key out, or ask for it to be unlocked.`;
  return { ...placeOf(path.split('.')), path, message };
}

function twin(path: string): PolicyMistake {
  const other = path === policyPath ? twinPath : policyPath;
  const message = `There is a \`${other}\` as well, which is not read; move what it says into \`${path}\`, and remove it.`;
  return { line: 1, column: 1, path: '', message };
}

const unreadable: PolicyMistake = {
  line: 1,
  column: 1,
  path: '',
  message: 'This is not a text file of at most 16 KiB; write the policy as a plain YAML file.',
};

function inOrder(a: PolicyMistake, b: PolicyMistake): number {
  return a.line - b.line || a.column - b.column;
}
