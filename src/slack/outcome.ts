/** The result of a request to Slack, by what may be done next. */
export type SlackOutcome =
  /** `message`: the id to edit and answer it; `null`: a webhook does not say. */
  | { kind: 'taken'; message: { channel: string; ts: string } | null }
  /** Certainly not carried out; a temporary failure. */
  | { kind: 'failed'; reason: string }
  /** Slack asks to wait. */
  | { kind: 'limited'; seconds: number }
  /** It was sent, and no answer says how it ended. */
  | { kind: 'unknown'; reason: string }
  /**
   * Slack refuses. `about`: this message, the message to edit or answer, or the connection to Slack, which people
   * have to mend.
   */
  | { kind: 'refused'; about: 'message' | 'thread' | 'way'; code: string };
