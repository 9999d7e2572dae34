/** Requests that the App makes as itself: where it is installed, and what an installation may see. */

import { type Visibility, visibilityOf } from '../../facts/repository.ts';
import type { AppAccess, Installation } from './github.ts';
import { found } from './not-found.ts';
import type { RepositoryApi, RepositoryName } from './repository-api.ts';

export interface ListedInstallation {
  id: number;
  /** Login of the organisation or user; an enterprise has a slug. */
  account: string;
  createdAt: Date;
  suspended: boolean;
}

export async function listInstallations(app: AppAccess): Promise<ListedInstallation[]> {
  const listed = await app.paginate('GET /app/installations', { per_page: 100 });
  return listed.map(({ id, account, created_at, suspended_at }) => ({
    id: Number(id),
    account: nameOf(account),
    createdAt: new Date(created_at),
    suspended: suspended_at !== null,
  }));
}

function nameOf(account: unknown): string {
  const { login, slug } = Object(account) as { login?: unknown; slug?: unknown };
  const [name = 'ghost'] = [login, slug].filter((one) => typeof one === 'string');
  return name;
}

export interface InstallationRepository {
  id: number;
  account: number;
  owner: string;
  name: string;
  defaultBranch: string;
  url: string;
  visibility: Visibility;
  archived: boolean;
  /** When anything was last pushed to it; `null`: never. */
  pushedAt: Date | null;
}

/** Every repository that an installation may see. */
export async function listRepositories(github: Installation): Promise<InstallationRepository[]> {
  const listed = await github.paginate('GET /installation/repositories', { per_page: 100 });
  return listed.map(asListed);
}

/** Whichever repository has this name now. */
export async function describeRepository(
  github: RepositoryApi<RepositoryName>,
): Promise<InstallationRepository> {
  const { data } = await github.request('GET /repos/{owner}/{repo}');
  return asListed(data);
}

interface AsGitHubSays {
  id: number;
  owner: { id: number; login: string };
  name: string;
  default_branch: string;
  html_url: string;
  private: boolean;
  visibility?: string;
  archived: boolean;
  pushed_at: string | null;
}

function asListed(one: AsGitHubSays): InstallationRepository {
  return {
    id: Number(one.id),
    account: Number(one.owner.id),
    owner: one.owner.login,
    name: one.name,
    defaultBranch: one.default_branch,
    url: one.html_url,
    visibility: visibilityOf(one),
    archived: one.archived,
    pushedAt: one.pushed_at === null ? null : new Date(one.pushed_at),
  };
}

/** Whether a repository is where it was, and the App may see it. */
export async function isThere(github: RepositoryApi<RepositoryName & { id: number }>): Promise<boolean> {
  const repository = await found(github.request('GET /repos/{owner}/{repo}'));
  return repository !== null && Number(repository.id) === github.repository.id;
}
