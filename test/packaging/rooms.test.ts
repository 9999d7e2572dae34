import { spawnSync } from 'node:child_process';
import {
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';

interface Room {
  pure?: boolean;
  mayImport: string[];
}

const rooms: Record<string, Room> = JSON.parse(readFileSync('rooms.json', 'utf8'));
const names = Object.keys(rooms);
const typesAlone = ['store'];

/** Every room of the plan, each importing everything that it may. */
const house = Object.entries(rooms).map(([room, { mayImport }]) => {
  const type = typesAlone.includes(room) ? 'type {} from ' : '';
  return [
    `src/${room}/a.ts`,
    mayImport.map((other) => `import ${type}'../${other}/a.ts';`).join(' '),
  ] as const;
});

/** A house that follows the rules. */
const fine: Record<string, string> = {
  ...Object.fromEntries(house),
  'src/cli/main.ts': "import '../main.ts'; import './a.ts';",
  'src/main.ts': [...names, 'set-up'].map((room) => `import './${room}/a.ts';`).join(' '),
  'src/settings/a.ts': "import 'node:fs';",
  'src/logging/a.ts': "import 'pino';",
  'src/set-up/a.ts': "import '../settings/a.ts'; import '../logging/a.ts';",
  'src/policy/a.ts': "import 'zod'; import 'yaml'; import 're2js';",
  'demo/main.ts': "import '../src/main.ts'; import '../src/set-up/a.ts'; import '../test/support.ts';",
  'test/support.ts': "import 'nock';",
  'test/a.test.ts': "import '../src/hotfix/a.ts'; import './support.ts';",
};

/** A way through each wall: a file in each room that imports, as a type only, a room that it may not know. */
const throughWalls = Object.entries(rooms).flatMap(([room, { mayImport }]) => {
  const stranger = [...names, 'logging'].find((other) => other !== room && !mayImport.includes(other));
  const file = { [`src/${room}/b.ts`]: `import type {} from '../${stranger}/a.ts';` };
  return [[`${room}-imports-only-its-neighbours`, file] as const];
});

/** Each file breaks the rule under which it is listed. */
const breaking: Record<string, Record<string, string>> = {
  ...Object.fromEntries(throughWalls),
  'store-knows-the-core-by-its-types': { 'src/store/c.ts': "import '../hotfix/a.ts';" },
  'pure-rooms-touch-nothing-outside': Object.fromEntries(
    names.filter((room) => rooms[room]?.pure).map((room) => [`src/${room}/c.ts`, "import 'node:fs';"]),
  ),
  'every-room-has-its-doors': { 'src/attic/a.ts': "import '../policy/a.ts';" },
  'src-stands-alone': {
    'src/web/d.ts': "import '../../demo/main.ts';",
    'src/queue/d.ts': "import '../../test/support.ts';",
  },
  'src-runs-on-dependencies': { 'src/web/e.ts': "import 'nock';" },
  'declared-packages-only': { 'src/web/f.ts': "import 'colorette';" },
  'everything-resolves': { 'src/web/g.ts': "import './gone.ts';" },
  'no-cycles': { 'src/web/h.ts': "import './i.ts';", 'src/web/i.ts': "import './h.ts';" },
  'no-orphans': { 'src/web/j.ts': 'export {};' },
  'src-serves-the-product': { 'src/web/k.ts': "import '../queries/a.ts';" },
};

let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'rooms-'));
  for (const file of ['.dependency-cruiser.cjs', 'rooms.json', 'package.json', 'tsconfig.json']) {
    copyFileSync(file, join(folder, file));
  }
  symlinkSync(resolve('node_modules'), join(folder, 'node_modules'));
});

afterAll(() => rmSync(folder, { recursive: true }));

/** The rules that are broken, each with the files that break it. */
function broken(): Map<string, Set<string>> {
  const cruiser = realpathSync('node_modules/.bin/depcruise');
  const parameters = ['--config', '.dependency-cruiser.cjs', '--output-type', 'json', 'src', 'demo', 'test'];
  const { stdout, stderr } = spawnSync(process.execPath, [cruiser, ...parameters], {
    cwd: folder,
    encoding: 'utf8',
  });
  if (!stdout) {
    throw new Error(stderr);
  }
  const {
    summary,
  }: { summary: { violations: Array<{ rule: { name: string }; from: string; to: string }> } } =
    JSON.parse(stdout);
  const found = new Map<string, Set<string>>();
  for (const { rule, from, to } of summary.violations) {
    // A cycle is reported once, and an unreachable module at the other end.
    const culprits =
      rule.name === 'no-cycles' || rule.name === 'src-serves-the-product' ? [from, to] : [from];
    found.set(rule.name, new Set([...(found.get(rule.name) ?? []), ...culprits]));
  }
  return found;
}

function build(files: Record<string, string>): void {
  for (const [path, source] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), `${source}\n`);
  }
}

test('a house that keeps the rules passes, and each rule finds what breaks it', () => {
  build(fine);
  expect(broken()).toEqual(new Map());

  Object.values(breaking).forEach(build);
  const found = broken();
  for (const [rule, files] of Object.entries(breaking)) {
    expect({ rule, files: [...(found.get(rule) ?? [])] }).toEqual({
      rule,
      files: expect.arrayContaining(Object.keys(files)),
    });
  }
  expect(new Set(found.keys())).toEqual(new Set(Object.keys(breaking)));
});
