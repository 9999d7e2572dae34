/**
 * What is due, whose it is meanwhile, how many at once, and when to try again: leases, slots, retry and waiting.
 */
export {};
