import type { Database } from '../store/database.ts';

/** Opens the database that the settings name; throws {@link CannotRun} with what to do. */
export type OpenStore = () => Promise<Database>;

/** The command ends with status 2; the message says why, and what to do. */
export class CannotRun extends Error {
  override readonly name = 'CannotRun';
}

/** Reads arguments; where they are wrong, the message has the usage below it. */
export function usageOf<T>(usage: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    throw new CannotRun(`${error instanceof Error ? error.message : 'Wrong arguments'}\n\n${usage}`);
  }
}
