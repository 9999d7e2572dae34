/**
 * The way in: `receive/` verifies and stores a delivery before it is answered, `read/` turns payloads into facts, one
 * file an event, `record/` stores facts and wakes the subjects that they concern.
 */
export {};
