import { parseCommand } from '../../src/hotfix/parse-command.ts';

test.each([
  ['/hotfix status', { verb: 'status' }],
  ['/HotFix   STATUS  please', { verb: 'status' }],
  ['/hotfix', { verb: 'help' }],
  ['/hotfix help', { verb: 'help' }],
  ['/hotfix supersede  The flag does it now ', { verb: 'supersede', reason: 'The flag does it now' }],
  ['/hotfix supersede', { verb: 'incomplete', of: 'supersede', missing: 'reason' }],
  ['/hotfix supersede ok', { verb: 'incomplete', of: 'supersede', missing: 'reason' }],
  ['/hotfix superseed it', { verb: 'unknown', word: 'superseed', nearest: 'supersede' }],
  ['/hotfix constructor', { verb: 'unknown', word: 'constructor', nearest: null }],
  ['/hotfix 🚒', { verb: 'unknown', word: '🚒', nearest: null }],
])('%s', (line, parsed) => {
  expect(parseCommand(line)).toEqual(parsed);
});
