/**
 * The rooms of the house, and the doors between them. `npm run check:rooms` fails on a way through a wall;
 * test/packaging/rooms.test.ts shows that each rule can fail.
 */

/** Which rooms there are, which are pure, and which others each of them may import. */
const rooms = require('./rooms.json');

/** No clock, no network, no database, no file: the same input gives the same output. */
const pure = Object.keys(rooms).filter((room) => rooms[room].pure);
const purePackages = ['@date-fns/tz', 'date-fns', 'marked', 're2js', 'yaml', 'zod'];

/** These belong to main.ts: they may import all, and no room imports them. */
const composition = ['settings', 'logging', 'set-up'];

const among = (names) => `(?:${names.join('|')})`;

module.exports = {
  forbidden: [
    ...Object.entries(rooms).map(([room, { mayImport: neighbours }]) => ({
      name: `${room}-imports-only-its-neighbours`,
      comment: `${room} may import ${neighbours.join(', ') || 'nothing of ours'}.`,
      severity: 'error',
      from: { path: `^src/${room}/` },
      to: {
        path: '^src/',
        pathNot: `^src/(?:${[room, ...neighbours].join('|')})/${room === 'cli' ? '|^src/main\\.ts$' : ''}`,
      },
    })),
    {
      name: 'store-knows-the-core-by-its-types',
      comment: 'store keeps what the core says, and decides nothing: import type only.',
      severity: 'error',
      from: { path: '^src/store/' },
      to: { path: `^src/${among(pure)}/`, dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'pure-rooms-touch-nothing-outside',
      comment: `Only ${purePackages.join(', ')}: what a pure room needs to know is handed to it.`,
      severity: 'error',
      from: { path: `^src/${among(pure)}/` },
      to: { couldNotResolve: false, pathNot: ['^src/', `(?:^|/)node_modules/${among(purePackages)}/`] },
    },
    {
      name: 'every-room-has-its-doors',
      comment: 'A new folder in src needs a line in this file first.',
      severity: 'error',
      from: { path: '^src/[^/]+/', pathNot: `^src/${among([...Object.keys(rooms), ...composition])}/` },
      to: {},
    },
    {
      name: 'src-stands-alone',
      comment: 'The product does not know its demo, its tests and its benchmarks.',
      severity: 'error',
      from: { path: '^src/' },
      to: { path: '^(?:bench|demo|test)/' },
    },
    {
      name: 'src-runs-on-dependencies',
      comment: 'The image holds no development dependencies; types are stripped and may come from them.',
      severity: 'error',
      from: { path: '^src/' },
      to: { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'declared-packages-only',
      comment: 'A package that is there because another one brought it can leave with it.',
      severity: 'error',
      from: {},
      to: { dependencyTypes: ['npm-no-pkg', 'npm-unknown'] },
    },
    {
      name: 'everything-resolves',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true },
    },
    {
      name: 'no-cycles',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'no-orphans',
      comment: 'A module that imports nothing and that nothing imports is forgotten.',
      severity: 'error',
      from: {
        orphan: true,
        pathNot: [
          '^(?:src|demo)/main\\.ts$',
          '^src/cli/main\\.ts$',
          '^src/[^/]+/index\\.ts$',
          '^bench/servers/bare-probot\\.ts$',
          '\\.test\\.ts$',
        ],
      },
      to: {},
    },
    {
      name: 'src-serves-the-product',
      comment:
        'What cli/main.ts does not reach, and main.ts with it, is used by tests alone: use it or remove it.',
      severity: 'error',
      from: { path: '^src/cli/main\\.ts$' },
      // A room's index says what belongs in it, and nothing imports it.
      to: { path: '^src/', pathNot: '^src/[^/]+/index\\.ts$', reachable: false },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsConfig: { fileName: 'tsconfig.json' },
    // Types count as imports: a room that knows another's types knows that room.
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'types'],
      // @octokit/webhooks-types holds types alone.
      mainFields: ['main', 'types'],
      extensions: ['.ts', '.js', '.d.ts', '.json'],
    },
  },
};
