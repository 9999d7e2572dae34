/** Keys are built and parsed in one place each: code elsewhere that takes one apart depends on its spelling. */
import { globSync, readFileSync } from 'node:fs';
import ts from 'typescript';

const homes = [
  'src/artefact/keys.ts',
  'src/artefact/marker.ts',
  'src/facts/keys.ts',
  'src/hotfix/fold/deploy-id.ts',
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

/** What the keys of facts begin with. */
const factKinds = [...readFileSync('src/facts/keys.ts', 'utf8').matchAll(/`([a-z-]+):/g)].map(
  ([, kind]) => kind ?? '',
);
const beginsAsFact = new RegExp(`^(?:${factKinds.join('|')})(?::|$)`);

/** Source texts of the expressions that put together the key of a fact; a type of such keys is none. */
function factKeysBuilt(text: string): string[] {
  const source = ts.createSourceFile('a.ts', text, ts.ScriptTarget.Latest, true);
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    if (builds(node)) found.push(node.getText());
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

function builds(node: ts.Node): boolean {
  // `push:${branch}`
  if (ts.isTemplateExpression(node)) return beginsAsFact.test(node.head.text) && node.head.text.includes(':');
  // 'push:' + branch
  if (ts.isBinaryExpression(node))
    return node.operatorToken.kind === ts.SyntaxKind.PlusToken && begins(node.left, ':');
  // ['push', branch].join(':'), 'push:'.concat(branch)
  if (!ts.isCallExpression(node) || !ts.isPropertyAccessExpression(node.expression)) return false;
  const { expression: of, name } = node.expression;
  if (name.text === 'concat') return begins(of, ':');
  const [by] = node.arguments;
  const first = ts.isArrayLiteralExpression(of) ? of.elements[0] : undefined;
  return name.text === 'join' && !!by && ts.isStringLiteral(by) && by.text === ':' && begins(first, '');
}

function begins(node: ts.Node | undefined, end: ':' | ''): boolean {
  return !!node && ts.isStringLiteral(node) && node.text.endsWith(end) && beginsAsFact.test(node.text);
}

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

test.each([
  `const key = \`push:\${branch}:\${sha}\`;`,
  "const key = 'commit-placed:' + sha;",
  "const key = 'refused:'.concat(artefact);",
  "const key = ['refused', ...where, artefact].join(':');",
])('this builds the key of a fact: %s', (line) => {
  expect(factKeysBuilt(line)).toHaveLength(1);
});

test.each([
  `type Key = \`command:\${string}\`;`,
  `const label = \`pushed: \${branch}\`;`,
  "const kind = ['push', 'dispatch'].join(', ');",
  `// \`push:\${branch}\``,
])('this does not: %s', (line) => {
  expect(factKeysBuilt(line)).toEqual([]);
});

test('no key of a fact is built outside the file of their keys', () => {
  expect(factKinds.length).toBeGreaterThan(20);
  expect(factKeysBuilt(readFileSync('src/facts/keys.ts', 'utf8')).length).toBeGreaterThan(20);
  // Deploys have IDs of their own.
  const others = ['src/facts/keys.ts', 'src/hotfix/fold/deploy-id.ts'];
  const found = globSync('src/**/*.ts')
    .filter((file) => !others.includes(file))
    .flatMap((file) => factKeysBuilt(readFileSync(file, 'utf8')).map((built) => `${file} ${built}`));
  expect(found).toEqual([]);
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
