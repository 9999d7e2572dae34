/** Statuses that GitHub answers on any operation, though it lists them for some only: each with the reason. */
const anywhere = new Map<number, string>([
  [401, 'a token that is wrong, expired or revoked, before the operation is looked at'],
  [403, 'a permission that the installation lacks, or a rate limit'],
  [404, 'a repository that the token cannot see, or that is gone'],
  [429, 'a secondary rate limit'],
  [500, 'trouble on the side of GitHub'],
  [502, 'an answer that took GitHub more than ten seconds'],
  [503, 'GitHub is down for a moment'],
  [504, 'GitHub timed out'],
]);

/** Statuses that answer a body, so only where the operation takes one. 410 is listed wherever issues may be disabled. */
const toBodies = new Map<number, string>([
  [400, 'a body that is no JSON'],
  [422, 'a body whose values cannot be'],
]);

const redirects: ReadonlySet<number> = new Set([301, 302, 307]);

/** How an answer's status is to be judged when the operation does not list it. */
export function unlistedStatus(
  status: number,
  call: { method: string; takesBody: boolean },
): 'no body' | 'error body' | 'any body' | 'violation' {
  // A repository that was renamed redirects every operation; the redirect's own body says nothing of use.
  if (redirects.has(status)) return 'any body';
  // An answer to `If-None-Match`, which any GET takes.
  if (status === 304 && call.method === 'GET') return 'no body';
  if (anywhere.has(status) || (call.takesBody && toBodies.has(status)))
    // The machines in front of GitHub answer 5xx with a page or with nothing.
    return status >= 500 ? 'any body' : 'error body';
  return 'violation';
}
