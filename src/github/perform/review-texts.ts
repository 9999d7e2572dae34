/** What is known of the text of a review. */
export interface KnownReviewText {
  /** A person's change that was delivered, and is not known to have been read since. */
  doubtful: boolean;
  edited: string | null;
  editedAt: Date | null;
  /** Hash of the text that this App wrote last. */
  writtenHash: string | null;
}

/** The record of the texts of reviews, kept in the store. */
export interface ReviewTexts {
  known(number: number): Promise<KnownReviewText | null>;
  opened(number: number, body: string): Promise<void>;
  /** `at`: when GitHub says that it was last changed. */
  read(number: number, read: { body: string; hash: string; at: Date; closedAt: Date | null }): Promise<void>;
  written(number: number, written: { body: string; hash: string }): Promise<void>;
  /** A person's change of that moment stands there. */
  settled(number: number, editedAt: Date): Promise<void>;
}
