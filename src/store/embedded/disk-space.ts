import { statfsSync } from 'node:fs';

/** Bytes. On a full disk the embedded database hangs, and its last writes are incomplete. */
const leastSpace = 100 * 1024 * 1024;
/** Checked at most this often, milliseconds. */
const moment = 1_000;

/** Whether the disk of a folder has enough space. Where that is unknown, it is assumed. */
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
