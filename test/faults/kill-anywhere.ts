/**
 * Ends the program at every point of a whole hotfix, one point a life, and holds what GitHub has in the end against a
 * life in which nothing happened.
 */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Fate, type Link, startLink } from '../support/link.ts';
import type { Death } from './inside/errand.ts';
import { beginLife, firstPhase } from './life.ts';
import { differences, type Picture, pictureOf } from './picture.ts';
import type { DatabaseKind, PreparedDatabases, Stage } from './prepared-databases.ts';
import { seeded } from './seeded.ts';
import { tendWorld } from './tended-world.ts';

/** A moment in the life of the program at which it can be ended. */
export interface Point {
  phase: string;
  /** Such as `after insert facts`. */
  name: string;
  /** How often it was passed since the phase began. */
  occurrence: number;
}

export interface Undisturbed {
  kind: DatabaseKind;
  picture: Picture;
  points: Point[];
}

export interface Outcome {
  /** One a phase at most. */
  points: readonly Point[];
  /** Those that were reached: what goes on side by side does not pass every point in every life. */
  died: readonly Point[];
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
        const counts = new Map<string, number>();
        for (const name of passed().slice(points.length)) {
          const occurrence = (counts.get(name) ?? 0) + 1;
          counts.set(name, occurrence);
          points.push({ phase, name, occurrence });
        }
      },
    });
    return { kind, picture, points };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** A life in which the program is ended at a point, or at one in each of several phases, and started again. */
export async function killAt(
  databases: PreparedDatabases,
  { kind, picture: wanted }: Undisturbed,
  points: readonly Point[],
): Promise<Outcome> {
  const began = performance.now();
  const died: Point[] = [];
  const inPhase = (phase: string): Point | undefined => points.find((point) => point.phase === phase);
  const deathIn = (phase: string): Death | null => deathAt(inPhase(phase));
  const outcome = (found: string[]): Outcome => {
    const seconds = Math.round((performance.now() - began) / 100) / 10;
    return { points, died, differences: found, seconds };
  };
  let deathsBefore = 0;
  try {
    const { picture } = await live(databases, {
      kind,
      stage: inPhase(firstPhase) ? 'empty' : 'migrated',
      death: (process) => (process === 0 ? deathIn(firstPhase) : null),
      deathIn,
      afterPhase(phase, deaths) {
        const point = inPhase(phase);
        if (point && deaths > deathsBefore) died.push(point);
        deathsBefore = deaths;
      },
    });
    return outcome(differences(wanted, picture));
  } catch (error) {
    return outcome([String(error)]);
  }
}

function deathAt(point: Point | undefined): Death | null {
  return point ? { kind: 'at', point: point.name, occurrence: point.occurrence } : null;
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

/**
 * A life in which the connections to Postgres break again and again, by chance: before what is said arrives, or when it
 * has taken effect and before the answer is back. Nothing else happens to the program.
 */
export async function cutByChance(
  databases: PreparedDatabases,
  { picture: wanted }: Undisturbed,
  { chance, seed, most }: { chance: number; seed: number; most: number },
): Promise<{ cuts: number; differences: string[] }> {
  const random = seeded(seed);
  const links: Link[] = [];
  let [armed, cuts] = [false, 0];
  const fate = (): Fate => {
    if (!armed || cuts >= most || random() >= chance) return 'arrives';
    cuts += 1;
    return 'breaks';
  };
  try {
    const { picture } = await live(databases, {
      kind: 'postgres',
      stage: 'migrated',
      death: () => null,
      async by(address) {
        const link = await startLink(address, fate);
        links.push(link);
        return link.address;
      },
      // A program that cannot reach its database at its start says so, and ends.
      afterPhase: () => {
        armed = true;
      },
    });
    return { cuts, differences: differences(wanted, picture) };
  } catch (error) {
    return { cuts, differences: [String(error)] };
  } finally {
    for (const link of links) await link.close();
  }
}

interface Living {
  kind: DatabaseKind;
  stage: Stage;
  /** How process number 0, 1, … dies. */
  death: (process: number) => Death | null;
  /** How the process dies that is there when a later phase than the first begins. */
  deathIn?: (phase: string) => Death | null;
  /** Gives another way to the address of the database. */
  by?: (address: string) => Promise<string>;
  log?: string;
  afterPhase?: (name: string, deaths: number) => void;
}

async function live(
  databases: PreparedDatabases,
  { kind, stage, death, deathIn, by, log, afterPhase }: Living,
): Promise<{ picture: Picture; deaths: number }> {
  const fresh = await databases.fresh(kind, stage);
  try {
    const direct = fresh.environment.DATABASE_URL;
    const world = await tendWorld({
      ...(by && direct
        ? { database: { DATABASE_URL: await by(direct) }, direct }
        : { database: fresh.environment }),
      death,
      afterDeath: fresh.runOutLeases,
      ...(log === undefined ? {} : { log }),
    });
    try {
      const { repository, names, phases } = await beginLife(world);
      for (const phase of phases) {
        if (deathIn && phase.name !== firstPhase) await world.meet(deathIn(phase.name));
        await phase.live();
        afterPhase?.(phase.name, world.deaths());
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

/** One of each phase together, as long as there are any. */
export function oneOfEachPhase(points: readonly Point[]): Point[][] {
  const lives: Point[][] = [];
  const counts = new Map<string, number>();
  for (const point of points) {
    const place = counts.get(point.phase) ?? 0;
    counts.set(point.phase, place + 1);
    lives[place] = [...(lives[place] ?? []), point];
  }
  return lives;
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
