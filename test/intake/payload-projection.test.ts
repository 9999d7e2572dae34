import { z } from 'zod';
import { handledEvents, isHandledEvent } from '../../src/intake/read/handled-events.ts';
import { repositoryInNotice } from '../../src/intake/read/notice.ts';
import { readDelivery } from '../../src/intake/read/read-delivery.ts';
import { UnreadableDelivery } from '../../src/intake/read/unreadable-delivery.ts';
import { partToKeep } from '../../src/intake/receive/payload-projection.ts';
import { neededBy, onlyNeeded } from '../../src/intake/receive/projection.ts';
import { examples, pathsOf, wide, withValue } from './examples.ts';
import { branch, context, deliveryId, receivedAt, shaA } from './reading-context.ts';

/** All that is known of a payload in the end. */
function said(event: string, payload: unknown): unknown {
  const noticed = repositoryInNotice(payload);
  try {
    const delivery = { id: deliveryId, event, payload, receivedAt };
    return [noticed, readDelivery(delivery, context), readDelivery(delivery, wide)];
  } catch (error) {
    if (error instanceof UnreadableDelivery) return [noticed, error.message];
    throw error;
  }
}

/** As the database gives it back. */
function kept(event: string, payload: unknown): unknown {
  if (!isHandledEvent(event)) throw new Error(`${event} is not kept at all`);
  const text: string | undefined = JSON.stringify(partToKeep(event, payload));
  return text === undefined ? undefined : JSON.parse(text);
}

const handled = examples.filter(({ event }) => isHandledEvent(event));

describe('the kept part of a payload', () => {
  it.each(handled)('reads the same: $title', ({ event, payload }) => {
    expect(said(event, kept(event, payload))).toEqual(said(event, payload));
  });

  /** Every field of every example, one after another, as something of another type. */
  it('reads the same where GitHub would never send it', () => {
    const values: unknown[] = [null, -1, 1e308, true, 'text', [], [null], {}, { login: 1 }, { body: {} }];
    let tried = 0;
    for (const { event, payload } of handled) {
      for (const path of pathsOf(payload, 3)) {
        const changed = withValue(payload, path, values[tried++ % values.length]);
        expect(said(event, kept(event, changed))).toEqual(said(event, changed));
      }
    }
    expect(tried).toBeGreaterThan(5000);
  });

  it.each([
    ['nothing', null],
    ['a text', 'push'],
    ['a list', [{ ref: 1 }]],
    ['a list where there should be an object', { repository: [1], commits: {} }],
  ])('says the same of %s', (_, payload) => {
    expect(said('push', kept('push', payload))).toEqual(said('push', payload));
  });

  it('is a small part of it', () => {
    const length = (of: unknown): number => JSON.stringify(of).length;
    const all = handled.reduce((sum, { payload }) => sum + length(payload), 0);
    const part = handled.reduce((sum, { event, payload }) => sum + length(kept(event, payload)), 0);
    expect(part / all).toBeLessThan(0.2);
  });

  it('leaves out addresses, messages, and e-mail addresses that nobody looks at', () => {
    const ada = { name: 'Ada Lovelace', email: 'ada@example.com', username: 'ada' };
    const commit = { id: shaA, message: 'a secret', author: ada, committer: ada, added: ['a'], url: 'x' };
    const push = {
      ref: `refs/heads/${branch}`,
      before: shaA,
      after: shaA,
      commits: [commit],
      head_commit: commit,
      pusher: { name: 'ada', email: 'ada@example.com' },
      sender: { login: 'ada', type: 'User', avatar_url: 'x' },
      repository: { id: 1, name: 'a', owner: { login: 'o', url: 'x' }, keys_url: 'x', pushed_at: 5 },
      installation: { id: 7, node_id: 'x' },
    };
    expect(kept('push', push)).toEqual({
      ref: `refs/heads/${branch}`,
      before: shaA,
      after: shaA,
      commits: [{ id: shaA, added: ['a'], committer: { email: 'ada@example.com', username: 'ada' } }],
      head_commit: { message: 'a secret' },
      pusher: { name: 'ada' },
      sender: { login: 'ada', type: 'User' },
      repository: { id: 1, name: 'a', owner: { login: 'o' }, pushed_at: 5 },
      installation: { id: 7 },
    });
  });

  it('keeps of a dispatch only the fields that name a deploy', () => {
    const client_payload = { tag: `hotfix-${shaA}`, token: 'a password', nested: { password: 'another' } };
    expect(kept('repository_dispatch', { action: 'deploy-service', client_payload })).toEqual({
      action: 'deploy-service',
      client_payload: { tag: `hotfix-${shaA}` },
    });
    const odd = { service: { token: 'a password' }, environment: ['a password'], sha: 7 };
    expect(kept('repository_dispatch', { client_payload: odd })).toEqual({
      client_payload: { service: {}, environment: [], sha: 7 },
    });
    expect(kept('repository_dispatch', { client_payload: [odd] })).toEqual({ client_payload: [] });
    const inherited: unknown = Object.create({ tag: `hotfix-${shaA}` });
    expect(kept('repository_dispatch', { client_payload: inherited })).toEqual({ client_payload: {} });
  });

  it('is no deeper than the fields that are read', () => {
    const deep: unknown = JSON.parse(`${'[{"a":'.repeat(20_000)}1${'}]'.repeat(20_000)}`);
    for (const event of handledEvents) {
      const payload = {
        action: deep,
        sender: deep,
        repository: { id: deep, owner: deep },
        client_payload: deep,
      };
      expect(JSON.stringify(kept(event, payload)).length).toBeLessThan(200);
    }
    expect(kept('push', { commits: { a: deep }, ref: deep })).toEqual({ commits: {}, ref: [] });
  });

  it('says that something changed, without the old value', () => {
    const changes = { body: { from: 'as it was' }, title: { from: 'as it was' } };
    expect(kept('issues', { action: 'edited', changes })).toEqual({
      action: 'edited',
      changes: { body: {} },
    });
  });
});

