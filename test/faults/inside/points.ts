import { appendFileSync } from 'node:fs';
import { seeded } from '../seeded.ts';
import type { Death, Errand } from './errand.ts';

/** Passes a point, such as `before insert facts`: it is counted, and the process may end there. */
export type Pass = (point: string) => void;

export interface Points {
  pass: Pass;
  /** Another death than before, or none; counting begins anew. */
  meet(death: Death | null): void;
}

/** SIGKILL to oneself takes effect before the call returns: nothing after the point happens. */
export function createPoints({ death: first, log }: Errand): Points {
  const counts = new Map<string, number>();
  let strikes = first && striking(first);
  return {
    pass(point) {
      const occurrence = (counts.get(point) ?? 0) + 1;
      counts.set(point, occurrence);
      if (log) appendFileSync(log, `${point}\n`);
      if (strikes?.(point, occurrence)) process.kill(process.pid, 'SIGKILL');
    },
    meet(death) {
      counts.clear();
      strikes = death && striking(death);
    },
  };
}

function striking(death: Death): (point: string, occurrence: number) => boolean {
  if (death.kind === 'at')
    return (point, occurrence) => point === death.point && occurrence === death.occurrence;
  const chance = seeded(death.seed);
  return () => chance() < death.chance;
}
