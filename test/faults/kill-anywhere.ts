/**
 * Ends the program at every point of a whole hotfix, one point a life, and holds what GitHub has in the end against a
 * life in which nothing happened.
 */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Death } from './inside/errand.ts';
import { beginLife } from './life.ts';
import { differences, type Picture, pictureOf } from './picture.ts';
import type { DatabaseKind, PreparedDatabases, Stage } from './prepared-databases.ts';
import { seeded } from './seeded.ts';
import { tendWorld } from './tended-world.ts';

/** A moment in the life of the program at which it can be ended. */
export interface Point {
  phase: string;
  /** Such as `after insert facts`. */
  name: string;
  /** How often it was passed since the program started. */
  occurrence: number;
}

export interface Undisturbed {
  kind: DatabaseKind;
  picture: Picture;
  points: Point[];
}

export interface Outcome {
  kind: DatabaseKind;
  point: Point;
  /** Whether the point was reached: what goes on side by side does not pass every point in every life. */
  died: boolean;
  /** Lines of what GitHub has in the end that are another than they should be, or what went wrong. */
  differences: string[];
  seconds: number;
}

/** A life in which nothing happens, and the points that it passes. */
export async function undisturbed(databases: PreparedDatabases, kind: DatabaseKind): Promise<Undisturbed> {
  const folder = mkdtempSync(join(tmpdir(), 'hotfix-policy-points-'));
  const log = join(folder, 'points');
  writeFileSync(log, '');
  const passed = (): string[] => readFileSync(log, 'utf8').split('\n').slice(0, -1);
  const points: Point[] = [];
  try {
    const { picture } = await live(databases, {
      kind,
      stage: 'empty',
      death: () => null,
      log,
      afterPhase(phase) {
        const lines = passed().slice(points.length);
        for (const line of lines) {
          const [name = '', occurrence] = line.split('\t');
          points.push({ phase, name, occurrence: Number(occurrence) });
        }
      },
    });
    return { kind, picture, points };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** A life in which the program is ended at one point, and started again. */
export async function killAt(
  databases: PreparedDatabases,
  { kind, picture: wanted }: Undisturbed,
  point: Point,
): Promise<Outcome> {
  const began = performance.now();
  const stage = point.phase === 'start' ? 'empty' : 'migrated';
  const death: Death = { kind: 'at', point: point.name, occurrence: point.occurrence };
  const seconds = (): number => Math.round((performance.now() - began) / 100) / 10;
  try {
    const { picture, deaths } = await live(databases, {
      kind,
      stage,
      death: (process) => (process === 0 ? death : null),
    });
    const found = differences(wanted, picture);
    return { kind, point, died: deaths > 0, differences: found, seconds: seconds() };
  } catch (error) {
    return { kind, point, died: true, differences: [String(error)], seconds: seconds() };
  }
}

/** A life in which the program is ended again and again, by chance. */
export async function killByChance(
  databases: PreparedDatabases,
  { kind, picture: wanted }: Undisturbed,
  { chance, seed, most }: { chance: number; seed: number; most: number },
): Promise<{ deaths: number; differences: string[] }> {
  const { picture, deaths } = await live(databases, {
    kind,
    stage: 'migrated',
    death: (process) => (process < most ? { kind: 'by-chance', chance, seed: seed + process } : null),
  });
  return { deaths, differences: differences(wanted, picture) };
}

interface Living {
  kind: DatabaseKind;
  stage: Stage;
  /** How process number 0, 1, … dies. */
  death: (process: number) => Death | null;
  log?: string;
  afterPhase?: (name: string) => void;
}

async function live(
  databases: PreparedDatabases,
  { kind, stage, death, log, afterPhase }: Living,
): Promise<{ picture: Picture; deaths: number }> {
  const fresh = await databases.fresh(kind, stage);
  try {
    const world = await tendWorld({
      database: fresh.environment,
      death,
      afterDeath: fresh.runOutLeases,
      ...(log === undefined ? {} : { log }),
    });
    try {
      const { repository, names, phases } = await beginLife(world);
      for (const phase of phases) {
        await phase.live();
        afterPhase?.(phase.name);
      }
      await world.stop();
      return { picture: pictureOf(world.github, repository, names), deaths: world.deaths() };
    } finally {
      await world.close();
    }
  } finally {
    await fresh.remove();
  }
}

/** Of what is passed several times in a phase, the first. */
export function firstOfEach(points: readonly Point[]): Point[] {
  const byName = new Map<string, Point>();
  for (const point of points.toReversed()) byName.set(`${point.phase} ${point.name}`, point);
  return points.filter((point) => byName.get(`${point.phase} ${point.name}`) === point);
}

/** So many points, of every phase in turn, in an order that the seed decides. */
export function sampleOf(points: readonly Point[], count: number, seed: number): Point[] {
  const chance = seeded(seed);
  const byPhase = new Map<string, Point[]>();
  for (const point of points) byPhase.set(point.phase, [...(byPhase.get(point.phase) ?? []), point]);
  const left = [...byPhase.values()];
  const sample: Point[] = [];
  for (
    let turn = Math.floor(chance() * left.length);
    sample.length < Math.min(count, points.length);
    turn++
  ) {
    const phase = left[turn % left.length] ?? [];
    const [chosen] = phase.splice(Math.floor(chance() * phase.length), 1);
    if (chosen) sample.push(chosen);
  }
  return sample;
}
