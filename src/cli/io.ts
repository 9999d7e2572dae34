import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { text } from 'node:stream/consumers';
import { styleText } from 'node:util';

/** What a command reads and prints. */
export interface Io {
  /** `-`: the standard input. Rejects where there is no such file, or none that can be read. */
  read(path: string): Promise<Buffer>;
  out(line: string): void;
  err(line: string): void;
  /** Prints progress to the standard error, if that is a terminal. */
  progress(line: string): void;
  /** Bold on a terminal, and plain elsewhere. */
  strong(words: string): string;
}

export function ioOf({ stdin, stdout, stderr, env, cwd }: NodeJS.Process): Io {
  // npm runs its scripts in the folder of the project; INIT_CWD is where it was called.
  const folder = env.INIT_CWD ?? cwd();
  return {
    read: async (path) => (path === '-' ? Buffer.from(await text(stdin)) : readFile(resolve(folder, path))),
    out: (line) => stdout.write(`${line}\n`),
    err: (line) => stderr.write(`${line}\n`),
    progress: (line) => {
      if (stderr.isTTY) stderr.write(`${line}\n`);
    },
    strong: (words) => styleText('bold', words, { stream: stdout }),
  };
}
