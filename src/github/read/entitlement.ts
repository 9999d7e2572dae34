import { foundOrSurelyNot } from '../client/not-found.ts';
import type { RepositoryApi } from '../client/repository-api.ts';

/**
 * Whether somebody has the right that a command needs, as GitHub has it at this moment. `write`: they may push to the
 * repository. `approve`: they are one of the `approvers`, or a member
 * of one of their teams; where the policy names none, they may maintain or administer the repository.
 */
export async function mayCommand(
  github: RepositoryApi,
  { login, right, approvers }: { login: string; right: 'write' | 'approve'; approvers: string[] },
): Promise<boolean> {
  if (right === 'write' || approvers.length === 0) return hasRole(github, { login, right });
  if (approvers.some((name) => name.toLowerCase() === login.toLowerCase())) return true;
  for (const team of approvers.filter((name) => name.includes('/'))) {
    if (await isMember(github, team, login)) return true;
  }
  return false;
}

async function hasRole(
  github: RepositoryApi,
  { login: username, right }: { login: string; right: 'write' | 'approve' },
): Promise<boolean> {
  const role = await foundOrSurelyNot(github, () =>
    github.request('GET /repos/{owner}/{repo}/collaborators/{username}/permission', {
      username,
    }),
  );
  if (!role) return false;
  // A custom role of the organisation has a name of its own; its permissions stand with the user.
  const may = role.user?.permissions;
  if (right === 'write') return may ? may.push : ['admin', 'maintain', 'write'].includes(role.role_name);
  return may ? may.admin || may.maintain === true : ['admin', 'maintain'].includes(role.role_name);
}

/** An invited person is none yet. */
async function isMember(github: RepositoryApi, team: string, username: string): Promise<boolean> {
  const [org = '', team_slug = ''] = team.split('/');
  const membership = await foundOrSurelyNot(github, () =>
    github.installation.request('GET /orgs/{org}/teams/{team_slug}/memberships/{username}', {
      org,
      team_slug,
      username,
    }),
  );
  return membership?.state === 'active';
}
