import { statfsSync } from 'node:fs';

/** Bytes. On a full disk the embedded database hangs, and what it had begun to write is not whole. */
const leastSpace = 100 * 1024 * 1024;
/** Asked for at most so often, milliseconds. */
const moment = 1_000;

/** Whether the disk of a folder has room for what is to be written. Where that cannot be told, it is taken to have. */
export function roomIn(folder: string, freeBytes: (folder: string) => number = freeBytesOf): () => boolean {
  let askedAt = Number.NEGATIVE_INFINITY;
  let room = true;
  return () => {
    if (performance.now() < askedAt + moment) return room;
    askedAt = performance.now();
    try {
      room = freeBytes(folder) >= leastSpace;
    } catch {
      room = true;
    }
    return room;
  };
}

export function freeBytesOf(folder: string): number {
  const { bavail, bsize } = statfsSync(folder);
  return bavail * bsize;
}
