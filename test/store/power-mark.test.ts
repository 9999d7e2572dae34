import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { markPower } from '../../src/store/embedded/power-mark.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'hotfix-policy-power-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const open = (boot: string | null) => markPower(join(folder, 'open'), () => boot);

test('a first start, and one after a clean stop, have lost nothing', () => {
  const first = open('a');
  expect(first.wentDown).toBe(false);
  first.closed();
  expect(open('b').wentDown).toBe(false);
});

test('a killed process has lost nothing; a machine that went down may have', () => {
  open('a');
  expect(open('a').wentDown).toBe(false);
  expect(open('b').wentDown).toBe(true);
  expect(open('b').wentDown).toBe(false);
});

test('where boots cannot be told apart, every unclean stop counts', () => {
  open(null);
  expect(open(null).wentDown).toBe(true);
});

test('the boot of this machine has a stable id', () => {
  const file = join(folder, 'open');
  markPower(file);
  expect(markPower(file).wentDown).toBe(false);
});
