/**
 * Tests of whole lives do much at once, on machines that do other things too: on a build machine one that fails is tried a
 * second time, and what went wrong the first time is printed.
 */
if (process.env.CI) import.meta.jest.retryTimes(1, { logErrorsBeforeRetry: true });
