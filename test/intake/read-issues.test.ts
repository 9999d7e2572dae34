import { readDelivery } from '../../src/intake/read/read-delivery.ts';
import { context } from './reading-context.ts';

const bot = { login: 'hotfix-policy[bot]', type: 'Bot' };
const bob = { login: 'bob', type: 'User' };
const form =
  '### Incident ID\r\n\r\nINCIDENT-123\r\n\r\n### Deployment Timeline\r\n\r\n- Deploy started:\r\n';

function read(
  action: string,
  given: { body?: string | null; user?: object; sender?: object; changes?: object },
) {
  const { body = 'theirs', user = bob, sender = bob, changes } = given;
  const issue = {
    number: 12,
    user,
    body,
    html_url: 'https://github.com/acme/checkout-service/issues/12',
    updated_at: '2026-11-23T15:00:00Z',
  };
  const payload = { action, issue, changes, repository: { id: 100 }, sender };
  const delivery = { id: 'x', event: 'issues', payload, receivedAt: new Date('2026-11-23T15:00:05Z') };
  return readDelivery(delivery, context);
}

test('an issue opened with the form names its incident', () => {
  expect(read('opened', { body: form }).issue).toEqual({
    number: 12,
    change: 'text',
    body: form,
    at: '2026-11-23T15:00:00.000Z',
    url: 'https://github.com/acme/checkout-service/issues/12',
    by: { login: 'bob', bot: false },
    author: { login: 'bob', bot: false },
    names: 'INCIDENT-123',
  });
  expect(read('opened', { body: null }).issue).toMatchObject({ body: '', names: null });
});

test('a person’s change of the App’s text is a fact with the text; the App’s own is none', () => {
  const changes = { body: { from: 'before' } };
  const reading = read('edited', { user: bot, changes });
  expect(reading.issue).toMatchObject({ change: 'text', body: 'theirs', names: null });
  expect(reading.facts).toMatchObject([{ kind: 'disturbed', change: 'edited' }]);
  expect(read('edited', { user: bot, sender: bot, changes })).toMatchObject({ issue: null, facts: [] });
  // The App's own change is no tampering.
  expect(read('edited', { changes })).toMatchObject({ issue: { change: 'text' }, facts: [] });
  expect(read('edited', { changes: { title: { from: 'x' } } }).issue).toBeNull();
});

test.each(['closed', 'reopened'])('a review that was %s is reported', (action) => {
  expect(read(action, { user: bot }).issue).toMatchObject({ change: action });
});

test.each(['labeled', 'assigned', 'deleted', 'pinned'])('%s says nothing of its text', (action) => {
  expect(read(action, { user: bot }).issue).toBeNull();
});

test('characters that the store cannot keep are taken out', () => {
  expect(read('opened', { body: `a\0${'\uD800'}` }).issue?.body).not.toMatch(/\0|\uD800/);
});
