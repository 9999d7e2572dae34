import { existsSync, readFileSync, statSync } from 'node:fs';

interface Instruction {
  name: string;
  rest: string;
}

const manifest = JSON.parse(readFileSync('package.json', 'utf8'));

/** The stages of the Dockerfile, each with its instructions; the last one is the image. */
function stages(): Instruction[][] {
  const lines = readFileSync('Dockerfile', 'utf8')
    .split('\n')
    .filter((line) => !line.trim().startsWith('#'))
    .join('\n')
    .replace(/\\\n/g, ' ')
    .split('\n');
  const instructions = lines.flatMap((line): Instruction[] => {
    const [, name, rest] = /^\s*([A-Z]+)\s+(.*)$/.exec(line) ?? [];
    return name && rest ? [{ name, rest: rest.trim() }] : [];
  });
  const result: Instruction[][] = [];
  for (const instruction of instructions) {
    if (instruction.name === 'FROM') {
      result.push([]);
    }
    result.at(-1)?.push(instruction);
  }
  return result;
}

const image = stages().at(-1) ?? [];
const all = stages().flat();
const last = (name: string) => image.findLast((instruction) => instruction.name === name)?.rest ?? '';

test('it builds on the Node that the tests run on, and on the very image that was looked at', () => {
  const [first = '', ...others] = all.filter(({ name }) => name === 'FROM').map(({ rest }) => rest);
  const [tag, digest] = first.split(' ')[0]?.split('@') ?? [];
  expect(tag).toBe(`node:${manifest.devDependencies.node}-slim`);
  expect(digest).toMatch(/^sha256:[0-9a-f]{64}$/);
  expect(others.map((base) => base.split(' ')[0])).toEqual(['base', 'base']);
});

test('everything it copies exists and is not excluded by .dockerignore', () => {
  const rules = readFileSync('.dockerignore', 'utf8')
    .split('\n')
    .filter((line) => line && !line.startsWith('#'));
  const copied = all
    .filter(({ name, rest }) => name === 'COPY' && !rest.startsWith('--from='))
    .flatMap(({ rest }) => rest.split(/\s+/).slice(0, -1));
  expect(copied).toEqual(expect.arrayContaining(['package.json', 'package-lock.json', 'app.yml', 'src']));
  expect(copied.filter((path) => !existsSync(path))).toEqual([]);
  expect(rules[0]).toBe('*');
  expect(new Set(rules.slice(1))).toEqual(new Set(copied.map((path) => `!${path}`)));
});

test('it installs production dependencies alone, exactly as locked, and runs no package script', () => {
  const runs = all.filter(({ name }) => name === 'RUN').map(({ rest }) => rest);
  const install = runs.find((command) => command.startsWith('npm ')) ?? '';
  expect(install).toMatch(/^npm ci /);
  expect(install).toContain('--omit=dev');
  expect(install).toContain('--ignore-scripts');
});

test('it runs as a user other than root, who owns the volume', () => {
  const [user] = last('USER').split(':');
  expect(Number(user)).toBeGreaterThan(0);
  const volume = last('VOLUME');
  const made = image.findIndex(
    ({ name, rest }) => name === 'RUN' && rest.includes(`chown ${last('USER')} ${volume}`),
  );
  expect(made).toBeGreaterThan(-1);
  expect(made).toBeLessThan(image.findIndex(({ name }) => name === 'VOLUME'));
  expect(last('ENV').split(' ')).toEqual(
    expect.arrayContaining(['NODE_ENV=production', 'HOST=0.0.0.0', `DATA_DIR=${volume}`]),
  );
});

test('it starts Node itself, so that signals arrive', () => {
  expect(JSON.parse(last('CMD'))).toEqual(['node', 'src/main.ts']);
  expect(manifest.scripts.start).toBe('node src/main.ts');
  expect(last('ENTRYPOINT')).toBe('');
});

test('its health check asks /healthz and ends by itself', () => {
  const command: string[] = JSON.parse(last('HEALTHCHECK').replace(/^.*?CMD /, ''));
  expect(command.slice(0, 2)).toEqual(['node', '-e']);
  expect(command[2]).toContain('/healthz');
  expect(last('HEALTHCHECK')).toMatch(/--timeout=\d+s/);
});

test('the build script of a machine is executable, installs as locked and runs the tests', () => {
  const commands = readFileSync('.ci/run', 'utf8')
    .split('\n')
    .filter((line) => line && !line.startsWith('#'));
  expect(statSync('.ci/run').mode & 0o111).toBe(0o111);
  expect(commands[0]).toBe('set -euo pipefail');
  expect(commands.slice(-2)).toEqual(['npm ci --no-audit --no-fund', 'npm test']);
});
