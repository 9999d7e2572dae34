/** What counts, in a review, as answered, linked, declined and signed. */
import { readPeopleParts, untouchedParts } from '../../src/incident/people-parts.ts';
import { gapQuestions, improvementPrompts } from '../../src/incident/prompts.ts';
import { reviewWords } from '../../src/wording/rules/review.ts';
import { incidentWith } from '../support/incidents.ts';
import { repository } from '../support/repository.ts';

/** People's part of a new review, for these runbooks. */
function peopleParts(paths: string[]): string {
  const known = { changedAt: null, by: null, url: '', stale: false, touched: false };
  const states = paths.map((path) => ({ ...known, path }));
  const incident = incidentWith({ runbooks: [{ repository, states, complete: true }] });
  return reviewWords.review.people(incident).join('\n\n');
}

const own = { owner: 'acme', name: 'checkout-service', number: 12 };
const read = (body: string) => readPeopleParts(body, own);

const [first, second, , , last] = gapQuestions;
const answers = (body: string) => read(body).gaps.map(({ answered }) => answered);
const improvements = (items: string) => read(`## Improvements\n\n${items}`).improvements;
const settled = (item: string) => improvements(`- ${item}`).map((one) => one.settled);

const nothing = [false, false, false, false, false];

test('in a new review every part is open', () => {
  const body = peopleParts(['runbooks/payments-outage.sh', 'runbooks/a `b`.md']);
  expect(read(body)).toEqual({
    gaps: gapQuestions.map((question) => ({ question, answered: false })),
    improvements: improvementPrompts.map((text) => ({ text, settled: false })),
    noImprovements: false,
    runbooks: [
      { path: 'runbooks/payments-outage.sh', settled: false },
      { path: 'runbooks/a `b`.md', settled: false },
    ],
  });
});

test('a review without runbooks has no section for them', () => {
  expect(peopleParts([])).not.toContain('## Runbooks');
  expect(read(peopleParts([]))).toEqual(untouchedParts);
});

test('a review that is filled in is read correctly', () => {
  const body = peopleParts(['runbooks/a.sh', 'runbooks/b.sh', 'runbooks/c.sh'])
    .replace(`- [ ] ${first}`, `- [x] ${first}`)
    .replace(`${second}`, `${second} No: the canary gets no payments.`)
    .replace(`- [ ] ${last}`, `- [ ] ${last}\n  Yes, after eleven minutes.`)
    .replace('Add test:', 'Add test: a slow bank, acme/checkout-service#14')
    .replace('Tighten canary threshold:', 'Tighten canary threshold: declined: it had no part in this')
    .replace('2. ', '1. ')
    .replace('- [ ] `runbooks/a.sh`', '- [X] `runbooks/a.sh`')
    .replace('- [ ] `runbooks/b.sh`', '- [ ] `runbooks/b.sh` #15');
  expect(read(body)).toMatchObject({
    gaps: [true, true, false, false, true].map((answered) => ({ answered })),
    improvements: [{ settled: true }, { settled: true }, { settled: false }, { settled: false }],
    runbooks: [
      { path: 'runbooks/a.sh', settled: true },
      { path: 'runbooks/b.sh', settled: true },
      { path: 'runbooks/c.sh', settled: false },
    ],
  });
});

describe('a question', () => {
  test.each([
    ['ticked', `- [x] ${first}`],
    ['answered after it', `- [ ] ${first} Yes`],
    ['answered in bold', `- **${first}** _Yes_`],
    ['answered below it', `- [ ] ${first}\n\n  Yes, one with two currencies.`],
    ['answered in a list below it', `- [ ] ${first}\n  - yes`],
    ['a heading of its own', `### ${first}\n\nYes.`],
    ['a paragraph of its own', `${first}\nYes.`],
    ['written a little otherwise', `1. could a  test have caught this - yes`],
    ['answered with code', `- [ ] ${first} \`TestTimeout\``],
  ])('is answered: %s', (_, body) => {
    expect(answers(body)).toEqual([true, false, false, false, false]);
  });

  test.each([
    ['left as it is', `- [ ] ${first}\n- [ ] ${second}`],
    ['with a placeholder', `- [ ] ${first} TODO\n- [ ] ${second} …\n- [ ] ${last} ???`],
    ['as a form renders a field that was left empty', `### ${first}\n\n_No response_`],
    ['with something hidden', `- [ ] ${first} <!-- yes -->\n\n  <!-- it\n\n  could -->`],
    ['with a quotation', `- [ ] ${first}\n\n  > yes`],
    ['with a block of code', `- [ ] ${first}\n\n  \`\`\`\n  yes\n  \`\`\``],
    ['with the words under the next heading', `- [ ] ${first}\n\n## Improvements\n\nWe shall see.`],
    ['quoted with its tick', `> - [x] ${first}`],
    ['ticked in code', `\`\`\`\n- [x] ${first}\n\`\`\``],
    ['ticked in what is hidden', `<!--\n- [x] ${first}\n-->`],
    ['with a box without words', `- [x]\n- [ ] ${first}`],
  ])('is not answered: %s', (_, body) => {
    expect(answers(body)).toEqual(nothing);
  });
});

