import type { Contracts } from './contracts.ts';
import type { Exchange } from './rest-contract.ts';

/** A stand-in for GitHub that tells what went over the wire: each REST exchange after its answer, each delivery. */
export interface Observed {
  onExchange(callback: (exchange: Exchange) => void): void;
  onWebhook(callback: (delivery: { event: string; payload: unknown }) => void): void;
}

export interface Judge {
  /** What broke GitHub's descriptions so far, a line each, in order, each line once. */
  violations(): string[];
  /** Throws an error that lists the violations, if there are any. */
  assertNone(): void;
}

/** Of this worker, where Jest runs it (test/support/run/environment.ts); of this process otherwise. */
const { contractsOfWorker } = globalThis as { contractsOfWorker?: Contracts };
const contracts = contractsOfWorker ?? (await import('./contracts.ts')).contracts;

/** Lets GitHub's own descriptions judge all traffic of a stand-in, from now on. */
export function judge(github: Observed): Judge {
  const found = new Set<string>();
  const record = (name: string, check: () => string[]) => {
    try {
      for (const violation of check()) found.add(violation);
    } catch (error) {
      // Thrown into the stand-in it would look like trouble of GitHub's, or vanish.
      found.add(`${name}: could not be judged: ${String(error)}`);
    }
  };
  github.onExchange((exchange) => {
    record(`${exchange.method} ${exchange.path}`, () => contracts.rest().check(exchange));
  });
  github.onWebhook(({ event, payload }) => {
    record(`webhook ${event}`, () => contracts.webhooks().check(event, payload));
  });
  return {
    violations: () => [...found],
    assertNone() {
      if (found.size === 0) return;
      throw new Error(`GitHub's own description forbids:\n${[...found].map((one) => `- ${one}`).join('\n')}`);
    },
  };
}
