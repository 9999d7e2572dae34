import { foundOrSurelyNot } from '../client/not-found.ts';
import { address, type Place } from './writer.ts';

/** Reacts to a comment. GitHub keeps one reaction of a kind from each account, so that once more changes nothing. */
export async function react(place: Place, comment: number, content: '+1' | 'confused'): Promise<void> {
  // The comment may have been deleted since: there is nothing to react to, and nothing to try again.
  await foundOrSurelyNot(place.github, place.repository, () =>
    place.github.request('POST /repos/{owner}/{repo}/issues/comments/{comment_id}/reactions', {
      ...address(place),
      comment_id: comment,
      content,
    }),
  );
}
