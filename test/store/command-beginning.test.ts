import { parseCommand } from '../../src/hotfix/commands/parse-command.ts';
import { beginningOf } from '../../src/store/people/command-beginning.ts';

const written = { at: new Date('2026-11-23T14:02:00.000Z'), timezone: 'Europe/Berlin' };

test.each([
  ['/hotfix waive ada says so', '/hotfix waive '],
  ['/HOTFIX  Supersede  ada did it', '/HOTFIX  Supersede  '],
  ['/hotfix extend 2h ada is away', '/hotfix extend 2h '],
  ['/hotfix extend 45M ada is away', '/hotfix extend 45M '],
  ['/hotfix timeline root-cause unknown: ada looks', '/hotfix timeline root-cause unknown: '],
  ['/hotfix timeline rollback none, says ada', '/hotfix timeline rollback none'],
  ['/hotfix timeline Issue detected: unknown ada', '/hotfix timeline Issue detected: unknown '],
])('%s: a command without its reason asks for the same', (line, beginning) => {
  expect(line.startsWith(beginning)).toBe(true);
  const begins = beginningOf(line);
  expect(begins.startsWith(beginning)).toBe(true);
  expect(begins).not.toContain('ada');
  const [before, after] = [line, `${begins}(removed)`].map((one) => parseCommand(one, written));
  expect(after).toEqual({ ...before, reason: '(removed)' });
  expect(before).not.toMatchObject({ verb: 'incomplete' });
});

test.each([
  ['/hotfix status @ada', '/hotfix status '],
  ['/hotfix extend @ada', '/hotfix '],
  // Without a reason they have no effect, and removing text must not give them one.
  ['/hotfix waive @a', '/hotfix '],
  ['/hotfix extend 2h <@ada>', '/hotfix '],
  ['/hotfix extend 2h  <@ada>', '/hotfix '],
  ['/hotfix thanks @ada', '/hotfix '],
  ['/hotfix', '/hotfix'],
  ['/hotfix status', '/hotfix status'],
  ['/hotfix deployed 14:00', '/hotfix deployed '],
  ['/hotfix @ada', '/hotfix '],
])('%s: free text is at the end', (line, beginning) => {
  expect(beginningOf(line)).toBe(beginning);
});
