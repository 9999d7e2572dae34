/** The issue form that teams copy: GitHub accepts it, and its result is understood. */
import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { readForm } from '../../src/facts/incident-form.ts';
import { readPeopleParts } from '../../src/incident/people-parts.ts';
import { gapQuestions, improvementPrompts } from '../../src/incident/prompts.ts';
import { type IssueForm, issueForm, rendered } from './issue-form-rules.ts';

const file: unknown = parse(readFileSync('docs/post-incident-pipeline.yml', 'utf8'));
const form = issueForm.parse(file);
const own = { owner: 'acme', name: 'checkout-service', number: 12 };

test('it is valid by the rules of GitHub', () => {
  expect(issueForm.safeParse(file).error?.issues ?? []).toEqual([]);
});

const changed = (change: (form: IssueForm) => unknown): unknown => {
  const copy = structuredClone(form);
  change(copy);
  return copy;
};
const first = (copy: IssueForm) => copy.body[0] as unknown as { id: string; attributes: { label: string } };

test.each<[string, (copy: IssueForm) => unknown]>([
  ['no name', (copy) => Reflect.deleteProperty(copy, 'name')],
  ['an empty description', (copy) => Object.assign(copy, { description: ' ' })],
  ['a key that is not known', (copy) => Object.assign(copy, { about: 'x' })],
  ['no body', (copy) => Object.assign(copy, { body: [] })],
  [
    'words alone',
    (copy) => Object.assign(copy, { body: [{ type: 'markdown', attributes: { value: 'x' } }] }),
  ],
  ['a type that is not known', (copy) => Object.assign(copy.body[0] ?? {}, { type: 'hidden' })],
  ['no label', (copy) => Reflect.deleteProperty(first(copy).attributes, 'label')],
  ['an id with a space', (copy) => Object.assign(first(copy), { id: 'incident id' })],
  ['an id twice', (copy) => Object.assign(first(copy), { id: 'timeline' })],
  ['a label twice', (copy) => Object.assign(first(copy).attributes, { label: 'deployment timeline ' })],
  ['a label that YAML takes for a yes', (copy) => Object.assign(first(copy).attributes, { label: 'yes' })],
  ['a value that is no text', (copy) => Object.assign(first(copy).attributes, { value: 1 })],
  ['boxes without options', (copy) => Object.assign(copy.body[2]?.attributes ?? {}, { options: [] })],
  [
    'a box twice',
    (copy) => Object.assign(copy.body[2]?.attributes ?? {}, { options: [{ label: 'a' }, { label: 'a' }] }),
  ],
])('the rules refuse %s', (_, change) => {
  expect(issueForm.safeParse(changed(change)).success).toBe(false);
});

test('a nearly empty form names its incident, and has everything to do', () => {
  const body = rendered(form, { incident: 'INCIDENT-123' });
  expect(readForm(body)).toEqual({ incident: 'INCIDENT-123' });
  expect(readPeopleParts(body, own)).toEqual({
    gaps: gapQuestions.map((question) => ({ question, answered: false })),
    improvements: improvementPrompts.map((text) => ({ text, settled: false })),
    noImprovements: false,
    runbooks: [],
  });
});

test('a complete form is understood', () => {
  const body = rendered(form, {
    incident: 'INCIDENT-123',
    timeline: '- Deploy started: 14:02\n- Could a test have caught this? Not here.',
    'pipeline-gaps': [...gapQuestions],
    improvements:
      '1. Add test: #14\n2. Tighten canary threshold: declined: no traffic\n3. Add monitoring: later',
    runbooks: '- [x] `runbooks/a.sh`\n- [ ] `runbooks/b.sh` #15\n- [ ] `runbooks/c.sh`',
  });
  expect(readForm(body)).toEqual({ incident: 'INCIDENT-123' });
  expect(readPeopleParts(body, own)).toMatchObject({
    gaps: gapQuestions.map(() => ({ answered: true })),
    improvements: [{ settled: true }, { settled: true }, { settled: false }],
    runbooks: [{ settled: true }, { settled: true }, { path: 'runbooks/c.sh', settled: false }],
  });
});

test('a form without an incident, as private repositories allow it, is nobody’s review', () => {
  expect(readForm(rendered(form, {}))).toBeNull();
});
