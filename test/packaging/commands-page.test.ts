import { readFileSync } from 'node:fs';
import { verbs } from '../../src/hotfix/commands/parse-command.ts';

test('the page about commands names each of them, in the order of the help', () => {
  const page = readFileSync('docs/commands.md', 'utf8');
  const named = [...page.matchAll(/^\| `\/hotfix (\w+)/gm)].map((match) => match[1]);
  expect(named).toEqual(verbs);
});
