import type { Via } from '../../facts/fact.ts';
import { foundOrSurelyNot } from '../client/not-found.ts';
import type { RepositoryApi } from '../client/repository-api.ts';

/** How many recently closed pull requests are looked through, newest first. */
const mostRecent = 50;

/** The pull request by which one of the commits came to the target; `null` where GitHub does not know them. */
export async function mergedPull(
  github: RepositoryApi,
  { commits, target }: { commits: string[]; target: string },
): Promise<Via | null> {
  let known = false;
  for (const commit_sha of commits) {
    const pulls = await foundOrSurelyNot(github, () =>
      github.request('GET /repos/{owner}/{repo}/commits/{commit_sha}/pulls', { commit_sha }),
    );
    known ||= pulls !== null;
    const pull = pulls?.find((one) => one.merged_at && one.base.ref === target);
    if (pull) return { number: pull.number, url: pull.html_url };
  }
  if (!known) return null;
  // GitHub connects commits with pull requests some time later: until then they are looked for from the other side.
  const { data: recent } = await github.request('GET /repos/{owner}/{repo}/pulls', {
    state: 'closed',
    base: target,
    sort: 'updated',
    direction: 'desc',
    per_page: mostRecent,
  });
  const brought = recent.find(
    (one) => one.merged_at && [one.merge_commit_sha, one.head.sha].some((sha) => commits.includes(sha ?? '')),
  );
  return brought ? { number: brought.number, url: brought.html_url } : 'none';
}
