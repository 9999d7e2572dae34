import type { Fact } from '../../facts/fact.ts';
import { type PullRequestShape, pullRequestFact } from '../../facts/pull-request.ts';
import { GitHubTrouble } from '../client/errors.ts';
import { address, type Place } from './writer.ts';

export interface BackfillContent {
  branch: string;
  sha: string;
  target: string;
  title: string;
  body: string;
  draft: boolean;
}

export type Opening =
  | { kind: 'opened' | 'adopted'; fact: Fact; number: number; url: string }
  | { kind: 'nothing-to-merge' }
  | { kind: 'refused'; reason: string };

/**
 * Opens the pull request. GitHub lets there be only one open from a branch to a base, so that asking twice is safe:
 * the second time it says so, and the one that is there is adopted, whoever opened it.
 */
export async function openBackfill(place: Place, content: BackfillContent): Promise<Opening> {
  try {
    return await opened(place, await post(place, content));
  } catch (error) {
    const refused = error instanceof GitHubTrouble && error.trouble.kind === 'refused' ? error.trouble : null;
    if (!refused) throw error;
    const said = refused.reasons.join('\n');
    if (/no commits between/i.test(said)) return { kind: 'nothing-to-merge' };
    if (/already exists/i.test(said)) return adopt(place, content, said);
    // The branch is being deleted, or is not there yet for every part of GitHub: a delivery or a retry settles it.
    if (refused.fields.includes('head'))
      throw new GitHubTrouble('open the backfill', { kind: 'unavailable' }, false);
    if (content.draft && /draft/i.test(said)) return openBackfill(place, { ...content, draft: false });
    return { kind: 'refused', reason: refused.reasons.join('; ') };
  }
}

async function post(
  place: Place,
  { branch, target, title, body, draft }: BackfillContent,
): Promise<PullRequestShape> {
  const { data } = await place.github.request('POST /repos/{owner}/{repo}/pulls', {
    ...address(place),
    head: branch,
    base: target,
    title,
    body,
    draft,
  });
  return data;
}

async function opened(place: Place, pull: PullRequestShape): Promise<Opening> {
  const fact = pullRequestFact(pull, place.repository.id, await place.github.botLogin());
  return { kind: 'opened', fact, number: pull.number, url: pull.html_url };
}

async function adopt(place: Place, { branch, target }: BackfillContent, said: string): Promise<Opening> {
  const { owner, repo } = address(place);
  const pulls = await place.github.paginate('GET /repos/{owner}/{repo}/pulls', {
    owner,
    repo,
    state: 'open',
    // Without the owner GitHub ignores the filter and names every pull request.
    head: `${owner}:${branch}`,
    base: target,
    per_page: 100,
  });
  const pull = pulls.find(
    (one) => one.head.ref === branch && one.head.repo?.id === place.repository.id && one.base.ref === target,
  );
  if (!pull) throw new GitHubTrouble(`open the backfill (${said})`, { kind: 'unavailable' }, false);
  const fact = pullRequestFact(pull, place.repository.id, await place.github.botLogin());
  return { kind: 'adopted', fact, number: pull.number, url: pull.html_url };
}
