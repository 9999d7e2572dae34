import { defaultPolicy } from '../../src/policy/default-policy.ts';
import { parsePolicy } from '../../src/policy/parse-policy.ts';

/** Each mistake as `line:column message`. */
function mistakes(file: string): string[] {
  const parsed = parsePolicy(file);
  return parsed.ok ? [] : parsed.mistakes.map(({ line, column, message }) => `${line}:${column} ${message}`);
}

function policy(file: string) {
  const parsed = parsePolicy(file);
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.mistakes));
  return parsed.policy;
}

const keysOfTheFile =
  'mode, branches, incidents, owners, approvers, timezone, backfill, reminders, frequency, deploys, gate, ' +
  'pipeline, review, runbooks, issues, notify';
const keysOfBackfill = 'deadline, clock, open-after, draft, labels, reviewers, required-checks';

describe('a key that is not known', () => {
  it.each([
    ['remindrs: {}', '1:1 `remindrs` is no key of a policy; did you mean `reminders`?'],
    ['mode: observe\n\nbackfil: {}', '3:1 `backfil` is no key of a policy; did you mean `backfill`?'],
    ['Mode: observe', '1:1 `Mode` is no key of a policy; did you mean `mode`?'],
    ['backfill:\n  openAfter: 1h', '2:3 `openAfter` is no key of a policy; did you mean `open-after`?'],
    ['backfill:\n  open_after: 1h', '2:3 `open_after` is no key of a policy; did you mean `open-after`?'],
    ['backfill: { dedline: 1h }', '1:13 `dedline` is no key of a policy; did you mean `deadline`?'],
    ['issues:\n  "label": []', '2:3 `label` is no key of a policy; did you mean `labels`?'],
    [
      'pipeline:\n  gates:\n    lint: { kep: true }',
      '3:13 `kep` is no key of a policy; did you mean `keep`?',
    ],
    [
      'pipeline:\n  gates:\n    my own gate:\n      keep: true\n      matches: []',
      '5:7 `matches` is no key of a policy; did you mean `match`?',
    ],
    [
      'backfill:\n  quiet-hours: null',
      `2:3 \`quiet-hours\` is no key of a policy; known here: ${keysOfBackfill}.`,
    ],
    ['something: else', `1:1 \`something\` is no key of a policy; known here: ${keysOfTheFile}.`],
    ['7: 1', `1:1 \`7\` is no key of a policy; known here: ${keysOfTheFile}.`],
    ['? [a, b]\n: 1', `1:1 \`[ a, b ]\` is no key of a policy; known here: ${keysOfTheFile}.`],
  ])('in %j is named with its place and what to write', (file, mistake) => {
    expect(mistakes(file)).toEqual([mistake]);
  });

  it.each([
    ['mode: observe\nbackfill: &b { draft: true }\n<<: *b', '3:1', '<<', keysOfTheFile],
    ['backfill:\n  <<: { draft: true }', '2:3', '<<', keysOfBackfill],
    ['__proto__: { mode: observe }', '1:1', '__proto__', keysOfTheFile],
    ['backfill:\n  __proto__: { draft: true }', '2:3', '__proto__', keysOfBackfill],
    ['constructor: {}', '1:1', 'constructor', keysOfTheFile],
    ['backfill:\n  toString: 1', '2:3', 'toString', keysOfBackfill],
  ])('is refused as any other when it means something to a parser: %j', (file, place, key, known) => {
    expect(mistakes(file)).toEqual([`${place} \`${key}\` is no key of a policy; known here: ${known}.`]);
  });

  it('is shown back short and on one line, without what could reshape the text around it', () => {
    const [long = ''] = mistakes(`${'k'.repeat(300)}: 1`);
    expect(long).toContain(`\`${'k'.repeat(80)}…\` is no key`);
    const [broken = ''] = mistakes('"mo`de\\n\\u001b[31m": 1');
    expect(broken).toMatch(/^1:1 `[^`\p{Cc}]*` is no key of a policy; /u);
  });
});