describe('an improvement', () => {
  test.each([
    '#14',
    'Add test: see #14.',
    '(#14)',
    'GH-14',
    'acme/other#12',
    'Acme/Checkout-Service#13',
    'https://github.com/acme/checkout-service/issues/14',
    'https://github.com/acme/other/pull/12/files',
    'https://github.acme.example/acme/other/pull/3#discussion_r1',
    '[a slow bank](https://github.com/acme/checkout-service/pull/14)',
    'Add test: a slow bank\n  - #14',
    'Add test: declined: the canary covers it',
    'not doing: too dear',
    'Declined — it had no part in this',
  ])('is settled: %j', (item) => {
    expect(settled(item)).toEqual([true]);
  });

  test.each([
    'Add test:',
    'Add test: a slow bank',
    '#12',
    'acme/checkout-service#12',
    'ACME/Checkout-Service#12',
    'https://github.com/acme/checkout-service/issues/12',
    'https://github.com/acme/checkout-service/pull/12#issuecomment-3',
    'https://github.com/acme/checkout-service/commit/1234567',
    '`#14`',
    'a <!-- #14 -->',
    'C#14',
    '#0',
    'declined',
    'declined:',
    'declined: <reason>',
    'declined: …',
    'not doing: TBD',
  ])('is not settled: %j', (item) => {
    expect(settled(item)).toEqual([false]);
  });

  test('is any item of the list under its heading, whatever its level', () => {
    const body = '- #1\n\n#### Pipeline Improvements\n\n1. a\n2. #14\n\n> - b\n\n#### Other\n\n- c';
    expect(read(body).improvements).toEqual([
      { text: 'a', settled: false },
      { text: '#14', settled: true },
    ]);
  });

  test.each(['None: the pipeline did what it should', '- none: the pipeline did what it should'])(
    'is not wanted: %j',
    (line) => {
      const body = `## Improvements\n\n1. Add test:\n2. Add monitoring: #14\n\n${line}`;
      expect(read(body)).toMatchObject({
        noImprovements: true,
        improvements: [{ text: 'Add monitoring: #14', settled: true }],
      });
    },
  );

  test.each(['None', 'None:', 'None: <reason>', 'Nonetheless: all fine', '> None: all fine'])(
    'is wanted still: %j',
    (line) => {
      expect(read(`## Improvements\n\n${line}`).noImprovements).toBe(false);
    },
  );
});

describe('a runbook', () => {
  const runbooks = (items: string) => read(`## Runbooks\n\n${items}`).runbooks;

  test.each([
    ['- [x] `runbooks/a b.sh`', { path: 'runbooks/a b.sh', settled: true }],
    ['- [x] runbooks/a.sh is fine', { path: 'runbooks/a.sh', settled: true }],
    ['- [ ] `runbooks/a.sh` #14', { path: 'runbooks/a.sh', settled: true }],
    ['- [ ] `runbooks/a.sh` #12', { path: 'runbooks/a.sh', settled: false }],
    ['- `runbooks/a.sh` is fine', { path: 'runbooks/a.sh', settled: false }],
    ['- [ ] `runbooks/a.sh`\n- [x] `runbooks/a.sh`', { path: 'runbooks/a.sh', settled: true }],
  ])('%j', (item, runbook) => {
    expect(runbooks(item)).toEqual([runbook]);
  });

  test('is not a line of plain words', () => {
    expect(runbooks('Tick each that is fine.')).toEqual([]);
  });
});

test.each([
  ['nothing', ''],
  ['lists in lists', '- '.repeat(30_000)],
  ['quotations in quotations', '>'.repeat(65_000)],
  ['emphasis', '_a_'.repeat(21_000)],
  ['emphasis in many lines', `${'_a_'.repeat(600)}\n`.repeat(36)],
  ['brackets', '[a]('.repeat(16_000)],
  ['items', '- a\n'.repeat(16_000)],
  ['slashes', `## Improvements\n- ${'a/'.repeat(32_000)}`],
  ['characters that are none', '\0\ud800\u202e'.repeat(10_000)],
])('a text that is made to be slow is read in a moment: %s', (_, body) => {
  const before = performance.now();
  expect(answers(body)).toEqual(nothing);
  expect(performance.now() - before).toBeLessThan(3_000);
});
