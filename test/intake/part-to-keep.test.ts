import { isHandledEvent } from '../../src/intake/handled-events.ts';
import { noticeRepository } from '../../src/intake/notice.ts';
import { partToKeep } from '../../src/intake/part-to-keep.ts';
import { readDelivery } from '../../src/intake/read-delivery.ts';
import { UnreadableDelivery } from '../../src/intake/unreadable-delivery.ts';
import { examples, pathsOf, wide, withValue } from './examples.ts';
import { branch, context, deliveryId, receivedAt, shaA } from './reading-context.ts';

/** All that is known of a payload in the end. */
function said(event: string, payload: unknown): unknown {
  const noticed = noticeRepository(payload);
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

describe('what is kept of a payload', () => {
  it.each(handled)('says the same: $title', ({ event, payload }) => {
    expect(said(event, kept(event, payload))).toEqual(said(event, payload));
  });

  /** Every field of every example, one after another, as something of another type. */
  it('says the same of what GitHub never sends', () => {
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

  it('has nothing of what was sent along with a dispatch, but what names a deploy', () => {
    const client_payload = { tag: `hotfix-${shaA}`, token: 'a password', nested: { password: 'another' } };
    expect(kept('repository_dispatch', { action: 'deploy-service', client_payload })).toEqual({
      action: 'deploy-service',
      client_payload: { tag: `hotfix-${shaA}` },
    });
    const inherited: unknown = Object.create({ tag: `hotfix-${shaA}` });
    expect(kept('repository_dispatch', { client_payload: inherited })).toEqual({ client_payload: {} });
  });

  it('says that something changed, and not what it was', () => {
    const changes = { body: { from: 'as it was' }, title: { from: 'as it was' } };
    expect(kept('issues', { action: 'edited', changes })).toEqual({
      action: 'edited',
      changes: { body: {} },
    });
  });
});
