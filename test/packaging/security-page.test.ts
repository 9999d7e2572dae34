/** The page about security names what there is: every permission, every command, every event that declares something. */
import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { verbs } from '../../src/hotfix/commands/parse-command.ts';

const page = readFileSync('docs/security.md', 'utf8');

test('every permission of the manifest has its row, and no other has', () => {
  const { default_permissions: asked } = parse(readFileSync('app.yml', 'utf8')) as {
    default_permissions: Record<string, string>;
  };
  const rows = [...page.matchAll(/^\| `(\w+: \w+)` \|/gm)].map(([, row]) => row);
  expect(rows).toEqual(Object.entries(asked).map(([name, level]) => `${name}: ${level}`));
});

test.each(verbs)('it says who may give /hotfix %s', (verb) => {
  expect(page).toContain(`\`/hotfix ${verb}\``);
});

test.each(['deployment', 'deployment_status', 'workflow_run', 'repository_dispatch', 'issues'])(
  'it says who may declare something by the event %s',
  (event) => {
    expect(page).toContain(`\`${event}\``);
  },
);
