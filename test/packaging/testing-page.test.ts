import { existsSync, readFileSync } from 'node:fs';

/** The files that begin first, as test/support/run/sequence.ts names them. */
const [, list = ''] =
  /const longest = \[(.*?)\]/s.exec(readFileSync('test/support/run/sequence.ts', 'utf8')) ?? [];
const first = [...list.matchAll(/'(.+?)'/g)].map(([, name]) => `test/${name}.test.ts`);

test('the files that begin first exist, and the page of slow files has each of them', () => {
  const page = readFileSync('docs/testing.md', 'utf8');
  expect(first.length).toBeGreaterThan(5);
  expect(first.filter((file) => !existsSync(file))).toEqual([]);
  expect(first.filter((file) => !page.includes(`| \`${file}\` |`))).toEqual([]);
});
