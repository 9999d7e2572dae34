import { defaultPolicy } from '../../src/policy/default-policy.ts';
import { evaluateFile } from '../../src/policy/evaluate-file.ts';
import { parsePolicy } from '../../src/policy/parse-policy.ts';
import { type FileSeen, policyPath } from '../../src/policy/policy-file.ts';
import { mistakeText } from '../../src/wording/policy-file/mistake-text.ts';
import { policyFrom as policy } from '../support/policy.ts';

/** Each mistake as `line:column message`. */
function mistakes(text: string): string[] {
  const seen: FileSeen = { kind: 'there', path: policyPath, text, twin: false, strangers: [] };
  const judged = evaluateFile(seen, 'repository', null);
  return judged.mistakes.map((mistake) => `${mistake.line}:${mistake.column} ${mistakeText(mistake)}`);
}

const keysOfTheFile =
  'mode, branches, incidents, owners, approvers, timezone, backfill, reminders, frequency, deploys, ' +
  'pipeline, review, runbooks, issues, notify';
const keysOfBackfill = 'deadline, clock, open-after, draft, labels, reviewers, required-checks';

describe('a key that is not known', () => {
  it.each([
    ['remindrs: {}', '1:1 `remindrs` is not a key of the policy; did you mean `reminders`?'],
    ['mode: observe\n\nbackfil: {}', '3:1 `backfil` is not a key of the policy; did you mean `backfill`?'],
    ['Mode: observe', '1:1 `Mode` is not a key of the policy; did you mean `mode`?'],
    ['backfill:\n  openAfter: 1h', '2:3 `openAfter` is not a key of the policy; did you mean `open-after`?'],
    [
      'backfill:\n  open_after: 1h',
      '2:3 `open_after` is not a key of the policy; did you mean `open-after`?',
    ],
    ['backfill:\n  on_aftr: 1h', '2:3 `on_aftr` is not a key of the policy; did you mean `open-after`?'],
    ['backfill:\n  DEADLINE: 1h', '2:3 `DEADLINE` is not a key of the policy; did you mean `deadline`?'],
    ['backfill: { dedline: 1h }', '1:13 `dedline` is not a key of the policy; did you mean `deadline`?'],
    ['issues:\n  "label": []', '2:3 `label` is not a key of the policy; did you mean `labels`?'],
    [
      'pipeline:\n  gates:\n    lint: { kep: true }',
      '3:13 `kep` is not a key of the policy; did you mean `keep`?',
    ],
    [
      'pipeline:\n  gates:\n    my own gate:\n      keep: true\n      matches: []',
      '5:7 `matches` is not a key of the policy; did you mean `match`?',
    ],
    ['backfill:\n  quiet-hours: null', '2:3 `quiet-hours` belongs below `reminders:`, indented.'],
    ['something: else', `1:1 \`something\` is not a key of the policy; the keys here are ${keysOfTheFile}.`],
    ['7: 1', `1:1 \`7\` is not a key of the policy; the keys here are ${keysOfTheFile}.`],
    ['? [a, b]\n: 1', `1:1 \`[ a, b ]\` is not a key of the policy; the keys here are ${keysOfTheFile}.`],
  ])('in %j is named with its place and what to write', (file, mistake) => {
    expect(mistakes(file)).toEqual([mistake]);
  });

  it.each([
    ['__proto__: { mode: observe }', '1:1', '__proto__', keysOfTheFile],
    ['backfill:\n  __proto__: { draft: true }', '2:3', '__proto__', keysOfBackfill],
    ['constructor: {}', '1:1', 'constructor', keysOfTheFile],
    ['backfill:\n  toString: 1', '2:3', 'toString', keysOfBackfill],
  ])('is refused as any other when it means something to a parser: %j', (file, place, key, known) => {
    expect(mistakes(file)).toEqual([
      `${place} \`${key}\` is not a key of the policy; the keys here are ${known}.`,
    ]);
  });

  it.each([
    ['mode: observe\nbackfill: &b { draft: true }\n<<: *b', '3:1'],
    ['backfill:\n  <<: { draft: true }', '2:3'],
  ])('is no way to merge mappings: %j', (file, place) => {
    expect(mistakes(file)).toEqual([
      `${place} A policy does not merge mappings; write their keys and values out.`,
    ]);
  });

  it.each([
    ['deadline: 24h', '`deadline` belongs below `backfill:`, indented.'],
    ['backfill:\ndeadline: 24h', '`deadline` belongs below `backfill:`, indented.'],
    ['labels: [a]', '`labels` belongs below `backfill:`, indented, or below `issues:`, indented.'],
    ['gates: {}', '`gates` belongs below `pipeline:`, indented.'],
    ['reviewers: [ada]', '`reviewers` belongs below `backfill:`, indented.'],
    ['backfill: { timezone: UTC }', '`timezone` belongs at the start of a line, outside every section.'],
    ['backfill.deadline: 24h', 'Write `deadline` below `backfill:`, indented, without the dot.'],
    [
      'policy:\n  mode: off',
      '`policy` is not a key of the policy; leave it out, and write the keys below it at the start of their lines.',
    ],
    ['"": 1', 'This key has no name; leave it out.'],
  ])('and is one elsewhere, or a whole file: %j', (file, message) => {
    expect(mistakes(file).map((mistake) => mistake.replace(/^\S+ /, ''))).toEqual([message]);
  });

  it.each([
    ['branches: { base: x }', '`base` is not a key of the policy; the keys here are prefix, name, target.'],
    ['deployments: {}', '`deployments` is not a key of the policy; did you mean `deploys`?'],
    ['freq: {}', '`freq` is not a key of the policy; did you mean `frequency`?'],
    ['reviews: {}', '`reviews` is not a key of the policy; did you mean `review`?'],
    [
      'gat: {}',
      '`gat` is not a key of the policy, and `gate` does nothing in this version yet; leave it out.',
    ],
    ['gate: {}', '`gate` does nothing in this version yet; leave it out.'],
    [
      'lock: [mode]',
      "`locked` belongs in the organisation's file, in its `.github` repository; leave it out here.",
    ],
  ])('is taken for another only where it is like it: %j', (file, message) => {
    expect(mistakes(file).map((mistake) => mistake.replace(/^\S+ /, ''))).toEqual([message]);
  });

  it('is shown back short and on one line, without what could reshape the text around it', () => {
    const [long = ''] = mistakes(`${'k'.repeat(300)}: 1`);
    expect(long).toContain(`\`${'k'.repeat(80)}…\` is not a key`);
    const [halved = ''] = mistakes(`${'k'.repeat(79)}😀: 1`);
    expect(halved.isWellFormed()).toBe(true);
    const [hidden] = mistakes('\u200bmode: off');
    expect(hidden).toBe('1:1 `\\u{200b}mode` is not a key of the policy; did you mean `mode`?');
    const [broken = ''] = mistakes('"mo`de\\n\\u001b[31m": 1');
    expect(broken).toMatch(/^1:1 `[^`\p{Cc}]*` is not a key of the policy; /u);
  });
});

describe('a value that is not what its key wants', () => {
  it.each([
    ['mode: fast', '1:7 `mode` must be one of enforce, observe, off.'],
    ['mode:', '1:6 `mode` must be one of enforce, observe, off.'],
    ['mode: [enforce]', '1:7 `mode` must be one of enforce, observe, off.'],
    ['backfill: 24h', '1:11 `backfill` must be a mapping of keys to values, indented below it.'],
    ['backfill: [24h]', '1:11 `backfill` must be a mapping of keys to values, indented below it.'],
    ['backfill:\n  draft: yes', '2:10 `backfill.draft` must be true or false.'],
    ['backfill:\n  clock: merge', '2:10 `backfill.clock` must be one of push, deploy.'],
    ['owners: ada', '1:9 `owners` must be a list, such as [ada, acme/payments].'],
    [
      'owners:\n  - ada\n  - not a login\n  - acme/payments',
      '3:5 `not a login` in `owners` must be a GitHub login or a team, such as ada or acme/payments.',
    ],
    [
      'issues:\n  assignees: [acme/payments]',
      '2:15 `acme/payments` in `issues.assignees` must be a GitHub login, such as ada.',
    ],
    [`owners: [${'ada, '.repeat(21)}]`, '1:9 `owners` must have at most 20 entries.'],
    ['runbooks:\n  max-age: 3651d', '2:12 `runbooks.max-age` must be at most 3650d.'],
    [
      'runbooks:\n  paths: [/runbooks/**]',
      '2:11 `/runbooks/**` in `runbooks.paths` must be a path from the root of the repository, without / or ./ before it, such as runbooks/**.',
    ],
    [
      'runbooks:\n  paths: [runbooks/]',
      '2:11 `runbooks/` in `runbooks.paths` is a folder; name the files in it, such as runbooks/**.',
    ],
    ['reminders:\n  limit: "7"', '2:10 `reminders.limit` must be a whole number from 0 to 50.'],
    ['reminders:\n  limit: 2.5', '2:10 `reminders.limit` must be a whole number from 0 to 50.'],
    ['reminders:\n  limit: .inf', '2:10 `reminders.limit` must be a whole number from 0 to 50.'],
    ['reminders:\n  limit: 51', '2:10 `reminders.limit` must be a whole number from 0 to 50.'],
    [
      'frequency:\n  limit: 99999999999999999999',
      '2:10 `frequency.limit` must be a whole number from 0 to 1000.',
    ],
    ['frequency:\n  window: week', '2:11 `frequency.window` must be one of month, 30d.'],
    [
      'incidents:\n  url: incidents/{incident}',
      '2:8 `incidents.url` must begin with https:// and contain no spaces, quotation marks or angle brackets.',
    ],
    [
      'incidents:\n  url: https://example.com/',
      '2:8 `incidents.url` must have {incident} where the ID goes.',
    ],
    [
      'pipeline:\n  gates:\n    lint:',
      '3:10 `pipeline.gates.lint` must be a mapping, such as { keep: true }.',
    ],
    [
      'pipeline:\n  gates: [lint]',
      '2:10 `pipeline.gates` must be a mapping of gates, such as unit-tests: { keep: true }.',
    ],
    [
      'pipeline:\n  gates:\n    __proto__: { keep: true }',
      '3:5 A gate cannot be named `__proto__`; choose another name.',
    ],
  ])('in %j is told apart and corrected', (file, mistake) => {
    expect(mistakes(file)).toEqual([mistake]);
  });

  it.each([
    ['main branch', 'is not a valid branch name'],
    ['main..old', 'is not a valid branch name'],
    ['-main', 'is not a valid branch name'],
    ['main.lock', 'is not a valid branch name'],
    ['releases/', 'is not a valid branch name'],
    ['"main\\u0007"', 'is not a valid branch name'],
    ['""', 'must not be empty'],
    ['hotfix/main', 'must not be a hotfix branch itself: it begins with `hotfix/`'],
  ])('is found in the target %s', (target, problem) => {
    expect(mistakes(`branches:\n  target: ${target}`)).toEqual([`2:11 \`branches.target\` ${problem}.`]);
  });

  it('is a target below a prefix that the same file chooses', () => {
    expect(mistakes('branches:\n  target: emergency/main\n  prefix: emergency/')).toEqual([
      '2:11 `branches.target` must not be a hotfix branch itself: it begins with `emergency/`.',
    ]);
  });

  it.each([
    ['hotfix', 'must end with a slash, such as hotfix/'],
    ['-hotfix/', 'cannot be the beginning of a branch name'],
    ['hot fix/', 'cannot be the beginning of a branch name'],
    ['hotfix//', 'cannot be the beginning of a branch name'],
    [
      'gh-readonly-queue/main/',
      'is where GitHub keeps the branches of its merge queue; choose another prefix, such as hotfix/',
    ],
  ])('is found in the prefix %s', (prefix, problem) => {
    expect(mistakes(`branches:\n  prefix: ${prefix}`)).toEqual([`2:11 \`branches.prefix\` ${problem}.`]);
  });
});

describe('a duration', () => {
  const form = 'must be a number and s, m, h or d, such as 24h';
  it.each([
    ['soon', form],
    ['24', form],
    ['-1h', form],
    ['1.5h', form],
    ['24 h', form],
    ['24H', form],
    ['1w', form],
    ['1h30m', form],
    ['null', form],
    ['[24h]', form],
    ['0s', 'must be greater than zero'],
    ['91d', 'must be at most 90d'],
    ['9999999d', 'must be at most 90d'],
  ])('cannot be %s as a deadline', (written, problem) => {
    expect(mistakes(`backfill:\n  deadline: ${written}`)).toEqual([`2:13 \`backfill.deadline\` ${problem}.`]);
  });

  it('may be as long as 90 days, and nothing for the time until the backfill opens', () => {
    expect(policy('backfill: { deadline: 90d, open-after: 0s }').backfill).toMatchObject({
      deadline: 7_776_000_000,
      openAfter: 0,
    });
  });
});

describe('quiet hours, weekdays and time zones', () => {
  const hours = 'must be two times of day, such as 20:00-08:00, or null';
  it.each([
    ['nights', hours],
    ['20:00', hours],
    ['24:00-08:00', hours],
    ['20:60-08:00', hours],
    ['[20, 8]', hours],
    ['20:00-20:00', 'would never end; write two different times, such as 20:00-08:00'],
  ])('are no quiet hours: %s', (written, problem) => {
    expect(mistakes(`reminders:\n  quiet-hours: ${written}`)).toEqual([
      `2:16 \`reminders.quiet-hours\` ${problem}.`,
    ]);
  });

  it.each(['mo', 'mon-fry', 'mon,,fri', '[mon, 2]', '""', 'weekdays'])('are no weekdays: %s', (written) => {
    expect(mistakes(`reminders:\n  weekdays: ${written}`)).toEqual([
      '2:13 `reminders.weekdays` must be days, such as mon-fri or mon,wed,fri, or null.',
    ]);
  });

  it.each(['Mars/Olympus', 'CEST', 'UTC+2', '"+02:00"', 'Local', '""', '2'])(
    'are no time zone: %s',
    (written) => {
      const [mistake = '', ...more] = mistakes(`timezone: ${written}`);
      expect(mistake).toMatch(/^1:11 `timezone` .*such as (UTC or )?Europe\/Berlin\.$/);
      expect(more).toEqual([]);
    },
  );

  it.each([
    ['Berlin', 'Europe/Berlin'],
    ['Europe/Berln', 'Europe/Berlin'],
    ['America/New York', 'America/New_York'],
    ['Lord Howe', 'Australia/Lord_Howe'],
  ])('are nearly a time zone: %s', (written, zone) => {
    expect(mistakes(`timezone: ${written}`)).toEqual([
      `1:11 \`timezone\` is not a known time zone; did you mean ${zone}?`,
    ]);
  });
});

describe('the expression for the names of branches', () => {
  const look = 'uses a look-around or a back-reference, which RE2 does not support';
  const not = 'is not a valid regular expression';
  it.each([
    ['^(?<incident>\\d+)-(?<slug>[a-z]+$', `${not}: missing closing )`],
    ['^(?<incident>[\\d+)-(?<slug>x)$', `${not}: invalid character class range: \`)-(\``],
    ['^(?<incident>a{2000})-(?<slug>x)$', `${not}: invalid repeat count: \`{2000}\``],
    ['^(?<incident>a)-(?<incident>b)(?<slug>c)$', `${not}: duplicate capture group name: \`incident\``],
    ['^(?=x)(?<incident>\\d+)-(?<slug>x)$', look],
    ['^(?!x)(?<incident>\\d+)-(?<slug>x)$', look],
    ['^(?<=x)(?<incident>\\d+)-(?<slug>x)$', look],
    ['^(?<!x)(?<incident>\\d+)-(?<slug>x)$', look],
    ['^(?<incident>\\d+)-(?<slug>x)\\1$', look],
    ['^(?<incident>\\d+)-(?<slug>x)\\k<slug>$', look],
    ['^(?P<incident>\\d+)-(?P<slug>x)(?P=slug)$', look],
    ['^(?<incident>\\d+)$', 'must have the named group (?<slug>…)'],
    ['^\\d+-x$', 'must have the named groups (?<incident>…) and (?<slug>…)'],
  ])('cannot be %s', (pattern, problem) => {
    expect(mistakes(`branches:\n  name: '${pattern}'`)).toEqual([`2:9 \`branches.name\` ${problem}.`]);
  });

  it('may name its groups as Python does', () => {
    const name = '(?P<incident>\\d+)-(?P<slug>x)';
    expect(policy(`branches:\n  name: '${name}'`).branches.name).toBe(name);
  });
});

describe('a file that is not YAML', () => {
  it.each([
    [
      'mode: observe: off',
      '1:7 There is more than one colon in this line; put the value in quotation marks.',
    ],
    ['backfill: { draft: true', '1:11 This `{` is not closed.'],
    ['backfill: { draft: true\n\n\n', '1:11 This `{` is not closed.'],
    ['owners: [ada\nmode: off', '1:9 This `[` is not closed.'],
    ["branches:\n  prefix: 'hotfix/\n", '2:11 This quotation mark is not closed on its line.'],
    [
      'branches:\n  prefix: "hotfix/\nmode: off\ntimezone: "UTC"',
      '2:11 This quotation mark is not closed on its line.',
    ],
    [
      'branches:\n  name: "\\d+"',
      '2:10 In double quotation marks a backslash is an escape; use single quotation marks.',
    ],
    [
      'branches:\n  name: [A-Z]+-\\d+',
      '2:14 The value ends before this; put the whole value in quotation marks.',
    ],
    ['owners: [@ada]', '1:10 Remove the @: `ada`.'],
    ['owners:\n- @acme/team\n- bob', '2:3 Remove the @: `acme/team`.'],
    ['owners: [*]', "1:10 Put a value that begins with * in quotation marks: `'*'`."],
    ['timezone: !zone x', "1:11 Put a value that begins with ! in quotation marks: `'!zone'`."],
    [
      'mode: observe\n  draft: true',
      '2:3 Indent this line like the one above it, which already has a value.',
    ],
    [
      'backfill:\n  deadline: 24h\n   draft: true',
      '3:4 Indent this line like the one above it, which already has a value.',
    ],
    [
      'backfill:\n    draft: true\n  clock: push',
      '3:1 Indent this line like the lines that it belongs with.',
    ],
    ['  mode: off\ntimezone: UTC', '2:1 Indent this line like the first one.'],
    ['owners:\n  - ada\n - bob', '3:2 Indent this line like the lines that it belongs with.'],
    ['owners: [\nada,\nbob\n]', '2:1 Indent the lines between the brackets further than their key.'],
    ['owners: - ada', '1:9 A list with dashes begins on a line of its own, below its key.'],
    ['mode\nowners: [ada]', '1:1 A colon and a value are missing here.'],
    ['{mode: off}}', '1:12 There is one `}` too many.'],
    ['issues:\n  labels: [fix #1]', '2:16 YAML reads a comment from # on; put the value in quotation marks.'],
    ['```yaml\nmode: off', '1:1 This line is Markdown; leave such lines out.'],
    [
      '<<<<<<< HEAD\nmode: off',
      '1:1 This line is left over from a merge conflict; keep one side, and remove the markers.',
    ],
    ['mode:observe', '1:5 A space is missing after the colon.'],
    ['backfill:\n  deadline:24h', '2:11 A space is missing after the colon.'],
    ['backfill:\n  deadline:24h\n  draft: true', '2:11 A space is missing after the colon.'],
    [
      'backfill:\n  deadline = 24h',
      '2:11 Write a colon and a space after the key instead of an equals sign.',
    ],
    ['owners:\n  -ada\n', '2:3 A space is missing after the dash.'],
    ['mode:\u00a0observe', '1:6 This character only looks like a space; write a space instead.'],
  ])('is refused where it stops being so, with what to do: %j', (file, mistake) => {
    expect(mistakes(file)).toEqual([mistake]);
  });

  it.each([
    "branches: { name: '^(?<incident>\\d+)-(?<slug>[-*@!%]+)$' } # [*x, @y, a:b",
    "incidents: { url: 'https://example.com/a:b/{incident}' }",
    'backfill: { required-checks: ["- *x", "@y #1", "a = b"] }',
    'owners: &all [ada]\nbackfill: { reviewers: *all }',
  ])('is not what only looks like a slip: %j', (file) => {
    expect(mistakes(file)).toEqual([]);
  });

  it.each([
    ['backfill:\n\tdraft: true', '2:1 This line is indented with a tab; use spaces.'],
    ['backfill:\n  draft: true\n\tclock: push', '3:1 This line is indented with a tab; use spaces.'],
    ['mode: observe\nmode: off', '2:1 This key appears twice; keep one.'],
    ['mode: observe\n"mode": off', '2:1 This key appears twice; keep one.'],
    ['backfill:\n  draft: true\n  draft: true', '3:3 This key appears twice; keep one.'],
    [
      'mode: observe\n---\nmode: off',
      '2:1 The file has several YAML documents; keep one, and remove the "---" between them.',
    ],
    [
      'mode: observe\n---\n',
      '2:1 The file has several YAML documents; keep one, and remove the "---" between them.',
    ],
    [
      'owners: *people',
      "1:9 There is no anchor `&people` above; put text that begins with * in quotation marks: `'*people'`.",
    ],
    [
      'owners: *people\napprovers: &people [ada]',
      "1:9 There is no anchor `&people` above; put text that begins with * in quotation marks: `'*people'`.",
    ],
    [
      '# nothing yet\n%YAML 1.2',
      '2:1 A line that begins with % is a YAML directive, which a policy cannot have; leave it out.',
    ],
  ])('or is not one of its own is refused with what to do: %j', (file, mistake) => {
    expect(mistakes(file)).toEqual([mistake]);
  });

  it('is refused once, and quickly, however deep it nests', () => {
    expect(mistakes('['.repeat(16_000))).toEqual([
      expect.stringMatching(/^1:\d+ This is nested too deeply; a policy has four levels\.$/),
    ]);
  });

  it('is refused with as many mistakes as can be read', () => {
    expect(mistakes(Array.from({ length: 500 }, (_, index) => `k${index}: 1`).join('\n'))).toHaveLength(200);
  });
});

describe('a file that is no mapping of keys', () => {
  it.each(['- mode: observe', 'observe', '42', 'true', '"mode: observe"', '[]'])('is refused: %j', (file) => {
    expect(mistakes(file)).toEqual([
      '1:1 The file must be a mapping of keys to values, such as "mode: observe".',
    ]);
  });

  it.each([
    ['!!set { mode }', '1:9 `mode` must be one of enforce, observe, off.'],
    [
      'backfill: !!set { deadline }',
      '1:19 `backfill.deadline` must be a number and s, m, h or d, such as 24h.',
    ],
    [
      'backfill: !!omap [deadline: 1h]',
      '1:18 `backfill` must be a mapping of keys to values, indented below it.',
    ],
  ])('is not taken for an empty one because it looks like one: %j', (file, mistake) => {
    expect(mistakes(file)).toEqual([mistake]);
  });

  it('may have 16 KiB and no more, counted in bytes', () => {
    const tooLarge = '1:1 The file is larger than 16 KiB; a policy is a few dozen lines.';
    expect(mistakes(`#${'x'.repeat(16_383)}`)).toEqual([]);
    expect(mistakes(`#${'x'.repeat(16_384)}`)).toEqual([tooLarge]);
    expect(mistakes(`#${'é'.repeat(8_192)}`)).toEqual([tooLarge]);
  });

  it('may not multiply itself by aliases', () => {
    const ten = (name: string) => `[${Array.from({ length: 10 }, () => name).join(', ')}]`;
    const bomb = `owners:\n  - &a ${ten('x')}\n  - &b ${ten('*a')}\n  - &c ${ten('*b')}\n  - &d ${ten('*c')}\n`;
    expect(mistakes(bomb)).toEqual([
      '1:1 The aliases in the file expand to too many values; write the values out.',
    ]);
  });
});

describe('the place of a mistake', () => {
  it.each([
    ['after a byte order mark', '\uFEFFmode: fast\ntimezone: Berlin', ['1:7', '2:11']],
    ['after a byte order mark and an empty line', '\uFEFF\nmode: fast', ['2:7']],
    ['with lines that end as on Windows', 'owners: []\r\nbackfill:\r\n  draft: 3\r\n', ['3:10']],
    ['with both', '\uFEFFmode: fast\r\n\r\ntimezone: Berlin\r\n', ['1:7', '3:11']],
    ['of YAML, with lines that end as on Windows', 'mode: off\r\nmode: off\r\n', ['2:1']],
    ['behind characters that take two places', 'owners: ["😀"]\nmode: fast # 😀', ['1:10', '2:7']],
    ['behind an alias', 'owners: &all [ada, 3]\nbackfill:\n  reviewers: *all', ['1:20', '3:14']],
    ['at the end, where the value is missing', 'backfill:\n  deadline:', ['2:12']],
  ])('is right %s', (_, file, places) => {
    expect(mistakes(file).map((mistake) => mistake.split(' ')[0])).toEqual(places);
  });

  it('is right behind a text that goes over several lines without quotation marks', () => {
    const file = 'backfill:\n  draft: false\n  clock push\n  labels: []\n';
    expect(mistakes(file)).toEqual(['3:3 A colon and a value are missing here.']);
  });

  it('comes with the path of the key', () => {
    expect(parsePolicy('backfill:\n  labels: [hotfix, ""]\n  dedline: 1h')).toMatchObject({
      ok: false,
      mistakes: [{ path: 'backfill.labels.1' }, { path: 'backfill.dedline' }],
    });
  });
});

describe('several mistakes', () => {
  it('are reported together, in the order of the file', () => {
    const file = [
      'timezone: Berlin',
      'remindrs: {}',
      'mode: fast',
      'pipeline: { gates: { lint: { kep: true } } }',
      'backfill:',
      '  open_after: 1h',
      '  deadline: soon',
      'branches: { name: "(" }',
    ].join('\n');
    expect(mistakes(file)).toEqual([
      '1:11 `timezone` is not a known time zone; did you mean Europe/Berlin?',
      '2:1 `remindrs` is not a key of the policy; did you mean `reminders`?',
      '3:7 `mode` must be one of enforce, observe, off.',
      '4:30 `kep` is not a key of the policy; did you mean `keep`?',
      '6:3 `open_after` is not a key of the policy; did you mean `open-after`?',
      '7:13 `backfill.deadline` must be a number and s, m, h or d, such as 24h.',
      '8:19 `branches.name` is not a valid regular expression: missing closing ).',
    ]);
  });

  it('of keys that are there twice are reported with the others', () => {
    expect(mistakes('mode: off\nmode: off\nbackfill:\n  draft: true\n  draft: true\nbackfil: 1')).toEqual([
      '2:1 This key appears twice; keep one.',
      '5:3 This key appears twice; keep one.',
      '6:1 `backfil` is not a key of the policy; did you mean `backfill`?',
    ]);
  });
});

describe('a file without mistakes', () => {
  it.each([
    ['empty', ''],
    ['with empty lines alone', '\n \r\n\n'],
    ['with a byte order mark alone', '\uFEFF'],
    ['with comments alone', '# mode: off\n# another\n'],
    ['that says null', 'null'],
    ['that marks the beginning of a document', '---\n'],
    ['that is an empty mapping', '{}'],
    ['whose sections have only comments', 'backfill:\n  # deadline: 1h\nbranches:\npipeline:\n'],
  ])('%s has the defaults', (_, file) => {
    expect(policy(file)).toEqual(defaultPolicy);
  });

  it.each([
    ['mode: "off"', { mode: 'off' }],
    ['mode: off', { mode: 'off' }],
    ['---\nmode: observe\n...\n', { mode: 'observe' }],
    ['\uFEFFmode: observe\r\n', { mode: 'observe' }],
    ['mode:\tobserve', { mode: 'observe' }],
    ['timezone: America/Argentina/Buenos_Aires', { timezone: 'America/Argentina/Buenos_Aires' }],
    ['owners: ["@ada", acme/payments]', { owners: ['ada', 'acme/payments'] }],
    ['branches: { target: null }', { branches: defaultPolicy.branches }],
    ['branches: { target: release/2 }', { branches: { ...defaultPolicy.branches, target: 'release/2' } }],
    [
      'incidents: { url: "https://x.example/{incident}" }',
      { incidents: { url: 'https://x.example/{incident}' } },
    ],
    ['backfill: { deadline: 2d }', { backfill: { ...defaultPolicy.backfill, deadline: 172_800_000 } }],
    ['backfill: { open-after: 90s }', { backfill: { ...defaultPolicy.backfill, openAfter: 90_000 } }],
    ['backfill: { labels: [] }', { backfill: { ...defaultPolicy.backfill, labels: [] } }],
    [
      'backfill: { required-checks: [a*] }',
      { backfill: { ...defaultPolicy.backfill, requiredChecks: ['a*'] } },
    ],
    [
      'backfill: { draft: true, clock: deploy }',
      { backfill: { ...defaultPolicy.backfill, draft: true, clock: 'deploy' } },
    ],
    ['backfill: { reviewers: [bob] }', { backfill: { ...defaultPolicy.backfill, reviewers: ['bob'] } }],
    ['reminders: { limit: 0 }', { reminders: { ...defaultPolicy.reminders, limit: 0 } }],
    ['reminders: { every: 12h }', { reminders: { ...defaultPolicy.reminders, every: 43_200_000 } }],
    [
      'reminders: { quiet-hours: 20:00-08:00 }',
      { reminders: { ...defaultPolicy.reminders, quietHours: { from: 1_200, until: 480 } } },
    ],
    [
      'reminders: { weekdays: mon-fri }',
      { reminders: { ...defaultPolicy.reminders, weekdays: [1, 2, 3, 4, 5] } },
    ],
    ['frequency: { window: 30d }', { frequency: { limit: 2, window: '30d' } }],
    ['frequency: { limit: 0 }', { frequency: { limit: 0, window: 'month' } }],
    ['deploys: { workflows: [] }', { deploys: { ...defaultPolicy.deploys, workflows: [] } }],
    [
      'deploys: { environments: [live-*] }',
      { deploys: { ...defaultPolicy.deploys, environments: ['live-*'] } },
    ],
    ['deploys: { dispatches: [ship] }', { deploys: { ...defaultPolicy.deploys, dispatches: ['ship'] } }],
    ['issues: { assignees: ["@ada"] }', { issues: { labels: ['hotfix-policy'], assignees: ['ada'] } }],
    [
      'owners: &all [ada]\nbackfill: { reviewers: *all }',
      { owners: ['ada'], backfill: { ...defaultPolicy.backfill, reviewers: ['ada'] } },
    ],
  ])('is laid over the defaults key by key: %j', (file, changes) => {
    expect(policy(file)).toEqual({ ...defaultPolicy, ...changes });
  });

  it('is laid over the gates one by one, and over each gate key by key', () => {
    const file =
      'pipeline:\n  gates:\n    lint: { keep: true }\n    high-scan: { match: [trivy] }\n    mine: {}';
    expect(policy(file).pipeline.gates).toEqual({
      ...defaultPolicy.pipeline.gates,
      lint: { keep: true, match: ['*lint*', '*format*'] },
      'high-scan': { keep: false, match: ['trivy'] },
      mine: { keep: false, match: [] },
    });
  });

  it('may name a gate as it likes, also as something that every object has', () => {
    expect(
      policy('pipeline: { gates: { constructor: {}, toString: { keep: true } } }').pipeline.gates,
    ).toEqual({
      ...defaultPolicy.pipeline.gates,
      constructor: { keep: false, match: [] },
      toString: { keep: true, match: [] },
    });
  });

  it('leaves the defaults as they are', () => {
    const before = structuredClone(defaultPolicy);
    policy('backfill: { labels: [a] }\npipeline: { gates: { lint: { keep: true } } }');
    expect(defaultPolicy).toEqual(before);
  });

  it.each(['gate'])('may not rely on a key that does nothing yet: %s', (key) => {
    expect(mistakes(`mode: observe\n${key}: {}`)).toEqual([
      `2:1 \`${key}\` does nothing in this version yet; leave it out.`,
    ]);
  });

  it('may not rely on one of a section either', () => {
    expect(mistakes('pipeline:\n  budget: 5m')).toEqual([
      '2:3 `pipeline.budget` does nothing in this version yet; leave it out.',
    ]);
  });

  it("may not lock anything, unless it is the organisation's", () => {
    expect(mistakes('locked: [mode]')).toEqual([
      "1:1 `locked` belongs in the organisation's file, in its `.github` repository; leave it out here.",
    ]);
    expect(parsePolicy('locked: [mode, backfill]', 'organisation')).toMatchObject({ ok: true });
    expect(parsePolicy('locked: [mod]', 'organisation')).toMatchObject({
      mistakes: [{ line: 1, column: 10, entry: 'mod', problem: { code: 'unknown-lock', nearest: 'mode' } }],
    });
  });
});
