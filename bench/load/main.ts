/** The sender of deliveries: a process of its own, the same for every server that is measured. */
import { randomBytes } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { type Connection, openConnection } from './connection.ts';
import { pushBody } from './delivery.ts';
import type { Load, LoadResult } from './load.ts';
import { prepareRequest, type Request } from './request.ts';

process.once('message', (load: Load) => {
  run(load).then(
    (result) => process.send?.(result, () => process.disconnect()),
    (error: unknown) => {
      process.stderr.write(`${error}\n`);
      process.exit(1);
    },
  );
});

async function run(load: Load): Promise<LoadResult> {
  const requests = prepare(load);
  const connections = await Promise.all(
    Array.from({ length: load.connections }, () => openConnection(load.port)),
  );
  await warmUp(load, connections);
  const tally = new Tally();
  const began = performance.now();
  if (load.perSecond === null) await asFastAsPossible(load, { connections, requests, tally });
  else await atRate(load, load.perSecond, { connections, requests, tally });
  const seconds = (performance.now() - began) / 1000;
  for (const connection of connections) connection.close();
  return tally.result(seconds);
}

function prepare({ bodyBytes, burst }: Load): Request[] {
  if (!burst) return [prepareRequest(pushBody(bodyBytes))];
  return Array.from({ length: burst.pushes }, (_, index) => {
    const repository = index % burst.repositories;
    const branch = `hotfix/INC-${1000 + index}-burst-${index}`;
    return prepareRequest(
      pushBody(bodyBytes, (push) => {
        push.ref = `refs/heads/${branch}`;
        Object.assign(push, {
          created: true,
          deleted: false,
          before: '0'.repeat(40),
          after: index.toString(16).padStart(40, 'a'),
          installation: { id: burst.installation, node_id: 'x' },
        });
        push.repository.id = burst.firstRepository + repository;
        push.repository.name = `service-${repository}`;
        push.repository.full_name = `acme/service-${repository}`;
      }),
    );
  });
}

async function warmUp(load: Load, connections: Connection[]): Promise<void> {
  const end = performance.now() + (load.warmUp ?? 0) * 1000;
  const bytes = prepareRequest(pushBody(load.bodyBytes)).withId(newId());
  await Promise.all(
    connections.map(async (connection) => {
      while (performance.now() < end) await connection.ask(bytes);
    }),
  );
}

interface Sending {
  connections: Connection[];
  requests: Request[];
  tally: Tally;
}

/** Each connection sends its next delivery as soon as the last one was answered. */
async function asFastAsPossible(load: Load, { connections, requests, tally }: Sending): Promise<void> {
  const end = load.seconds === null ? Infinity : performance.now() + load.seconds * 1000;
  let next = 0;
  const most = load.burst ? requests.length : Infinity;
  await Promise.all(
    connections.map(async (connection) => {
      while (performance.now() < end && next < most) {
        const request = requests[next++ % requests.length];
        if (!request) return;
        const sentAt = performance.now();
        tally.answered(await connection.ask(request.withId(newId())), performance.now() - sentAt);
      }
    }),
  );
}

/** Deliveries follow the clock, whether or not the server keeps up; waiting for a connection counts. */
async function atRate(
  load: Load,
  perSecond: number,
  { connections, requests, tally }: Sending,
): Promise<void> {
  const began = performance.now();
  const count = Math.floor((load.seconds ?? 0) * perSecond);
  let next = 0;
  await Promise.all(
    connections.map(async (connection) => {
      for (;;) {
        const index = next++;
        const request = requests[index % requests.length];
        if (index >= count || !request) return;
        const dueAt = began + (index * 1000) / perSecond;
        const wait = dueAt - performance.now();
        if (wait > 0) await pause(wait);
        // A timer is late by a millisecond or two: where a connection was free, that is the sender's delay.
        const from = wait > 0 ? performance.now() : dueAt;
        tally.answered(await connection.ask(request.withId(newId())), performance.now() - from);
      }
    }),
  );
}

function newId(): string {
  return randomBytes(18).toString('hex');
}

class Tally {
  private readonly times: number[] = [];
  private failed = 0;

  answered(status: number, milliseconds: number): void {
    if (status >= 200 && status < 300) this.times.push(milliseconds);
    else this.failed += 1;
  }

  result(seconds: number): LoadResult {
    const sorted = this.times.toSorted((a, b) => a - b);
    const at = (part: number): number =>
      sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? 0;
    return {
      answered: sorted.length,
      failed: this.failed,
      perSecond: sorted.length / seconds,
      p50: at(0.5),
      p99: at(0.99),
      longest: sorted.at(-1) ?? 0,
    };
  }
}
