import { readForm } from '../../src/facts/incident-form.ts';

test.each([
  [
    'as GitHub renders a form',
    '### Incident ID\n\nINCIDENT-123\n\n### Deployment Timeline\n\n- x',
    'INCIDENT-123',
  ],
  ['with Windows line ends', '### Incident ID\r\n\r\nINCIDENT-123\r\n', 'INCIDENT-123'],
  ['of another level, in other letters', '# incident id\nops/2026.11', 'ops/2026.11'],
])('the incident of an issue: %s', (_, body, incident) => {
  expect(readForm(body)).toEqual({ incident });
});

test.each([
  ['nothing', ''],
  ['another issue', 'INCIDENT-123 is over.'],
  ['nothing filled in', '### Incident ID\n\n_No response_\n\n### Deployment Timeline\n\nINCIDENT-123'],
  ['the next heading', '### Incident ID\n\n### INCIDENT-123'],
  ['a sentence', '### Incident ID\n\nIt was INCIDENT-123'],
  ['code', '```\n### Incident ID\n\nINCIDENT-123\n```'],
  ['something hidden', '<!--\n### Incident ID\n\nINCIDENT-123\n-->'],
  ['something far too long', `### Incident ID\n\n${'A'.repeat(101)}`],
])('an issue names none: %s', (_, body) => {
  expect(readForm(body)).toBeNull();
});
