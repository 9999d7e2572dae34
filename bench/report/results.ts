import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { availableParallelism, totalmem } from 'node:os';
import { fileURLToPath } from 'node:url';
import { type Row, ratioOf } from './row.ts';
import { aligned, number, table } from './table.ts';

/** One run, as stored. */
export interface Result {
  /** When it began, ISO. */
  at: string;
  /** The kind of machine, without its name. */
  machine: string;
  /** The commit that was measured. */
  commit: string | null;
  rows: Row[];
}

const folder = fileURLToPath(new URL('../results/', import.meta.url));

export function machineKind(): string {
  const memory = Math.round(totalmem() / 2 ** 30);
  const node = process.versions.node.split('.', 1)[0];
  const system = { linux: 'Linux', darwin: 'macOS', win32: 'Windows' }[process.platform as string];
  return `${availableParallelism()} cores, ${memory} GB, ${system ?? process.platform} ${process.arch}, Node ${node}`;
}

/** Stores a run; returns the file's name. */
export function keep(rows: Row[], at: Date): string {
  const result: Result = { at: at.toISOString(), machine: machineKind(), commit: commit(), rows };
  const name = `${result.at.slice(0, 16).replace(':', '')}.json`;
  mkdirSync(folder, { recursive: true });
  writeFileSync(`${folder}${name}`, `${JSON.stringify(result, null, 2)}\n`);
  return `bench/results/${name}`;
}

/** The table of the newest run, for bench/README.md. */
export function newest(): string {
  const last = history().at(-1);
  if (!last) return 'There is no result yet.';
  const { at, machine, rows } = read(last);
  return `${at.slice(0, 10)}, ${machine}:\n\n${table(rows)}`;
}

/**
 * The newest two runs, or those named, side by side. For measures with a peer, the ratios are compared: machines
 * differ.
 */
export function compare(names: readonly string[]): string {
  const known = history();
  const [older, newer] = (
    names.length === 2 ? names.map((name) => name.replace(/^.*\//, '')) : known.slice(-2)
  ).map(read);
  if (!older || !newer) return 'There are no two results to compare yet.';
  const lines = newer.rows.map((row) => {
    const before = older.rows.find(({ measure }) => measure === row.measure);
    const [then, now] = [before && comparable(before), comparable(row)];
    const change = then === undefined || then === 0 ? '' : `${((now / then - 1) * 100).toFixed(0)} %`;
    const kind = ratioOf(row) === null ? row.unit : 'ratio';
    return [row.measure, kind, then === undefined ? '' : number(then), number(now), change];
  });
  const heads = [older, newer].map(
    ({ at, machine, commit: of }) => `${at.slice(0, 16)}  ${of ?? ''}  ${machine}`,
  );
  return `${heads.join('\n')}\n\n${aligned([['measure', 'in', 'then', 'now', 'change'], ...lines])}`;
}

/** Names of the files, oldest first. */
function history(): string[] {
  mkdirSync(folder, { recursive: true });
  return readdirSync(folder)
    .filter((name) => name.endsWith('.json'))
    .sort();
}

function comparable(row: Row): number {
  return ratioOf(row) ?? row.value;
}

function read(name: string): Result {
  return JSON.parse(readFileSync(`${folder}${name}`, 'utf8')) as Result;
}

function commit(): string | null {
  try {
    return execFileSync('git', ['rev-parse', '--short', 'HEAD'], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    }).trim();
  } catch {
    return null;
  }
}
