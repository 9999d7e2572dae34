/** Whether the content of a hotfix is on its target, as far as GitHub shows it. */
export type Verdict =
  /** The hotfix changes nothing. */
  | { kind: 'nothing' }
  /** All of it is on the target, or came and was changed there since (`edited`). `by`: the commit that brought it, if known. */
  | { kind: 'there'; by: string | null; edited: boolean }
  | { kind: 'partly'; missing: { sha: string; subject: string }[]; files: string[] }
  /** It was there and no longer is. `by`: the commit that reverted it, if one says so. */
  | { kind: 'reverted'; by: { sha: string; at: string } | null; files: string[] }
  | { kind: 'not-there' }
  /** GitHub no longer has the commits, so that nothing can be found. */
  | { kind: 'gone' }
  /** The same places were changed in another way: only a person can say whether that is the fix. */
  | { kind: 'unclear'; files: string[] }
  /** More files than GitHub compares. */
  | { kind: 'too-large' };
