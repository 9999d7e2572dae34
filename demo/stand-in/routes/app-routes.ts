import type { Hub } from '../hub.ts';
import * as shapes from '../shapes.ts';
import { notFound } from '../site-error.ts';
import type { Attempt } from '../wire.ts';
import { type Answer, listed, ok } from './route.ts';

/** Requests of the App as itself rather than as one of its installations. */
export interface AppRoute {
  method: string;
  template: string;
  handle: (call: { hub: Hub; params: Record<string, string>; query: URLSearchParams }) => Answer;
}

const deliveries = '/app/hook/deliveries';

export const appRoutes: AppRoute[] = [
  {
    method: 'GET',
    template: '/app',
    handle: ({ hub }) => {
      const { id, slug, permissions, events } = hub.app;
      return ok({ ...shapes.appJson(hub, { id, slug, name: slug }), permissions, events });
    },
  },
  {
    method: 'GET',
    template: '/app/installations',
    handle: ({ hub }) => listed(hub.installations.map((one) => shapes.installationJson(hub, one))),
  },
  {
    method: 'GET',
    template: deliveries,
    handle: ({ hub, query }) => {
      const size = Math.min(100, Number(query.get('per_page') ?? 30));
      const before = Number(query.get('cursor')?.replace('v1_', '') ?? Number.POSITIVE_INFINITY);
      const newestFirst = hub.wire.attempts.filter(({ id }) => id < before).toReversed();
      const page = newestFirst.slice(0, size);
      const more = newestFirst.length > size;
      return { ...ok(page.map(itemJson)), ...(more ? { next: { cursor: `v1_${page.at(-1)?.id}` } } : {}) };
    },
  },
  {
    method: 'GET',
    template: `${deliveries}/{delivery_id}`,
    handle: ({ hub, params }) => {
      const attempt = attemptOf(hub, params);
      const { id, event, payload } = attempt.delivery;
      return ok({
        ...itemJson(attempt),
        url: hub.wire.url ?? '',
        request: { headers: { 'X-GitHub-Delivery': id, 'X-GitHub-Event': event }, payload },
        response: { headers: {}, payload: '' },
      });
    },
  },
  {
    method: 'POST',
    template: `${deliveries}/{delivery_id}/attempts`,
    handle: ({ hub, params }) => {
      hub.wire.redeliver(attemptOf(hub, params).delivery);
      return ok({}, 202);
    },
  },
];

function attemptOf(hub: Hub, params: Record<string, string>): Attempt {
  const attempt = hub.wire.attempts.find(({ id }) => id === Number(params.delivery_id));
  if (!attempt) throw notFound();
  return attempt;
}

function itemJson({ id, delivery, at, redelivery, status }: Attempt): shapes.Json {
  const { payload, event } = delivery;
  const ok = status >= 200 && status < 300;
  return {
    id,
    guid: delivery.id,
    delivered_at: at.toISOString(),
    redelivery,
    duration: 0.03,
    status: ok ? 'OK' : status === 0 ? 'failed to connect to host' : `Invalid HTTP Response: ${status}`,
    status_code: status === 0 ? 502 : status,
    event,
    action: typeof payload.action === 'string' ? payload.action : null,
    installation_id: idOf(payload.installation),
    repository_id: idOf(payload.repository),
    throttled_at: null,
  };
}

function idOf(holder: unknown): number | null {
  return typeof holder === 'object' && holder !== null && 'id' in holder ? Number(holder.id) : null;
}
