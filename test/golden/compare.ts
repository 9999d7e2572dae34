import { existsSync, readFileSync, writeFileSync } from 'node:fs';

/** Compares with a file of a case, or writes it anew: `UPDATE_GOLDEN=1 npm test -- test/golden`, never in CI. */
export function compareWith(path: string, value: unknown): void {
  const text = typeof value === 'string' ? value : `${JSON.stringify(value, null, 2)}\n`;
  if (process.env.UPDATE_GOLDEN && !process.env.CI) writeFileSync(path, text);
  expect(existsSync(path)).toBe(true);
  expect(text).toBe(readFileSync(path, 'utf8'));
}
