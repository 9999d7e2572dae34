/** The checks run side by side: none of them may fail without being seen. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const folder = mkdtempSync(join(tmpdir(), 'checks-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** Runs the checks of a package with these scripts. */
function check(scripts: Record<string, string>): { status: number | null; stdout: string } {
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ scripts }));
  const { status, stdout } = spawnSync(process.execPath, [resolve('checks.cjs')], {
    cwd: folder,
    encoding: 'utf8',
  });
  return { status, stdout: stdout.replace(/\d+\.\d s/g, '<span>') };
}

test('all pass, and what they print is left out', () => {
  expect(check({ 'check:one': 'echo fine', 'check:two': 'exit 0', format: 'exit 1' })).toEqual({
    status: 0,
    stdout: expect.not.stringContaining('fine'),
  });
});

test.each([
  ['the first', { 'check:one': 'echo wrong; exit 3', 'check:two': 'exit 0' }],
  ['the last', { 'check:two': 'exit 0', 'check:one': 'echo wrong >&2; exit 1' }],
  ['a program that is not there', { 'check:one': 'echo wrong; no-such-program', 'check:two': 'exit 0' }],
  ['one that is killed', { 'check:one': 'echo wrong; kill -9 $$', 'check:two': 'exit 0' }],
])('%s fails: so do they all, and what it printed is shown', (_, scripts) => {
  const { status, stdout } = check(scripts);
  expect(status).toBe(1);
  expect(stdout).toContain('✗ check:one (<span>)\nwrong\n');
  expect(stdout).toContain('✓ check:two (<span>)\n');
});

test('where there is nothing to check, that is a failure', () => {
  expect(check({ test: 'exit 0' }).status).toBe(1);
});
