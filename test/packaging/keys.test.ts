/** Keys are built and parsed in one place each: code elsewhere that takes one apart depends on its spelling. */
import { globSync, readFileSync } from 'node:fs';

const homes = [
  'src/artefact/keys.ts',
  'src/artefact/marker.ts',
  'src/facts/keys.ts',
  'src/notify/keys.ts',
  'src/store/subject-key.ts',
];

/** The prefixes of the keys of artefacts, facts, subjects and news. */
const prefixes =
  '(?:(?:policy-|runbook-)?check|backfill|overdue-label|labels?|reviewers|status|reminder|command|reaction|breach|setup|review(?:-block|-elsewhere)?|hotfix|incident|sweep|installation|repository|organisation|overdue|deployed|cured|refused|entitlement-read|review-claimed):';

/** Ways to take a key apart, in source code. */
const ways = [
  // `key.split(':')`, `subject.key.slice(3)`, `story.startsWith(prefix)`
  String.raw`\b(?:\w*[kK]ey|story|subject|artefact)\b\??\.(?:split|slice|substring|startsWith|endsWith|match|indexOf|lastIndexOf|replace)\(`,
  // `.split(':')` on anything
  String.raw`\.split\(\s*['"\x60]:['"\x60]`,
  // `text.startsWith('breach:')`, `text.slice('review:'.length)`
  String.raw`['"\x60]${prefixes}[^'"\x60\n]*['"\x60](?:\)|\.length)`,
  // `/^breach:(.+)$/`
  String.raw`/\^?(?:\(\?:)?${prefixes}[^\n]*/[a-z]*\.(?:exec|test)\(`,
  // SQL
  String.raw`split_part\(|\blike\b['"\x60, ]+${prefixes}`,
].map((way) => new RegExp(way));

function takesKeysApart(line: string): boolean {
  return !/^\s*(?:\*|\/\/|\/\*)/.test(line) && ways.some((way) => way.test(line));
}

test.each([
  "const [, owner] = subject.key.split(':');",
  "if (key.startsWith('status:')) return;",
  "const id = Number(subject.key.slice('installation:'.length));",
  'const comment = /^command:(\\d+):/.exec(found)?.[1];',
  'const isTheirs = /^(?:breach:frequency:|setup:old-branches$)/.test(text);',
  "some.where('artefacts.key', 'like', 'breach:%')",
  "sql<string>`split_part(subjects.key, ':', 2)`",
])('this takes a key apart: %s', (line) => {
  expect(takesKeysApart(line)).toBe(true);
});

test('no key is taken apart outside the files that build it', () => {
  // The keys of the policy file are not such keys.
  const others = /^src\/(?:policy|store\/migrations)\//;
  const files = globSync('src/**/*.ts').filter((file) => !homes.includes(file) && !others.test(file));
  const found = files.flatMap((file) =>
    readFileSync(file, 'utf8')
      .split('\n')
      .flatMap((line, index) => (takesKeysApart(line) ? [`${file}:${index + 1} ${line.trim()}`] : [])),
  );
  expect(files.length).toBeGreaterThan(300);
  expect(found).toEqual([]);
});
