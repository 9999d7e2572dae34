import { matchesGlob } from './values/glob.ts';

/** Longer paths, and those with characters that cannot be seen, are nobody's runbooks. */
export const longestRunbookPath = 300;

/** Whether the policy's globs call a file a runbook. Hidden ones, such as `.gitkeep`, are none. */
export function isRunbook(path: string, globs: readonly string[]): boolean {
  const name = path.slice(path.lastIndexOf('/') + 1);
  return (
    path.length <= longestRunbookPath &&
    !name.startsWith('.') &&
    globs.some((glob) => matchesGlob(glob, path))
  );
}

/** The folder in which everything lies that a glob can match, and whether that may be in folders below it. */
export function placeOfGlob(glob: string): { folder: string[]; recursive: boolean } {
  const parts = glob.split('/');
  const open = parts.findIndex((part) => /[*?]/.test(part));
  return open < 0
    ? { folder: parts.slice(0, -1), recursive: false }
    : { folder: parts.slice(0, open), recursive: true };
}

/** Whether it may be a shell script, by its name: one without an extension may say so in its first line. */
export function isRunbookScript(path: string, globs: readonly string[]): boolean {
  const name = path.slice(path.lastIndexOf('/') + 1);
  return /^[^.]+$|\.(?:sh|bash|ksh)$/i.test(name) && isRunbook(path, globs);
}
