/** The organisation's file, and the repository's on top of it. */

import { evaluateFile } from '../../src/policy/evaluate-file.ts';
import { shownValues } from '../../src/policy/explain/shown-values.ts';
import { parsePolicy } from '../../src/policy/parse-policy.ts';
import { inForceBy } from '../../src/policy/policy-by-files.ts';
import { absent, type FileSeen, type KnownFile, policyPath } from '../../src/policy/policy-file.ts';
import { mistakeText } from '../../src/wording/policy-file/mistake-text.ts';

function seen(text: string, rest: object = {}): FileSeen {
  return { kind: 'there', path: policyPath, text, twin: false, strangers: [], ...rest };
}

function organisation(text: string) {
  const parsed = parsePolicy(text, 'organisation');
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.mistakes));
  return parsed.file;
}

function evaluated(above: string, own: string) {
  return evaluateFile(seen(own), 'repository', organisation(above));
}

function known(text: string | null, rest: Partial<KnownFile> = {}): KnownFile {
  return { seen: text === null ? absent : seen(text), good: null, broughtBy: null, ...rest };
}

test('key by key: the repository before the organisation, and that before the defaults', () => {
  const { policy, origins } = evaluated(
    'backfill: { deadline: 12h, labels: [urgent] }\nowners: [ada]',
    'backfill: { deadline: 6h }\nreminders: { limit: 3 }',
  );
  expect(policy).toMatchObject({
    backfill: { deadline: 6 * 3_600_000, labels: ['urgent'], openAfter: 3_600_000 },
    owners: ['ada'],
    reminders: { limit: 3 },
  });
  expect(origins).toMatchObject({
    'backfill.deadline': 'repository',
    'backfill.labels': 'organisation',
    'backfill.open-after': 'default',
    owners: 'organisation',
    'reminders.limit': 'repository',
    mode: 'default',
  });
});

test('gates are laid over one another by name', () => {
  const { policy } = evaluated(
    "pipeline: { gates: { lint: { keep: true }, licence: { match: ['*licen*'] } } }",
    'pipeline: { gates: { licence: { keep: true } } }',
  );
  expect(policy.pipeline.gates).toMatchObject({
    lint: { keep: true, match: ['*lint*', '*format*'] },
    licence: { keep: true, match: ['*licen*'] },
    'unit-tests': { keep: true },
  });
});

test('null takes back what the organisation says', () => {
  const { policy } = evaluated('reminders: { weekdays: mon-fri }', 'reminders: { weekdays: null }');
  expect(policy.reminders.weekdays).toBeNull();
});

test('what is looser than what the organisation locks does not count, and the rest of the file does', () => {
  const above = 'pipeline: { gates: { lint: { keep: true } } }\nlocked: [mode, pipeline.gates]';
  const looser = evaluated(
    above,
    'mode: observe\npipeline: { gates: { lint: { keep: false } } }\nowners: [ada]',
  );
  expect(looser.policy).toEqual(evaluated(above, 'owners: [ada]').policy);
  // Of the gates, the one that is to blame.
  expect(looser.overruled).toEqual(['mode', 'pipeline.gates.lint']);
  expect(looser.mistakes).toEqual([]);
  expect(looser.remarks).toMatchObject([
    {
      line: 1,
      path: 'mode',
      problem: { code: 'locked', allows: 'a later one of `off`, `observe`, `enforce`' },
    },
    { line: 2, path: 'pipeline.gates.lint' },
  ]);
});

test('a locked key is answered with what may be written', () => {
  const { remarks } = evaluated('locked: [backfill]', 'backfill: { deadline: 48h }');
  expect(remarks.map(mistakeText)).toEqual([
    '`backfill.deadline` is locked by the organisation, whose value stays in force. A repository may write a smaller value or a shorter duration. Leave the key out, or ask the organisation to unlock it.',
  ]);
});

test('a whole section can be locked, and a default too', () => {
  const { overruled, policy } = evaluated(
    'locked: [backfill]',
    'backfill: { deadline: 48h, draft: true, labels: [hotfix, x] }',
  );
  expect(overruled).toEqual(['backfill.deadline', 'backfill.draft']);
  expect(policy.backfill).toMatchObject({ deadline: 86_400_000, draft: false, labels: ['hotfix', 'x'] });
});

