import { existsSync, readFileSync, writeFileSync } from 'node:fs';

const folder = `${import.meta.dirname}/golden`;

/**
 * Compares a text with `golden/<name>.md`: its title if it has one, a rule, its body. Written anew by
 * `UPDATE_GOLDEN=1 npm test -- test/wording`, never in CI.
 */
export function expectGolden(name: string, title: string | null, body: string): void {
  const path = `${folder}/${name}.md`;
  const text = `${title === null ? '' : `${title}\n\n---\n\n`}${body}\n`;
  if (process.env.UPDATE_GOLDEN && !process.env.CI) writeFileSync(path, text);
  expect(existsSync(path)).toBe(true);
  expect(text).toBe(readFileSync(path, 'utf8'));
}

export function readGolden(name: string): string {
  return readFileSync(`${folder}/${name}.md`, 'utf8');
}
