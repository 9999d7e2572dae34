/** Entity tags of the last readings, by a name for each; an unchanged answer does not count against the rate limit. */
export interface Etags {
  readonly before: Readonly<Record<string, string>>;
  /** From this time's readings. */
  readonly now: Record<string, string>;
}

interface Answered {
  headers: { etag?: string | undefined; link?: string | undefined };
}

/**
 * Asks for something; `null`: it is the same as when it was last read. The name tells the thing from others of the
 * repository. A list is known by its tag only where it fits on one page: a later page may change, and the first one not.
 */
export async function readIfChanged<A extends Answered>(
  { before, now }: Etags,
  name: string,
  ask: (headers: Record<string, string>) => Promise<A>,
): Promise<A | null> {
  const tag = before[name];
  try {
    const answer = await ask(tag === undefined ? {} : { 'if-none-match': tag });
    const { etag } = answer.headers;
    if (etag && !hasMore(answer)) now[name] = etag;
    return answer;
  } catch (error) {
    if (!isNotModified(error) || tag === undefined) throw error;
    now[name] = tag;
    return null;
  }
}

/** Whether a list goes on on another page. */
export function hasMore({ headers }: Answered): boolean {
  return /rel="next"/.test(headers.link ?? '');
}

/** Octokit throws "not modified", which is an answer. */
export function isNotModified(error: unknown): boolean {
  return typeof error === 'object' && error !== null && 'status' in error && error.status === 304;
}