test('keys that contradict each other across the two files are a mistake', () => {
  expect(evaluated('branches: { prefix: fix/ }', 'branches: { target: fix/main }').mistakes).toEqual([
    {
      line: 1,
      column: 21,
      path: 'branches.target',
      problem: { code: 'target-under-prefix', prefix: 'fix/', byOrganisation: true },
    },
  ]);
  expect(evaluated('branches: { target: fix/main }', 'branches: { prefix: fix/ }').mistakes).toMatchObject([
    {
      path: 'branches.prefix',
      problem: { code: 'prefix-over-target', target: 'fix/main', byOrganisation: true },
    },
  ]);
});

test('the other spelling of the name, and people whom nobody knows, are said without refusing the file', () => {
  const file = seen('owners: [ada, nobody]\nbackfill:\n  reviewers: [acme/gone]', {
    twin: true,
    strangers: ['nobody', 'acme/gone'],
  });
  const { mistakes, remarks, policy } = evaluateFile(file, 'repository', null);
  expect(mistakes).toEqual([]);
  expect(remarks.map((remark) => `${remark.line}:${remark.column} ${mistakeText(remark)}`)).toEqual([
    '1:1 There is also a `.github/hotfix-policy.yaml`, which is not read; move its content into `.github/hotfix-policy.yml`, and delete it.',
    '1:15 `nobody` in `owners` is not a GitHub user; write an existing login, or a team as org/team.',
    '3:15 `acme/gone` in `backfill.reviewers` is not a GitHub team; write an existing one, as org/team.',
  ]);
  expect(policy.owners).toEqual(['ada', 'nobody']);
});

describe('in force', () => {
  test('without a file of its own a repository has what its organisation says', () => {
    expect(inForceBy(known(null), known('mode: observe'))).toMatchObject({
      policy: { mode: 'observe' },
      origin: 'defaults',
      mistakes: [],
    });
  });

  test('a broken file of the organisation leaves its last good one', () => {
    const above = known('mode: fast', { good: 'mode: observe\nlocked: [mode]' });
    expect(inForceBy(known('mode: off'), above)).toMatchObject({
      policy: { mode: 'observe' },
      origin: 'file',
      mistakes: [],
      remarks: [{ path: 'mode' }],
    });
    expect(inForceBy(known('mode: off'), known('mode: fast'))).toMatchObject({ policy: { mode: 'off' } });
  });

  test("a broken file of the repository leaves its last good one, under the organisation's locks", () => {
    const own = known('mode: fast', { good: 'mode: off\nbackfill: { deadline: 6h }' });
    expect(inForceBy(own, known('locked: [mode]'))).toMatchObject({
      policy: { mode: 'enforce', backfill: { deadline: 6 * 3_600_000 } },
      origin: 'last-good',
    });
  });

  test("the repository that holds the organisation's file obeys it", () => {
    expect(inForceBy(known('mode: observe\nlocked: [mode]'), null)).toMatchObject({
      policy: { mode: 'observe' },
      mistakes: [],
    });
  });
});

test('values are shown as they could be written, with where they come from', () => {
  const layered = evaluated(
    'backfill: { deadline: 90m }\nlocked: [backfill.deadline, owners]',
    'reminders: { quiet-hours: 20:00-8:00, weekdays: mon-fri, every: 36h }\nowners: [acme/payments]',
  );
  const shown = shownValues(layered).filter(({ origin, locked }) => origin !== 'default' || locked);
  expect(shown).toEqual([
    { path: 'owners', value: '[acme/payments]', origin: 'repository', locked: true },
    { path: 'backfill.deadline', value: '90m', origin: 'organisation', locked: true },
    { path: 'reminders.every', value: '36h', origin: 'repository', locked: false },
    { path: 'reminders.quiet-hours', value: '20:00-08:00', origin: 'repository', locked: false },
    { path: 'reminders.weekdays', value: 'mon,tue,wed,thu,fri', origin: 'repository', locked: false },
  ]);
});

test('what is shown can be written again', () => {
  for (const { path, value } of shownValues(evaluated('', ''))) {
    const lines = path.split('.').map((part, index) => `${'  '.repeat(index)}${part}:`);
    expect(parsePolicy(`${lines.join('\n')} ${value}`)).toMatchObject({ ok: true });
  }
});
