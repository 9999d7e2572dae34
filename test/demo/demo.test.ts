/** The demo as a user runs it: its own processes, the real clock, the real server. */
import { spawn } from 'node:child_process';
import { expectations } from '../../demo/story/expectations.ts';

async function demo(...options: string[]): Promise<{ code: number | null; out: string; err: string }> {
  const child = spawn(process.execPath, ['demo/main.ts', ...options], { stdio: ['ignore', 'pipe', 'pipe'] });
  let out = '';
  let err = '';
  child.stdout.on('data', (text) => {
    out += String(text);
  });
  child.stderr.on('data', (text) => {
    err += String(text);
  });
  const code = await new Promise<number | null>((resolve) => child.once('close', resolve));
  return { code, out, err };
}

test('--once plays the whole story, and everything comes out as expected', async () => {
  const { code, out, err } = await demo('--once');
  expect({ code, err, missing: out.split('\n').filter((line) => line.includes('✗')) }).toEqual({
    code: 0,
    err: '',
    missing: [],
  });
  for (const text of Object.values(expectations)) expect(out).toContain(`✓ ${text}\n`);
  expect(out).not.toContain('\u001b');
});

test('an unknown option is reported, with status 2', async () => {
  const { code, err } = await demo('--twice');
  expect(code).toBe(2);
  expect(err).toContain('"--twice"');
});
