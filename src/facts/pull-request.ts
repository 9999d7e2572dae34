import type { PullRequestSeen } from './fact.ts';
import { ghost } from './happened.ts';
import { make } from './make.ts';

/** Fields of a pull request that are used; deliveries and answers of the API have the same. */
export interface PullRequestShape {
  number: number;
  state: string;
  draft?: boolean | null | undefined;
  merged?: boolean | null | undefined;
  merged_at?: string | null | undefined;
  merged_by?: { login: string; type?: string | undefined } | null | undefined;
  merge_commit_sha?: string | null | undefined;
  closed_at?: string | null | undefined;
  created_at: string;
  updated_at: string;
  html_url: string;
  head: { ref: string; sha: string };
  base: { ref: string };
  user: { login: string; type?: string | undefined } | null;
}

/** The same state of a pull request has the same key, whether it came from a delivery or from a look at GitHub. */
export function pullRequestFact(
  pull: PullRequestShape,
  repository: number,
  botLogin: string | null,
): PullRequestSeen {
  const merged = pull.merged === true || (pull.merged_at ?? null) !== null;
  const state = merged ? 'merged' : pull.state === 'closed' ? 'closed' : 'open';
  const draft = pull.draft ?? false;
  const at = new Date(pull.updated_at).toISOString();
  const ended = pull.merged_at ?? pull.closed_at ?? null;
  return make.pullRequest({
    at,
    repository,
    branch: pull.head.ref,
    sha: pull.head.sha,
    number: pull.number,
    base: pull.base.ref,
    state,
    draft,
    author: actor(pull.user) ?? ghost,
    ours: pull.user?.type === 'Bot' && botLogin !== null && pull.user.login === botLogin,
    createdAt: new Date(pull.created_at).toISOString(),
    endedAt: state === 'open' ? null : new Date(ended ?? pull.updated_at).toISOString(),
    mergedBy: merged ? actor(pull.merged_by) : null,
    mergeCommit: merged ? (pull.merge_commit_sha ?? null) : null,
    url: pull.html_url,
  });
}

function actor(
  user: { login: string; type?: string | undefined } | null | undefined,
): { login: string; bot: boolean } | null {
  return user ? { login: user.login, bot: user.type === 'Bot' } : null;
}
