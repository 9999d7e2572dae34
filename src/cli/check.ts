import { type EvaluatedFile, evaluateFile } from '../policy/evaluate-file.ts';
import type { PolicyMistake } from '../policy/explain/problem.ts';
import { shownValues } from '../policy/explain/shown-values.ts';
import { type FileSeen, type OrganisationFile, policyPath, twinPath } from '../policy/policy-file.ts';
import { mistakeText } from '../wording/policy-file/mistake-text.ts';
import { CannotRun, WrongArguments } from './cannot-run.ts';
import { type CommandOutcome, defineCommand } from './command.ts';
import type { Io } from './io.ts';

/** Checks a policy file as the check run of a pull request does. */
export const check = defineCommand({
  about: `Finds the mistakes in a policy file that the check run "Hotfix policy file" would report,
without asking GitHub: it cannot tell whether the people and teams in it exist.

Without a file it reads ${policyPath}; - is the standard input.`,
  positional: { name: 'file', atMost: 1 },
  options: {
    organisation: { help: "the file is the organisation's own, which may lock keys" },
    over: { value: 'FILE', help: "the organisation's file, which applies beneath this one" },
    effective: { help: 'also list every value in effect, and where it comes from' },
  },
  json: true,
  statuses: { 0: 'no mistakes', 1: 'mistakes' },
  async run({ options, positionals }, io) {
    if (options.organisation && options.over !== null)
      throw new WrongArguments(
        "There is no file above the organisation's: leave out --organisation or --over.",
      );
    const seen = await fileSeen(positionals[0] ?? null, io);
    const above = await organisation(options.over, io);
    const evaluated = evaluateFile(seen, options.organisation ? 'organisation' : 'repository', above);
    return outcome(options, { seen, evaluated }, io);
  },
});

async function fileSeen(given: string | null, io: Io): Promise<FileSeen> {
  if (given !== null) return { ...there, path: given, text: (await contents(given, io)).toString('utf8') };
  const [first, other] = [await contentsOrNone(policyPath, io), await contentsOrNone(twinPath, io)];
  if (first) return { ...there, path: policyPath, text: first.toString('utf8'), twin: other !== null };
  if (other) return { ...there, path: twinPath, text: other.toString('utf8') };
  throw new CannotRun(
    `There is no ${policyPath} here. Name a file, or run this in the folder of a repository that has one.`,
  );
}

const there = { kind: 'there' as const, twin: false, strangers: [] };

async function organisation(path: string | null, io: Io): Promise<OrganisationFile> {
  if (path === null) return null;
  const text = (await contents(path, io)).toString('utf8');
  const { file, mistakes } = evaluateFile({ ...there, path, text }, 'organisation', null);
  if (file) return file;
  throw new CannotRun(
    `${path} has mistakes. Fix them first:\n  hotfix-policy check --organisation ${path}\n${lines(path, mistakes).join('\n')}`,
  );
}

async function contentsOrNone(path: string, io: Io): Promise<Buffer | null> {
  try {
    return await io.read(path);
  } catch {
    return null;
  }
}

async function contents(path: string, io: Io): Promise<Buffer> {
  try {
    return await io.read(path);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : '';
    const why: Record<string, string> = {
      ENOENT: 'there is no such file',
      EISDIR: 'it is a folder',
      EACCES: 'this user may not read it',
    };
    throw new CannotRun(`Cannot read ${path}: ${why[code] ?? code}.`);
  }
}

function outcome(
  options: { organisation: boolean; effective: boolean },
  { seen, evaluated }: { seen: FileSeen; evaluated: EvaluatedFile },
  io: Io,
): CommandOutcome {
  const mistakes = [...evaluated.mistakes, ...evaluated.remarks];
  const path = seen.kind === 'there' ? seen.path : policyPath;
  const effective = shownValues(evaluated);
  const count = mistakes.length === 1 ? '1 mistake' : `${mistakes.length} mistakes`;
  const isForOrganisation = !options.organisation && evaluated.mistakes.some((one) => one.path === 'locked');
  return {
    status: mistakes.length > 0 ? 1 : 0,
    json: { file: path, refused: evaluated.mistakes.length > 0, mistakes: mistakes.map(asJson), effective },
    lines: [
      ...lines(path, mistakes),
      io.strong(mistakes.length === 0 ? `${path} has no mistakes.` : `${path} has ${count}.`),
      ...(isForOrganisation ? ["If it is the organisation's own file, check it with --organisation."] : []),
      ...(path === twinPath ? [`It is read, but ${policyPath} is the usual name.`] : []),
      ...(options.effective && evaluated.mistakes.length === 0 ? valueLines(effective) : []),
    ],
  };
}

function valueLines(effective: ReturnType<typeof shownValues>): string[] {
  const width = Math.max(...effective.map((one) => one.path.length));
  return effective.map(({ path, value, origin, locked }) => {
    const from = locked && origin !== 'repository' ? `${origin}, locked` : origin;
    return `${path.padEnd(width)}  ${value}  (${from})`;
  });
}

function asJson(mistake: PolicyMistake): object {
  const { line, column, path, problem } = mistake;
  return { line, column, path, code: problem.code, message: mistakeText(mistake) };
}

function lines(path: string, mistakes: PolicyMistake[]): string[] {
  return mistakes.map((mistake) => `${path}:${mistake.line}:${mistake.column}: ${mistakeText(mistake)}`);
}
