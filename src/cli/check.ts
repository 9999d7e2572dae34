import { parseArgs } from 'node:util';
import { type Judged, judgeFile } from '../policy/evaluate-file.ts';
import { shownValues } from '../policy/explain/shown-values.ts';
import type { PolicyMistake } from '../policy/policy.ts';
import { type FileSeen, type OrganisationFile, policyPath, twinPath } from '../policy/policy-file.ts';
import type { ExitStatus, World } from './io.ts';

const usage = `Usage: hotfix-policy check [file] [options]

Says what the check run "Hotfix policy file" would say of a policy file, without asking
GitHub: whether the people and teams that it names exist is not looked at.

  file                  ${policyPath} where none is given; - is the standard input

Options:
  --organisation        it is the organisation's own file, which may lock keys
  --over FILE           the organisation's file, on top of which this one is laid
  --effective           also list every value in force, and where it comes from
  --json                one JSON document instead of lines
  --help                this text

Exit status: 0 no mistakes, 1 mistakes, 2 could not run.`;

interface Given {
  file: string | null;
  organisation: boolean;
  over: string | null;
  effective: boolean;
  json: boolean;
}

/** Checks a policy file as a pull request's check run does. */
export async function check(args: string[], world: World): Promise<ExitStatus> {
  try {
    const given = readArguments(args);
    if (given === null) {
      world.out(usage);
      return 0;
    }
    const [seen, above] = [await fileSeen(given.file, world), await organisation(given.over, world)];
    const judged = judgeFile(seen, given.organisation ? 'organisation' : 'repository', above);
    say(given, seen, judged, world);
    return [...judged.mistakes, ...judged.remarks].length > 0 ? 1 : 0;
  } catch (error) {
    if (!(error instanceof CannotRun)) throw error;
    world.err(error.message);
    return 2;
  }
}

class CannotRun extends Error {}

/** `null`: help is asked for. */
function readArguments(args: string[]): Given | null {
  try {
    const { values, positionals } = parseArgs({
      args,
      allowPositionals: true,
      options: {
        organisation: { type: 'boolean', default: false },
        over: { type: 'string' },
        effective: { type: 'boolean', default: false },
        json: { type: 'boolean', default: false },
        help: { type: 'boolean', short: 'h', default: false },
      },
    });
    if (values.help) return null;
    if (positionals.length > 1) throw new CannotRun(`One file at a time, and not ${positionals.length}.`);
    if (values.organisation && values.over !== undefined)
      throw new CannotRun(
        "Above the organisation's file there is no other: leave out --organisation or --over.",
      );
    const { organisation, effective, json } = values;
    return { file: positionals[0] ?? null, over: values.over ?? null, organisation, effective, json };
  } catch (error) {
    if (error instanceof CannotRun) throw error;
    throw new CannotRun(`${error instanceof Error ? error.message : 'Wrong arguments'}\n\n${usage}`);
  }
}

async function fileSeen(given: string | null, world: World): Promise<FileSeen> {
  if (given !== null) return { ...there, path: given, text: (await contents(given, world)).toString('utf8') };
  const [first, other] = [await contentsOrNone(policyPath, world), await contentsOrNone(twinPath, world)];
  if (first) return { ...there, path: policyPath, text: first.toString('utf8'), twin: other !== null };
  if (other) return { ...there, path: twinPath, text: other.toString('utf8') };
  throw new CannotRun(
    `There is no ${policyPath} here. Name a file, or run this in the folder of a repository that has one.`,
  );
}

const there = { kind: 'there' as const, twin: false, strangers: [] };

async function organisation(path: string | null, world: World): Promise<OrganisationFile> {
  if (path === null) return null;
  const text = (await contents(path, world)).toString('utf8');
  const { file, mistakes } = judgeFile({ ...there, path, text }, 'organisation', null);
  if (file) return file;
  throw new CannotRun(
    `${path} has mistakes of its own; check it first:\n  hotfix-policy check --organisation ${path}\n${lines(path, mistakes).join('\n')}`,
  );
}

async function contentsOrNone(path: string, world: World): Promise<Buffer | null> {
  try {
    return await world.read(path);
  } catch {
    return null;
  }
}

async function contents(path: string, world: World): Promise<Buffer> {
  try {
    return await world.read(path);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : '';
    const why: Record<string, string> = {
      ENOENT: 'there is no such file',
      EISDIR: 'it is a folder',
      EACCES: 'it may not be read',
    };
    throw new CannotRun(`${path} cannot be read: ${why[code] ?? code}.`);
  }
}

function say(given: Given, seen: FileSeen, judged: Judged, world: World): void {
  const mistakes = [...judged.mistakes, ...judged.remarks];
  const path = seen.kind === 'there' ? seen.path : policyPath;
  const effective = shownValues(judged);
  if (given.json) {
    world.out(
      JSON.stringify({ file: path, refused: judged.mistakes.length > 0, mistakes, effective }, null, 2),
    );
    return;
  }
  for (const line of lines(path, mistakes)) world.out(line);
  const count = mistakes.length === 1 ? '1 mistake' : `${mistakes.length} mistakes`;
  world.out(world.strong(mistakes.length === 0 ? `${path} has no mistakes.` : `${path} has ${count}.`));
  if (!given.organisation && judged.mistakes.some((one) => one.path === 'locked'))
    world.out("Is it the organisation's own file? Then check it with --organisation.");
  if (path === twinPath) world.out(`It is read, but ${policyPath} is the name that others look for.`);
  if (!given.effective || judged.mistakes.length > 0) return;
  const width = Math.max(...effective.map((one) => one.path.length));
  for (const one of effective) {
    const from = one.locked && one.origin !== 'repository' ? `${one.origin}, locked` : one.origin;
    world.out(`${one.path.padEnd(width)}  ${one.value}  (${from})`);
  }
}

function lines(path: string, mistakes: PolicyMistake[]): string[] {
  return mistakes.map(({ line, column, message }) => `${path}:${line}:${column}: ${message}`);
}
