import { roomIn } from '../../src/store/embedded/disk-space.ts';

test('disk space is low below 100 MB, and recovers above it', () => {
  const clock = import.meta.jest.spyOn(performance, 'now').mockReturnValue(0);
  const free = { bytes: 100 * 1024 * 1024, asked: 0 };
  const hasRoom = roomIn('/data', (folder) => {
    expect(folder).toBe('/data');
    free.asked += 1;
    return free.bytes;
  });
  expect(hasRoom()).toBe(true);
  free.bytes -= 1;
  // Asked for at most once a second.
  expect([hasRoom(), free.asked]).toEqual([true, 1]);
  clock.mockReturnValue(1_000);
  expect([hasRoom(), free.asked]).toEqual([false, 2]);
  free.bytes += 1;
  clock.mockReturnValue(2_000);
  expect(hasRoom()).toBe(true);
  clock.mockRestore();
});

test('a disk of unknown size counts as having space', () => {
  const broken = roomIn('/data', () => {
    throw new Error('no such folder');
  });
  expect(broken()).toBe(true);
});
