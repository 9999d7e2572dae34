/** GitHub's log of the deliveries to this App. It can be read with the App's own signature alone. */

import type { AppAccess } from '../client/github.ts';
import { found } from '../client/not-found.ts';

export interface LoggedDelivery {
  /** The id of this attempt. */
  id: number;
  /** The delivery's id, as its header has it: the same for every attempt. */
  guid: string;
  at: Date;
  /** We answered that it was taken. */
  answered: boolean;
  event: string;
  action: string | null;
  installation: number | null;
  repository: number | null;
}

/** Attempts since then, newest first. */
export async function loggedSince(app: AppAccess, since: Date): Promise<LoggedDelivery[]> {
  const logged: LoggedDelivery[] = [];
  for await (const { data } of app.paginate.iterator('GET /app/hook/deliveries', { per_page: 100 })) {
    for (const one of data) {
      logged.push({
        id: Number(one.id),
        guid: one.guid,
        at: new Date(one.delivered_at),
        // GitHub does not document which code it gives to attempts that did not connect.
        answered: one.status === 'OK' || (one.status_code >= 200 && one.status_code < 300),
        event: one.event,
        action: one.action,
        installation: one.installation_id === null ? null : Number(one.installation_id),
        repository: one.repository_id === null ? null : Number(one.repository_id),
      });
    }
    if (data.some((one) => new Date(one.delivered_at) < since)) break;
  }
  return logged.filter(({ at }) => at >= since);
}

/** The payload of a delivery; `null` where GitHub no longer has it. */
export async function payloadOf(app: AppAccess, id: number): Promise<Record<string, unknown> | null> {
  const delivery = await found(app.request('GET /app/hook/deliveries/{delivery_id}', { delivery_id: id }));
  return delivery?.request.payload ?? null;
}

/** Has GitHub deliver it once more. */
export async function redeliver(app: AppAccess, id: number): Promise<void> {
  await found(app.request('POST /app/hook/deliveries/{delivery_id}/attempts', { delivery_id: id }));
}
