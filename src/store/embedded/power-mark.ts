import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';

export interface PowerMark {
  /** The machine went down while the database was open: its last moments may not have reached the disk. */
  wentDown: boolean;
  /** The database was closed properly. */
  closed(): void;
}

/**
 * Records in a file that the database is open, and since which boot of the machine. A killed process loses nothing;
 * a machine that goes down may, because the embedded database does not sync.
 */
export function markPower(file: string, boot: () => string | null = bootId): PowerMark {
  const now = boot();
  const before = existsSync(file) ? readFileSync(file, 'utf8') : null;
  writeFileSync(file, now ?? 'unknown', { mode: 0o600 });
  return {
    wentDown: before !== null && (now === null || before !== now),
    closed: () => rmSync(file, { force: true }),
  };
}

/** A different value after each boot; `null` where the system does not say. */
function bootId(): string | null {
  try {
    return readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
  } catch {
    return null;
  }
}
