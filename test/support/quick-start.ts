/**
 * For Node, before the program that a test starts: the embedded database is compiled in each process anew, here by the
 * quicker of the two compilers.
 */
export const quickStart = ['--liftoff-only'];
