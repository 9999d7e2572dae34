/** Turns of phrase that have a plainer form, wherever somebody reads them: texts, logs, help, comments and pages. */
import { globSync, readFileSync } from 'node:fs';

/** Each with the form to write instead. */
const banned: [pattern: RegExp, instead: string][] = [
  [/\bany ?more\b/, 'no longer'],
  [/\b(?:is|are) there no more\b/, 'no longer'],
  [/(?<!const )\btold of\b/, 'reported'],
  [/, and not (?=\w)/, 'not, rather than, never'],
  [/\bso long as\b/, 'as long as'],
  [/\bputs? right\b/, 'restored, mended'],
  [/\bpaid back\b/, 'merged, done'],
  [/\bcomes? to rest\b/, 'converges, ends'],
  [/\b(?:was|were|did) not (?:\w+ ){1,3}since\b/, 'has not … since'],
];

function findings(text: string): string[] {
  return banned.flatMap(([pattern, instead]) => {
    const match = pattern.exec(text.toLowerCase());
    return match ? [`“${match[0].trim()}”; write: ${instead}`] : [];
  });
}

test.each([
  'The policy file has no mistakes any more.',
  'It was there and is there no more.',
  'Movements that nothing told of.',
  'is a permission, and not a person',
  'So long as it is open',
  'People have to put right what is wrong.',
  'What need not be paid back can be waived.',
  'the subject does not come to rest',
  'It was not reverted since.',
])('this is found: %s', (text) => {
  expect(findings(text)).toHaveLength(1);
});

test('what people read is in plain English', () => {
  const files = globSync([
    '{src,demo,bench}/**/*.ts',
    '{docs,bench}/*.md',
    '*.md',
    'app.yml',
    '.env.example',
    'docs/*.yml',
    'test/wording/golden/*',
    'test/{cli,store,queue,slack,logging,settings,set-up,web,queries,waiting,demo,wording,golden}/*.ts',
    'test/{artefact,e2e,facts,github,hotfix,incident,intake,notify,policy,proof,reconcile,resync,runbook,upgrade}/**/*.ts',
  ]);
  const found = files.flatMap((file) =>
    paragraphs(readFileSync(file, 'utf8')).flatMap((text) => findings(text).map((one) => `${file}: ${one}`)),
  );
  expect(files.length).toBeGreaterThan(600);
  expect(found).toEqual([]);
});

/** Lines that belong together, without the marks of comments: a phrase may run over the end of a line. */
function paragraphs(source: string): string[] {
  return source
    .replace(/\n\s*(?:\*\/?|\/\/)(?!\*) ?(?=\S)/g, ' ')
    .split(/\n\s*\n|(?<=[;{}])\n/)
    .map((text) => text.replace(/\s+/g, ' '));
}
