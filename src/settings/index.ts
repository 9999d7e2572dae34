/**
 * The environment: read once at start, and every mistake in one message.
 */
export {};
