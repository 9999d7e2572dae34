/** Pure rooms derive a value once and hand it on: a cache by identity would hide where it is derived again. */
import { globSync, readFileSync } from 'node:fs';

const rooms: Record<string, { pure?: boolean }> = JSON.parse(readFileSync('rooms.json', 'utf8'));
const pure = Object.keys(rooms).filter((room) => rooms[room]?.pure);
const files = pure.flatMap((room) => globSync(`src/${room}/**/*.ts`));

test('nothing in the pure rooms caches by identity', () => {
  expect(files.length).toBeGreaterThan(200);
  expect(files.filter((file) => /\bWeak(?:Map|Set|Ref)\b/.test(readFileSync(file, 'utf8')))).toEqual([]);
});
