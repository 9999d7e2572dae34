import { type ChildProcess, fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/** What a server process is to serve. */
export interface Serving {
  kind: 'bare' | 'probot' | 'product';
  /** The product's: a URL of Postgres, or a folder for the embedded database. */
  database: { kind: 'postgres'; url: string } | { kind: 'embedded'; dataDir: string };
  /** Whether the product also processes its deliveries. */
  works: boolean;
  /** The product's GitHub, such as `127.0.0.1:4300`. */
  gitHub: string;
  privateKey: string;
}

export interface Started {
  port: number;
}

export interface Memory {
  /** Bytes in memory now, and their peak. */
  rss: number;
  peak: number;
}

export interface RunningServer extends Started {
  memory(): Promise<Memory>;
  stop(): Promise<void>;
}

const main = fileURLToPath(new URL('serve.ts', import.meta.url));

export async function startServer(serving: Serving): Promise<RunningServer> {
  // Its log is written and discarded: making the lines is part of the cost.
  const child = fork(main, { stdio: ['ignore', 'ignore', 'inherit', 'ipc'], execArgv: ['--no-warnings'] });
  child.send(serving);
  const { port } = await told<Started>(child);
  return {
    port,
    memory() {
      child.send('memory');
      return told<Memory>(child);
    },
    async stop() {
      const ended = new Promise((resolve) => child.once('exit', resolve));
      child.kill('SIGKILL');
      await ended;
    },
  };
}

function told<T>(child: ChildProcess): Promise<T> {
  return new Promise((resolve, reject) => {
    const gone = (code: number | null): void => reject(new Error(`the server ended with ${code}`));
    child.once('exit', gone);
    child.once('message', (message) => {
      child.off('exit', gone);
      resolve(message as T);
    });
  });
}
