/**
 * Waiting: how long for what (`timings.ts`, every span that is a decision of the domain), one way to hold something back
 * until a moment (`pause.ts`), and one way to wait longer each time (`backoff.ts`). A room of its own because rooms that may
 * not know the queue wait as well. Pure; it imports nothing of ours.
 */
export {};
