import type { CliCommand } from './command.ts';

/** A command is loaded when it is called: most need neither the database nor the server. */
export interface ListedCommand {
  /** What it does, for the list. */
  summary: string;
  load(): Promise<CliCommand>;
}

export const commandList: Readonly<Record<string, ListedCommand>> = {
  check: {
    summary: 'find mistakes in a policy file, and show the values in effect',
    load: async () => (await import('./check.ts')).check,
  },
  serve: {
    summary: 'start the server (npm start)',
    load: async () => (await import('./serve.ts')).serve,
  },
  replay: {
    summary: 'list deliveries that failed for good, or retry them',
    load: async () => (await import('./replay.ts')).replay,
  },
  remove: {
    summary: 'remove the data of a repository or a person',
    load: async () => (await import('./remove.ts')).remove,
  },
  move: {
    summary: 'copy an embedded database to Postgres',
    load: async () => (await import('./move.ts')).move,
  },
};
