import { existsSync, lstatSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../', import.meta.url));

interface Locked {
  dev?: boolean;
  dependencies?: Record<string, string>;
}

/** MB that `npm ci --omit=dev` installs, and MB of Probot with its dependencies: from the lock file, as on disk. */
export function installedSize(): { ours: number; probot: number } {
  const { packages } = JSON.parse(readFileSync(`${root}package-lock.json`, 'utf8')) as {
    packages: Record<string, Locked>;
  };
  const ours = Object.keys(packages).filter((path) => path !== '' && !packages[path]?.dev);
  return { ours: megabytes(ours), probot: megabytes([...neededBy('node_modules/probot', packages)]) };
}

function neededBy(path: string, packages: Record<string, Locked>, found = new Set<string>()): Set<string> {
  if (found.has(path)) return found;
  found.add(path);
  for (const name of Object.keys(packages[path]?.dependencies ?? {})) {
    const place = resolved(path, name, packages);
    if (place) neededBy(place, packages, found);
  }
  return found;
}

/** As Node resolves it: beside, and then further out. */
function resolved(from: string, name: string, packages: Record<string, Locked>): string | null {
  for (let at = from; ; at = at.slice(0, at.lastIndexOf('/node_modules/'))) {
    if (packages[`${at}/node_modules/${name}`]) return `${at}/node_modules/${name}`;
    if (!at.includes('/node_modules/')) break;
  }
  return packages[`node_modules/${name}`] ? `node_modules/${name}` : null;
}

function megabytes(paths: readonly string[]): number {
  const bytes = paths.map((path) => sizeOf(`${root}${path}`)).reduce((sum, size) => sum + size, 0);
  return Math.round(bytes / 1e6);
}

/** Without the packages inside it, which the lock file lists separately. */
function sizeOf(path: string): number {
  if (!existsSync(path)) return 0;
  const stats = lstatSync(path);
  if (!stats.isDirectory()) return stats.size;
  return readdirSync(path)
    .filter((name) => name !== 'node_modules')
    .map((name) => sizeOf(join(path, name)))
    .reduce((sum, size) => sum + size, 0);
}
