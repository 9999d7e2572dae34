import { foundOrSurelyNot } from '../client/not-found.ts';
import type { RepositoryApi } from '../client/repository-api.ts';

/** Reacts to a comment. GitHub keeps one reaction of a kind from each account, so that once more changes nothing. */
export async function react(
  github: RepositoryApi,
  comment: number,
  content: '+1' | 'confused',
): Promise<void> {
  // The comment may have been deleted since: there is nothing to react to, and nothing to try again.
  await foundOrSurelyNot(github, () =>
    github.request('POST /repos/{owner}/{repo}/issues/comments/{comment_id}/reactions', {
      comment_id: comment,
      content,
    }),
  );
}
