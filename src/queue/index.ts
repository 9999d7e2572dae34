/**
 * What is due, who works on it, how many things at once, and when to try again: leases, slots, retries. Its
 * handlers are passed in, and it knows only the store.
 */
export {};
