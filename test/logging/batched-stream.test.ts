import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { setImmediate } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { pino } from 'pino';
import { batchedStream } from '../../src/logging/batched-stream.ts';

function start() {
  const written: string[] = [];
  const to = { write: (lines: string) => void written.push(lines) };
  const log = pino({ base: null, timestamp: false }, batchedStream(to));
  return { log, written };
}

const line = (msg: string, level = 'info'): string =>
  `{"level":${pino.levels.values[level]},"msg":"${msg}"}\n`;

it('writes the lines of one turn at its end, with one call', async () => {
  const { log, written } = start();
  log.info('a');
  log.info('b');
  expect(written).toEqual([]);
  await setImmediate();
  log.info('c');
  await setImmediate();
  expect(written).toEqual([line('a') + line('b'), line('c')]);
});

it.each(['warn', 'error', 'fatal'] as const)(
  'writes at once on %s, with everything before it',
  async (level) => {
    const { log, written } = start();
    log.info('a');
    log[level]('b');
    expect(written).toEqual([line('a') + line('b', level)]);
    log.child({}).info('c');
    await setImmediate();
    expect(written).toEqual([line('a') + line('b', level), line('c')]);
  },
);

it('listens for the end of the process only while something waits', async () => {
  const before = process.listenerCount('exit');
  const { log } = start();
  log.info('a');
  log.info('b');
  expect(process.listenerCount('exit')).toBe(before + 1);
  await setImmediate();
  log.warn('c');
  expect(process.listenerCount('exit')).toBe(before);
});

/** The output of a process that logs to its standard output, and does this. */
async function writtenBy(told: string, format = 'json'): Promise<string> {
  const logging = pathToFileURL('src/logging/logging.ts').href;
  const script = `
    const { createLog } = await import('${logging}');
    const log = createLog({ level: 'info', format: '${format}' });
    ${told}
  `;
  const child = spawn(process.execPath, ['--no-warnings', '--input-type=module', '-e', script], {
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const [said] = await Promise.all([text(child.stdout), once(child, 'exit')]);
  return said;
}

it.each([
  ['ends by itself', ''],
  ['is ended', 'process.exit(1);'],
  ['fails', "throw new Error('not caught');"],
])('loses no line of a process that %s', async (_, end) => {
  expect(await writtenBy(`log.info('the last thing'); ${end}`)).toContain('the last thing');
});

it.each(['json', 'pretty'])('loses nothing serious of a process that is killed (%s)', async (format) => {
  const killed = "log.error('the last thing'); process.kill(process.pid, 'SIGKILL');";
  expect(await writtenBy(killed, format)).toContain('the last thing');
});
