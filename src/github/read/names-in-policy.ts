import { GitHubTrouble } from '../client/errors.ts';
import { foundOrSurelyNot } from '../client/not-found.ts';
import type { RepositoryApi, RepositoryName } from '../client/repository-api.ts';

/** Those of these users and teams that GitHub does not know. Where it does not answer, nobody counts as unknown. */
export async function strangersAmong(
  github: RepositoryApi<RepositoryName>,
  names: readonly string[],
): Promise<string[]> {
  const strangers: string[] = [];
  for (const name of names) {
    const [org = '', team_slug] = name.split('/');
    const ask = (): Promise<{ data: unknown }> =>
      team_slug === undefined
        ? github.installation.request('GET /users/{username}', { username: name })
        : github.installation.request('GET /orgs/{org}/teams/{team_slug}', { org, team_slug });
    if ((await foundOrSurelyNot(github, ask).catch(unknown)) === null) strangers.push(name);
  }
  return strangers;
}

/** Whether there is certainly no branch of this name. Where GitHub does not answer, there may be. */
export async function isNoBranch(github: RepositoryApi<RepositoryName>, branch: string): Promise<boolean> {
  const asked = { branch };
  const found = await foundOrSurelyNot(github, () =>
    github.request('GET /repos/{owner}/{repo}/branches/{branch}', asked),
  ).catch(unknown);
  // For a branch that was renamed, GitHub shows the new one.
  return found === null || (found !== 'unknown' && found.name !== branch);
}

function unknown(error: unknown): 'unknown' {
  if (error instanceof GitHubTrouble) return 'unknown';
  throw error;
}