describe('the fields that a shape reads', () => {
  const value = { a: 'x', b: [{ c: 1, d: 2 }, null], e: { f: true }, g: 'unknown' };

  it.each([
    ['a field', z.object({ a: z.string().nullish() }), { a: 'x' }],
    ['what may be of two kinds', z.object({ a: z.union([z.string(), z.number()]) }), { a: 'x' }],
    ['each of a list', z.object({ b: z.array(z.object({ c: z.int() })) }), { b: [{ c: 1 }, null] }],
    ['what is changed afterwards', z.object({ e: z.object({}).transform(() => 1) }), { e: {} }],
    ['nothing', z.object({}), {}],
  ])('%s', (_, shape, expected) => {
    expect(onlyNeeded(neededBy(shape), value)).toEqual(expected);
  });

  it('are those of all shapes together', () => {
    const one = z.object({ b: z.array(z.object({ c: z.int() })), e: z.object({}) });
    const other = z.object({ b: z.array(z.object({ d: z.int() })).nullish(), a: z.string() });
    expect(onlyNeeded(neededBy(one, other), value)).toEqual({ a: 'x', b: value.b, e: {} });
  });

  it.each([
    ['anything', z.unknown()],
    ['names that are not known', z.record(z.string(), z.string())],
    ['a text or an object', z.union([z.string(), z.object({})])],
    ['an object with more than is named', z.looseObject({})],
    ['what is made into something first', z.preprocess((text) => text, z.string())],
  ])('has to be told: %s is refused at the start', (_, shape) => {
    expect(() => neededBy(z.object({ a: shape }))).toThrow('cannot be told');
  });

  it('are of one kind in one place', () => {
    const asText = z.object({ a: z.string() });
    expect(() => neededBy(asText, z.object({ a: z.object({}) }))).toThrow('different things');
    expect(() => neededBy(z.object({ a: z.array(z.string()) }), asText)).toThrow('different things');
  });
});
