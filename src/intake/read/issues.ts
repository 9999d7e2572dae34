import { z } from 'zod';
import { ghost } from '../../facts/happened.ts';
import { readForm } from '../../facts/incident-form.ts';
import { make } from '../../facts/make.ts';
import { account, databaseId, line, moment, repositoryId, there, webAddress } from './payload-parts.ts';
import { type Delivery, type IssueSeen, nothing, type Reading, readingOf } from './reading.ts';
import { requireShape } from './unreadable-delivery.ts';

/** GitHub takes no more in an issue. */
const body = line(65_536);

export const issuesShape = z.object({
  action: z.string(),
  issue: z.object({
    number: databaseId,
    user: account,
    body: body.nullish(),
    html_url: webAddress,
    created_at: moment.nullish(),
    updated_at: moment,
  }),
  changes: z.object({ body: there }).nullish(),
  repository: repositoryId,
  sender: account,
});

type Payload = z.output<typeof issuesShape>;

/**
 * Somebody closed, changed or deleted an issue: whether it is one of this App's is found out later. The title is
 * people's; and what people write into a review, or open as one.
 */
export function readIssues(delivery: Delivery): Reading {
  const payload = requireShape(issuesShape, delivery.event, delivery.payload);
  const { action, issue, changes, repository, sender } = payload;
  // Its author is the App, where it is one of the App's: then these are the App's own changes.
  if (!sender || (sender.bot && sender.login === issue.user?.login)) return nothing();
  const seen = seenOf(payload);
  const change = changeOf(action, changes?.body !== undefined);
  if (change === null || sender.login === issue.user?.login) return { ...nothing(), issue: seen };
  const { number, updated_at: at } = issue;
  const facts = [
    make.tampered({ what: 'issue', number, change, detail: null, by: sender, at, repository: repository.id }),
  ];
  return { ...readingOf(facts), issue: seen };
}

function changeOf(action: string, body: boolean): 'closed' | 'deleted' | 'edited' | null {
  if (action === 'closed' || action === 'deleted') return action;
  return action === 'edited' && body ? action : null;
}

function seenOf({ action, issue, changes, sender }: Payload): IssueSeen | null {
  const edited = action === 'edited' && changes?.body !== undefined;
  const change =
    action === 'opened' || edited ? 'text' : action === 'closed' || action === 'reopened' ? action : null;
  if (change === null || !sender) return null;
  const text = issue.body ?? '';
  return {
    number: issue.number,
    change,
    body: text,
    at: issue.updated_at,
    url: issue.html_url,
    by: sender,
    author: issue.user ?? ghost,
    names: readForm(text)?.incident ?? null,
  };
}
