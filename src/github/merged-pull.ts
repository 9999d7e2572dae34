import type { Via } from '../hotfix/fact.ts';
import type { Repository } from '../hotfix/hotfix.ts';
import { found } from './found.ts';
import type { Installation } from './github.ts';

/** The pull request by which one of the commits came to the target; `null` where GitHub does not know them. */
export async function mergedPull(
  github: Installation,
  { owner, name: repo }: Repository,
  { commits, target }: { commits: string[]; target: string },
): Promise<Via | null> {
  let known = false;
  for (const commit_sha of commits) {
    const pulls = await found(
      github.request('GET /repos/{owner}/{repo}/commits/{commit_sha}/pulls', { owner, repo, commit_sha }),
    );
    known ||= pulls !== null;
    const pull = pulls?.find((one) => one.merged_at && one.base.ref === target);
    if (pull) return { number: pull.number, url: pull.html_url };
  }
  return known ? 'none' : null;
}
