import { loggedDiskSpace } from '../../src/logging/disk-space.ts';
import { createLog } from '../../src/logging/logging.ts';

test('one line is logged when disk space runs low, and one when it has recovered', () => {
  const lines: string[] = [];
  const log = createLog({ level: 'info', format: 'json', to: { write: (line) => void lines.push(line) } });
  let room = true;
  const hasSpace = loggedDiskSpace({ hasRoom: () => room }, log);
  const seen = [true, false, false, true, true].map((now) => {
    room = now;
    return hasSpace();
  });
  expect(seen).toEqual([true, false, false, true, true]);
  expect(lines.map((line) => JSON.parse(line))).toMatchObject([
    { level: 'error', msg: expect.stringMatching(/^disk space low;/) },
    { level: 'info', msg: 'disk space recovered; resuming' },
  ]);
});
