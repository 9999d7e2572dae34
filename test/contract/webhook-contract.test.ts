import { webhookExample } from './examples.ts';
import { createWebhookContract } from './webhook-contract.ts';

const contract = createWebhookContract();
const edited = webhookExample('label', 'edited');
const deleted = webhookExample('delete', null);

test.each([
  ['label', edited],
  ['delete', deleted],
  [
    'deployment_protection_rule',
    { action: 'requested', repository: edited.repository, sender: edited.sender },
  ],
])('a sound delivery of %s passes', (event, payload) => {
  expect(contract.check(event, payload)).toEqual([]);
});

test.each<[string, string, unknown, string]>([
  ['an unknown event', 'hotfix', { action: 'opened' }, 'webhook hotfix.opened: GitHub sends no such event'],
  [
    'an unknown action',
    'label',
    { ...edited, action: 'painted' },
    'webhook label.painted: GitHub sends no such event',
  ],
  ['no action where there must be one', 'label', { label: {} }, 'webhook label: GitHub sends no such event'],
  ['a payload that is no object', 'delete', 'gone', 'webhook delete: payload must be object'],
  [
    'a field of a wrong type',
    'delete',
    { ...deleted, ref: 7 },
    'webhook delete: payload /ref must be string',
  ],
  [
    'a missing field',
    'delete',
    { ...deleted, ref: undefined },
    "webhook delete: payload must have required property 'ref'",
  ],
  [
    'an undeclared field',
    'delete',
    { ...deleted, commit: 'x' },
    'webhook delete: payload /commit GitHub declares no such property',
  ],
  [
    'an action of an event that has none',
    'delete',
    { ...deleted, action: 'x' },
    'webhook delete.x: payload /action GitHub declares no such property',
  ],
])('%s is a violation', (_, event, payload, violation) => {
  // As over the wire: a field that is undefined is not there.
  expect(contract.check(event, JSON.parse(JSON.stringify(payload)))).toEqual([violation]);
});
