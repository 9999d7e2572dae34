import type { PostgresPool, PostgresPoolClient } from 'kysely';
import type pg from 'pg';

/**
 * The single connection of the embedded database, as a pool. One client at a time has it, a transaction until its
 * end. A priority statement waits only for the current client, and each client in the queue waits for at most one
 * priority statement.
 */
export class OneConnection implements PostgresPool {
  readonly options = {};
  private readonly client: pg.Client;
  private readonly lent: PostgresPoolClient;
  private readonly line: (() => void)[] = [];
  private readonly beside: (() => void)[] = [];
  private isTaken = false;
  private wasBeside = false;
  private broken: Error | null = null;

  constructor(client: pg.Client) {
    this.client = client;
    this.lent = {
      query: client.query.bind(client) as PostgresPoolClient['query'],
      release: () => this.release(),
    };
    // Its other statements fail too.
    client.on('error', (error) => {
      this.broken ??= error;
    });
  }

  async connect(): Promise<PostgresPoolClient> {
    await this.turn(this.line);
    return this.lent;
  }

  /** One statement, before the clients in the queue. */
  async query(query: pg.QueryConfig): Promise<pg.QueryResult> {
    await this.turn(this.beside);
    try {
      return await this.client.query(query);
    } finally {
      this.release();
    }
  }

  async end(): Promise<void> {
    if (this.broken) return;
    await this.turn(this.line);
    await this.client.end();
  }

  private async turn(waiting: (() => void)[]): Promise<void> {
    if (!this.isTaken) this.isTaken = true;
    else await new Promise<void>((resolve) => waiting.push(resolve));
    if (!this.broken) return;
    this.release();
    throw this.broken;
  }

  /** The next client has it from this moment: nobody comes between. */
  private release(): void {
    const isOfLine = this.beside.length === 0 || (this.wasBeside && this.line.length > 0);
    const next = (isOfLine ? this.line : this.beside).shift();
    this.wasBeside = !isOfLine;
    this.isTaken = next !== undefined;
    next?.();
  }
}
