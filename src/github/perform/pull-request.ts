import type { PullRequestContent } from '../../artefact/content.ts';
import type { Fact } from '../../facts/fact.ts';
import { type PullRequestShape, pullRequestFact } from '../../facts/pull-request.ts';
import { GitHubTrouble } from '../client/errors.ts';
import type { RepositoryApi } from '../client/repository-api.ts';
import { sealed } from './seal.ts';

export type Opening =
  | { kind: 'opened' | 'adopted'; fact: Fact; number: number; url: string }
  | { kind: 'nothing-to-merge' }
  | { kind: 'refused'; reason: string; error: unknown };

/**
 * Opens the pull request. GitHub lets there be only one open from a branch to a base, so that asking twice is safe:
 * the second time it says so, and the one that is there is adopted, whoever opened it.
 */
export async function openPullRequest(github: RepositoryApi, content: PullRequestContent): Promise<Opening> {
  try {
    return await opened(github, await post(github, content));
  } catch (error) {
    const refused = error instanceof GitHubTrouble && error.trouble.kind === 'refused' ? error.trouble : null;
    if (!refused) throw error;
    const said = refused.reasons.join('\n');
    if (/no commits between/i.test(said)) return { kind: 'nothing-to-merge' };
    if (/already exists/i.test(said)) return adopt(github, content, said);
    // The branch is being deleted, or is not there yet for every part of GitHub: a delivery or a retry settles it.
    if (refused.fields.includes('head'))
      throw new GitHubTrouble('open the pull request', { kind: 'unavailable' }, false);
    if (content.draft && /draft/i.test(said)) return openPullRequest(github, { ...content, draft: false });
    return { kind: 'refused', reason: refused.reasons.join('; '), error };
  }
}

async function post(
  github: RepositoryApi,
  { branch, target, title, body, draft }: PullRequestContent,
): Promise<PullRequestShape> {
  const { data } = await github.request('POST /repos/{owner}/{repo}/pulls', {
    head: branch,
    base: target,
    title,
    body: sealed(github, body, { on: null }),
    draft,
  });
  return data;
}

async function opened(github: RepositoryApi, pull: PullRequestShape): Promise<Opening> {
  const fact = pullRequestFact(pull, github.repository.id, await github.installation.botLogin());
  return { kind: 'opened', fact, number: pull.number, url: pull.html_url };
}

async function adopt(
  github: RepositoryApi,
  { branch, target }: PullRequestContent,
  said: string,
): Promise<Opening> {
  const { owner } = github.repository;
  const pulls = await github.paginate('GET /repos/{owner}/{repo}/pulls', {
    state: 'open',
    // Without the owner GitHub ignores the filter and names every pull request.
    head: `${owner}:${branch}`,
    base: target,
    per_page: 100,
  });
  const pull = pulls.find(
    (one) => one.head.ref === branch && one.head.repo?.id === github.repository.id && one.base.ref === target,
  );
  if (!pull) throw new GitHubTrouble(`open the pull request (${said})`, { kind: 'unavailable' }, false);
  const fact = pullRequestFact(pull, github.repository.id, await github.installation.botLogin());
  return { kind: 'adopted', fact, number: pull.number, url: pull.html_url };
}
