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

test('a first start, and one after a clean end, lack nothing', () => {
  const first = open('a');
  expect(first.wentDown).toBe(false);
  first.closed();
  expect(open('b').wentDown).toBe(false);
});

test('a process that was killed lacks nothing; a machine that went down may', () => {
  open('a');
  expect(open('a').wentDown).toBe(false);
  expect(open('b').wentDown).toBe(true);
  expect(open('b').wentDown).toBe(false);
});

test('where the system does not tell its starts apart, every end that was not clean counts', () => {
  open(null);
  expect(open(null).wentDown).toBe(true);
});

test('the real one tells this start of the machine from no other', () => {
  const file = join(folder, 'open');
  markPower(file);
  expect(markPower(file).wentDown).toBe(false);
});
