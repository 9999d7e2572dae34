import type { FileDiff } from './evidence.ts';

/** Every name that these files have or had. */
export function pathsOf(files: readonly FileDiff[]): string[] {
  return files.flatMap(({ path, previous }) => (previous === null ? [path] : [path, previous]));
}
