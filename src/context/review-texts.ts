import { hashOf } from '../github/perform/hash.ts';
import type { ReviewTexts } from '../github/perform/review-texts.ts';
import { findReviewText, noteRead, noteWritten, type ReviewText, settleEdit } from '../store/review-texts.ts';
import type { Work } from './work.ts';

/**
 * A person edited the text after it was last read, and the edit differs from the text read: it may have been
 * overwritten. GitHub's times are whole seconds.
 */
export function isDoubtful({ edited, editedAt, readAt, readHash }: ReviewText): boolean {
  if (edited === null || !editedAt) return false;
  return (!readAt || editedAt >= readAt) && hashOf(edited) !== readHash;
}

export function createReviewTexts({ db, now }: Work, repository: number): ReviewTexts {
  return {
    async known(number) {
      const text = await findReviewText(db, repository, number);
      if (!text) return null;
      const { edited, editedAt, writtenHash } = text;
      return { doubtful: isDoubtful(text), edited, editedAt, writtenHash };
    },
    async opened(number, body) {
      const which = { repository, number };
      const hash = hashOf(body);
      // Whole seconds, as GitHub has them: a person's change may come within the same one.
      const at = new Date(Math.floor(now().getTime() / 1_000) * 1_000);
      await noteRead(db, which, { body, hash, at, closedAt: null });
      await noteWritten(db, which, { body, hash });
    },
    read: (number, read) => noteRead(db, { repository, number }, read),
    written: (number, written) => noteWritten(db, { repository, number }, written),
    settled: (number, editedAt) => settleEdit(db, { repository, number }, editedAt),
  };
}
