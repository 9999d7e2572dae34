import { z } from 'zod';
import { disturbed } from './disturbed.ts';
import { account, databaseId, moment, repositoryId } from './payload-parts.ts';
import { type Delivery, nothing, type Reading, readingOf } from './reading.ts';
import { fit } from './unreadable-delivery.ts';

const shape = z.object({
  action: z.string(),
  issue: z.object({ number: databaseId, user: account, updated_at: moment }),
  changes: z.object({ body: z.unknown().optional() }).nullish(),
  repository: repositoryId,
  sender: account,
});

/**
 * Somebody closed, changed or deleted an issue: whether it is one of this App's is found out later. The title is
 * people's.
 */
export function readIssues(delivery: Delivery): Reading {
  const { action, issue, changes, repository, sender } = fit(shape, delivery.event, delivery.payload);
  const change = changeOf(action, changes?.body !== undefined);
  // Its author is the App, where it is one of the App's: then these are the App's own changes.
  if (change === null || !sender || sender.login === issue.user?.login) return nothing();
  const { number, updated_at: at } = issue;
  return readingOf([
    disturbed({ what: 'issue', number, change, detail: null, by: sender, at, repository: repository.id }),
  ]);
}

function changeOf(action: string, body: boolean): 'closed' | 'deleted' | 'edited' | null {
  if (action === 'closed' || action === 'deleted') return action;
  return action === 'edited' && body ? action : null;
}
