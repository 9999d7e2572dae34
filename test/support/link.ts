/** A way to a server that can break. */
import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';

/**
 * What becomes of a packet: it arrives; it is the last of its connection, and does not arrive itself; or it is gone, and
 * neither side is told of the other any more, as where a machine between has lost its power.
 */
export type Fate = 'arrives' | 'breaks' | 'is gone';

export interface Link {
  /** The address of the server, by this way. */
  address: string;
  /** Breaks every connection that there is. */
  breakAll(): void;
  close(): Promise<void>;
}

/**
 * `to`: an address such as `postgres://me@127.0.0.1:5432/mine`. `fate` is asked for every packet, in either direction;
 * `connection` counts from 0.
 */
export async function startLink(
  to: string,
  fate: (connection: number) => Fate = () => 'arrives',
): Promise<Link> {
  const server = new URL(to);
  const open = new Set<Socket>();
  const silent = new Set<number>();
  let connections = 0;

  function carry(connection: number, from: Socket, into: Socket): void {
    from.on('data', (packet) => {
      const what = fate(connection);
      if (what === 'arrives') into.write(packet);
      if (what === 'is gone') silent.add(connection);
      if (what !== 'breaks') return;
      from.destroy();
      into.destroy();
    });
    from.on('error', () => undefined);
    from.on('close', () => {
      open.delete(from);
      if (!silent.has(connection)) into.end();
    });
    open.add(from);
  }

  const link = createServer((near) => {
    const far = connect({ host: server.hostname, port: Number(server.port), noDelay: true });
    const connection = connections++;
    carry(connection, near.setNoDelay(), far);
    carry(connection, far, near);
  });
  link.listen(0, '127.0.0.1');
  await once(link, 'listening');
  const here = link.address();
  const by = new URL(to);
  by.host = `127.0.0.1:${typeof here === 'object' && here ? here.port : 0}`;
  const breakAll = (): void => {
    for (const one of open) one.destroy();
  };
  return {
    address: by.href,
    breakAll,
    async close() {
      link.close();
      breakAll();
      await once(link, 'close');
    },
  };
}
