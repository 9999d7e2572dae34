/** Keys that each make sense, and together do not: within one file, and with what the organisation says. */

import { evaluateFile } from '../../src/policy/evaluate-file.ts';
import { parsePolicy } from '../../src/policy/parse-policy.ts';
import { policyPath } from '../../src/policy/policy-file.ts';
import { mistakeText } from '../../src/wording/policy-file/mistake-text.ts';

function evaluated(above: string, text: string) {
  const parsed = parsePolicy(above, 'organisation');
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.mistakes));
  const seen = { kind: 'there' as const, path: policyPath, text, twin: false, strangers: [] };
  return evaluateFile(seen, 'repository', parsed.file);
}

function mistakes(above: string, text: string): string[] {
  const { mistakes, file } = evaluated(above, text);
  expect(file === null).toBe(mistakes.length > 0);
  return mistakes.map((mistake) => `${mistake.line}:${mistake.column} ${mistakeText(mistake)}`);
}

const noDeploys = 'deploys: { environments: [], workflows: [], dispatches: [] }';
const neverBegins =
  'With `backfill.clock: deploy` the deadline starts with a deploy, but nothing in `deploys` detects one; name an environment, or leave the clock at `push`.';

test.each([
  [
    'a target under the prefix of the organisation',
    'branches: { prefix: emergency/ }',
    'branches: { target: emergency/main }',
    "1:21 `branches.target` must not be a hotfix branch itself: it begins with `emergency/` (from the organisation's file).",
  ],
  [
    'a prefix that takes the target of the organisation in',
    'branches: { target: rel/main }',
    'branches: { prefix: rel/ }',
    "1:21 `branches.prefix` must not match the target, which is `rel/main` (from the organisation's file).",
  ],
  [
    'a branch and branches below its name',
    '',
    'branches: { target: main, prefix: main/ }',
    '1:21 Git cannot have a branch `main` beside branches under `main/`; choose another `branches.prefix`.',
  ],
  ['a clock that nothing starts', '', `backfill: { clock: deploy }\n${noDeploys}`, `1:20 ${neverBegins}`],
  ['the same, by the organisation', noDeploys, 'backfill: { clock: deploy }', `1:20 ${neverBegins}`],
  [
    'a pull request that opens when it is overdue',
    '',
    'backfill: { deadline: 1h, open-after: 2h }',
    '1:39 `backfill.open-after` is longer than `backfill.deadline`: the pull request would open after its deadline; make it shorter.',
  ],
  [
    'the prefix in the name as well',
    '',
    "branches: { name: '^hotfix\\/(?<incident>\\d+)-(?<slug>.+)$' }",
    '1:19 `branches.name` matches the part after the prefix; leave `hotfix/` out of it.',
  ],
  [
    'a check that waits for itself',
    '',
    'backfill: { required-checks: [ci, Hotfix policy] }',
    "1:30 `Hotfix policy` in `backfill.required-checks` is this App's own check, which waits for the others; leave it out.",
  ],
  [
    'the label of those that are overdue',
    '',
    'backfill: { labels: ["Hotfix: overdue"] }',
    '1:21 `Hotfix: overdue` in `backfill.labels` is the label that the App adds at the deadline; leave it out.',
  ],
  [
    'a misspelt gate',
    '',
    'pipeline: { gates: { unit_tests: { keep: false } } }',
    '1:22 `unit_tests` is not a separate gate; write `unit-tests`.',
  ],
])('%s', (_, above, text, mistake) => {
  expect(mistakes(above, text)).toEqual([mistake]);
});

test.each([
  ['another prefix above', 'branches: { prefix: emergency/ }', 'branches: { target: hotfix/x }'],
  ['a gate of its own', '', 'pipeline: { gates: { licences: { match: ["*licen*"] } } }'],
  [
    'a gate of the organisation',
    'pipeline: { gates: { licences: { match: ["*licen*"] } } }',
    'pipeline: { gates: { licences: { keep: true } } }',
  ],
  [
    'a gate of its own beside one that is locked',
    'locked: [pipeline.gates]',
    'pipeline: { gates: { unit-tests: { keep: false }, licences: { match: ["*licen*"] } } }',
  ],
  ['a short deadline alone', '', 'backfill: { deadline: 30m }'],
  ['every check', '', 'backfill: { required-checks: ["*"] }'],
  ['the clock of deploys', '', 'backfill: { clock: deploy }'],
])('%s is no mistake', (_, above, text) => {
  expect(mistakes(above, text)).toEqual([]);
});

test('what the organisation alone has wrong is not told below', () => {
  expect(mistakes(`backfill: { clock: deploy }\n${noDeploys}`, 'mode: observe')).toEqual([]);
});
