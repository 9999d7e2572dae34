/** Jest runs the sources as ES modules; swc only strips the types, as Node itself does. */
export default {
  testEnvironment: '<rootDir>/test/support/run/environment.ts',
  roots: ['<rootDir>/test'],
  testMatch: ['**/*.test.ts'],
  extensionsToTreatAsEsm: ['.ts'],
  transform: {
    '^.+\\.ts$': [
      '@swc/jest',
      {
        jsc: { parser: { syntax: 'typescript' }, target: 'es2022' },
        module: { type: 'es6' },
        sourceMaps: 'inline',
      },
    ],
  },
  globalSetup: '<rootDir>/test/support/run/begin-of-run.ts',
  globalTeardown: '<rootDir>/test/support/run/end-of-run.ts',
  testSequencer: '<rootDir>/test/support/run/sequence.ts',
  // One more than the cores that are asked for: some files mostly wait for programs that they started.
  maxWorkers: 3,
  // The first test of a file reads GitHub's descriptions, on whatever machine this runs.
  testTimeout: 180_000,
};
