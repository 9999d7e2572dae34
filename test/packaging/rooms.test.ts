import { spawnSync } from 'node:child_process';
import {
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';

/** A house that keeps the rules. */
const fine: Record<string, string> = {
  'src/cli.ts': "import './main.ts'; import './cli/a.ts';",
  'src/cli/a.ts': "import '../policy/a.ts';",
  'src/main.ts':
    "import './work/a.ts'; import './web/a.ts'; import './settings.ts'; import './pipeline/a.ts'; import './policy/a.ts';",
  'src/settings.ts': "import './settings/a.ts'; import './logging/a.ts';",
  'src/settings/a.ts': "import 'node:fs';",
  'src/logging/a.ts': "import 'pino';",
  'src/policy/a.ts': "import 'zod'; import 'yaml'; import 're2js';",
  'src/hotfix/a.ts': "import '../policy/a.ts'; import 'date-fns'; import '@date-fns/tz';",
  'src/pipeline/a.ts': "import '../policy/a.ts';",
  'src/wording/a.ts': "import '../hotfix/a.ts'; import '../policy/a.ts'; import '../pipeline/a.ts';",
  'src/store/a.ts':
    "import type {} from '../hotfix/a.ts'; import type {} from '../policy/a.ts'; import 'kysely'; import 'node:fs';",
  'src/intake/a.ts':
    "import type {} from '@octokit/webhooks-types'; import '../hotfix/a.ts'; import '../store/a.ts'; import '../policy/a.ts';",
  'src/github/a.ts': "import '../wording/a.ts'; import '../store/a.ts'; import 'probot';",
  'src/work/a.ts': "import '../intake/a.ts'; import '../github/a.ts'; import '../store/a.ts';",
  'src/web/a.ts': "import '../store/a.ts'; import '../wording/a.ts'; import '../policy/a.ts';",
  'demo/main.ts': "import '../src/main.ts'; import '../test/support.ts';",
  'test/support.ts': "import 'nock';",
  'test/a.test.ts': "import '../src/hotfix/a.ts'; import './support.ts';",
};

/** Each file breaks the rule that it is listed under. */
const breaking: Record<string, Record<string, string>> = {
  'policy-imports-only-its-neighbours': { 'src/policy/b.ts': "import '../hotfix/a.ts';" },
  'hotfix-imports-only-its-neighbours': { 'src/hotfix/b.ts': "import type {} from '../wording/a.ts';" },
  'pipeline-imports-only-its-neighbours': { 'src/pipeline/b.ts': "import '../hotfix/a.ts';" },
  'wording-imports-only-its-neighbours': { 'src/wording/b.ts': "import '../github/a.ts';" },
  'store-imports-only-its-neighbours': { 'src/store/b.ts': "import '../github/a.ts';" },
  'intake-imports-only-its-neighbours': { 'src/intake/b.ts': "import '../github/a.ts';" },
  'github-imports-only-its-neighbours': { 'src/github/b.ts': "import '../intake/a.ts';" },
  'work-imports-only-its-neighbours': { 'src/work/b.ts': "import '../settings.ts';" },
  'cli-imports-only-its-neighbours': { 'src/cli/b.ts': "import '../work/a.ts';" },
  'web-imports-only-its-neighbours': { 'src/web/b.ts': "import type {} from '../logging/a.ts';" },
  'store-knows-the-core-by-its-types': { 'src/store/c.ts': "import '../hotfix/a.ts';" },
  'pure-rooms-touch-nothing-outside': {
    'src/policy/c.ts': "import 'node:fs';",
    'src/hotfix/c.ts': "import 'kysely';",
    'src/wording/c.ts': "import 'probot';",
  },
  'every-room-has-its-doors': { 'src/attic/a.ts': "import '../policy/a.ts';" },
  'src-stands-alone': {
    'src/web/d.ts': "import '../../demo/main.ts';",
    'src/work/d.ts': "import '../../test/support.ts';",
  },
  'src-runs-on-dependencies': { 'src/web/e.ts': "import 'nock';" },
  'declared-packages-only': { 'src/web/f.ts': "import 'colorette';" },
  'everything-resolves': { 'src/web/g.ts': "import './gone.ts';" },
  'no-cycles': { 'src/web/h.ts': "import './i.ts';", 'src/web/i.ts': "import './h.ts';" },
  'no-orphans': { 'src/web/j.ts': 'export {};' },
  'src-serves-the-product': { 'src/web/k.ts': "import '../policy/a.ts';" },
};

let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'rooms-'));
  for (const file of ['.dependency-cruiser.cjs', 'package.json', 'tsconfig.json']) {
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
    // A cycle is told of once, and what is out of reach is named at the other end.
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
