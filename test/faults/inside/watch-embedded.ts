import { OneConnection } from '../../../src/store/embedded/one-connection.ts';
import type { Pass } from './points.ts';
import { watchClients } from './watch-clients.ts';

/** Makes a point of every write that goes to the embedded database, and of every commit. Returns a way to ask it. */
export function watchEmbedded(pass: Pass): (text: string, values: unknown[]) => Promise<unknown[]> {
  watchClients(pass);
  let opened: OneConnection | null = null;
  const { prototype } = OneConnection;
  const { query, connect } = prototype;
  prototype.connect = function noticed(this: OneConnection) {
    opened = this;
    return connect.call(this);
  };
  return async (text, values) => (opened ? (await query.call(opened, { text, values })).rows : []);
}
