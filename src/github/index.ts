/**
 * The only room that calls GitHub: `client/` (sign-in, limits, errors), `read/` (answers to questions), `perform/` (writes
 * the difference between what is wanted and what is there).
 */
export {};
