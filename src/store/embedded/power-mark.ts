import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';

export interface PowerMark {
  /** The machine went down while the database was open: its last moments may not have reached the disk. */
  wentDown: boolean;
  /** The database was closed as it should be. */
  closed(): void;
}

/**
 * Notes in a file that the database is open, and since which start of the machine. A process that is killed loses
 * nothing; a machine that goes down may, because the embedded database does not sync.
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

/** Another one after each start of the machine; `null` where the system does not say. */
function bootId(): string | null {
  try {
    return readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
  } catch {
    return null;
  }
}
