/** The name of a file, of its path or of itself. */
export function fileName(path: string): string {
  return path.split('/').at(-1) ?? '';
}
