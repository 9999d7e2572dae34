/** What came of a request to Slack, told apart by what may be done next. */
export type SlackOutcome =
  /** `message`: by which it can be changed and answered; `null`: a webhook does not tell. */
  | { kind: 'taken'; message: { channel: string; ts: string } | null }
  /** It was certainly not carried out; what passes by itself. */
  | { kind: 'failed'; reason: string }
  /** Slack asks to wait. */
  | { kind: 'limited'; seconds: number }
  /** It was sent, and no answer says what came of it. */
  | { kind: 'unknown'; reason: string }
  /**
   * Slack will not do it. `about`: this one message, the message that it was to change or to answer, or the way to Slack,
   * which people have to put right.
   */
  | { kind: 'refused'; about: 'message' | 'thread' | 'way'; code: string };
