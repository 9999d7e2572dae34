import type { CommitPlaced } from '../../facts/fact.ts';
import { kindOf } from '../client/errors.ts';
import type { RepositoryApi } from '../client/repository-api.ts';
import { readDifference } from './differences.ts';

export interface Placing {
  sha: string;
  target: string;
  /** Hotfix branches that may hold it. */
  hotfixes: string[];
  isHotfix: (branch: string) => boolean;
}

/** Hotfixes that are under way at a time are few; more than this are not gone through. */
const mostHotfixes = 10;

/** Where a deployed commit is that no push brought: on the target, on a hotfix branch, or on neither. */
export async function placeCommit(
  github: RepositoryApi,
  { sha, target, hotfixes, isHotfix }: Placing,
): Promise<CommitPlaced['place']> {
  const onTarget = await readDifference(github, { from: target, to: sha });
  if (!onTarget) return 'gone';
  if (onTarget.contained) return 'target';
  if ((await branchesAt(github, sha)).some(isHotfix)) return 'hotfix';
  for (const branch of hotfixes.slice(0, mostHotfixes)) {
    if ((await readDifference(github, { from: branch, to: sha }))?.contained) return 'hotfix';
  }
  return 'neither';
}

/** Branches whose newest commit it is: also one whose push was never delivered. */
async function branchesAt(github: RepositoryApi, commit_sha: string): Promise<string[]> {
  try {
    const { data } = await github.request(
      'GET /repos/{owner}/{repo}/commits/{commit_sha}/branches-where-head',
      {
        commit_sha,
      },
    );
    return data.map(({ name }) => name);
  } catch (error) {
    if (kindOf(error) === 'refused') return [];
    throw error;
  }
}
