import { parseCommand } from '../../src/hotfix/commands/parse-command.ts';

test.each([
  ['/hotfix status', { verb: 'status' }],
  ['/HotFix   STATUS  please', { verb: 'status' }],
  ['/hotfix', { verb: 'help' }],
  ['/hotfix help', { verb: 'help' }],
  ['/hotfix supersede  The flag does it now ', { verb: 'supersede', reason: 'The flag does it now' }],
  ['/hotfix supersede', { verb: 'incomplete', of: 'supersede', missing: 'reason' }],
  ['/hotfix supersede ok', { verb: 'incomplete', of: 'supersede', missing: 'reason' }],
  ['/hotfix superseed it', { verb: 'unknown', word: 'superseed', nearest: 'supersede' }],
  ['/hotfix recheck', { verb: 'recheck' }],
  ['/hotfix waive Not needed after all', { verb: 'waive', reason: 'Not needed after all' }],
  ['/hotfix waive', { verb: 'incomplete', of: 'waive', missing: 'reason' }],
  [
    '/hotfix extend 12h The vendor is on it',
    { verb: 'extend', by: 43_200_000, reason: 'The vendor is on it' },
  ],
  ['/hotfix extend 1D Weekend', { verb: 'extend', by: 86_400_000, reason: 'Weekend' }],
  ['/hotfix extend 12h', { verb: 'incomplete', of: 'extend', missing: 'reason' }],
  ['/hotfix extend a bit', { verb: 'incomplete', of: 'extend', missing: 'duration' }],
  ['/hotfix extend 0h Nothing', { verb: 'incomplete', of: 'extend', missing: 'duration' }],
  ['/hotfix extend', { verb: 'incomplete', of: 'extend', missing: 'duration' }],
  ['/hotfix deployed', { verb: 'deployed', at: new Date('2026-11-23T15:30:40.000Z') }],
  ['/hotfix deployed 14:02', { verb: 'deployed', at: new Date('2026-11-23T13:02:00.000Z') }],
  ['/hotfix deployed at 14:02 UTC', { verb: 'deployed', at: new Date('2026-11-23T14:02:00.000Z') }],
  ['/hotfix deployed 20 minutes ago', { verb: 'deployed', at: new Date('2026-11-23T15:10:40.000Z') }],
  ['/hotfix deployed 2026-11-24 14:02', { verb: 'incomplete', of: 'deployed', missing: 'time' }],
  ['/hotfix deployed soon', { verb: 'incomplete', of: 'deployed', missing: 'time' }],
  ['/hotfix extent 2h x', { verb: 'unknown', word: 'extent', nearest: 'extend' }],
  ['/hotfix constructor', { verb: 'unknown', word: 'constructor', nearest: null }],
  ['/hotfix 🚒', { verb: 'unknown', word: '🚒', nearest: null }],
])('%s', (line, parsed) => {
  expect(parseCommand(line, { at: new Date('2026-11-23T15:30:40.000Z'), timezone: 'Europe/Berlin' })).toEqual(
    parsed,
  );
});
