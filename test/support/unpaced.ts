import type { Pacer } from '../../src/github/client/pacer.ts';

/** Real seconds would pass otherwise. */
export const unpaced = (): Pacer => ({ turn: () => Promise.resolve() });
