import { appendFileSync } from 'node:fs';
import { seeded } from '../seeded.ts';
import type { Errand } from './errand.ts';

/** Passes a point, such as `before insert facts`: it is counted, and the process may end there. */
export type Pass = (point: string) => void;

/** SIGKILL to oneself takes effect before the call returns: nothing after the point happens. */
export function createPoints({ death, log }: Errand): Pass {
  const counts = new Map<string, number>();
  const chance = death?.kind === 'by-chance' ? seeded(death.seed) : null;
  return (point) => {
    const occurrence = (counts.get(point) ?? 0) + 1;
    counts.set(point, occurrence);
    if (log) appendFileSync(log, `${point}\t${occurrence}\n`);
    const reached = death?.kind === 'at' && death.point === point && death.occurrence === occurrence;
    const struck = death?.kind === 'by-chance' && chance !== null && chance() < death.chance;
    if (reached || struck) process.kill(process.pid, 'SIGKILL');
  };
}
