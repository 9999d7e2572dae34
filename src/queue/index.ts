/**
 * What is due, who works on it meanwhile, how many things at once, and when to try again: leases, slots, retries. It gets
 * its handlers handed in, and knows the store alone.
 */
export {};
