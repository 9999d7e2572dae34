import { z } from 'zod';
import { ghost } from '../../facts/happened.ts';
import { make } from '../../facts/make.ts';
import { commandLines } from './command-lines.ts';
import { account, databaseId, line, moment, repositoryId, webAddress } from './payload-parts.ts';
import { type Delivery, nothing, type Reading, type ReadingContext, readingOf } from './reading.ts';
import { requireShape } from './unreadable-delivery.ts';

export const issueCommentShape = z.object({
  action: z.string(),
  issue: z.object({ number: databaseId }),
  comment: z.object({
    id: databaseId,
    body: z.string().nullish(),
    created_at: moment,
    updated_at: moment.nullish(),
    html_url: webAddress,
    user: account,
  }),
  repository: repositoryId,
  sender: account,
});

const storableLine = line(1_000);

/**
 * The commands of a comment on an issue or a pull request, from people alone. Only as it was first written: what is
 * edited in later, or deleted, changes nothing that was read. What happens to a bot's comment may happen to one of ours.
 */
export function readIssueComment(delivery: Delivery, { policy }: ReadingContext): Reading {
  const { action, issue, comment, repository, sender } = requireShape(
    issueCommentShape,
    delivery.event,
    delivery.payload,
  );
  const by = comment.user ?? ghost;
  if (action === 'edited' || action === 'deleted') {
    // Its author is the App, where it is one of the App's: then these are the App's own changes.
    if (!sender || sender.login === by.login || !by.bot) return nothing();
    const { id: number, updated_at } = comment;
    const change = { what: 'comment', number, change: action, detail: null, by: sender } as const;
    return readingOf([
      make.tampered({ ...change, at: updated_at ?? comment.created_at, repository: repository.id }),
    ]);
  }
  if (action !== 'created' || by.bot) return nothing();
  return readingOf(
    commandLines(comment.body ?? '').map((text, index) =>
      make.commanded(
        {
          at: comment.created_at,
          repository: repository.id,
          number: issue.number,
          comment: comment.id,
          url: comment.html_url,
          line: storableLine.parse(text),
          timezone: policy.timezone,
          by,
        },
        index,
      ),
    ),
  );
}
