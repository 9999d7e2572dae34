import type { Repository } from '../../facts/repository.ts';
import type { Installation } from '../client/github.ts';
import { foundOrSurelyNot } from '../client/not-found.ts';

/**
 * Whether somebody has the right that a command needs, as GitHub has it at this moment. `write`: they may push to the
 * repository. `approve`: they are one of the `approvers`, or a member
 * of one of their teams; where the policy names none, they may maintain or administer the repository.
 */
export async function mayCommand(
  github: Installation,
  repository: Repository,
  { login, right, approvers }: { login: string; right: 'write' | 'approve'; approvers: string[] },
): Promise<boolean> {
  if (right === 'write' || approvers.length === 0) return hasRole(github, repository, { login, right });
  if (approvers.some((name) => name.toLowerCase() === login.toLowerCase())) return true;
  for (const team of approvers.filter((name) => name.includes('/'))) {
    if (await isMember(github, repository, team, login)) return true;
  }
  return false;
}

async function hasRole(
  github: Installation,
  repository: Repository,
  { login: username, right }: { login: string; right: 'write' | 'approve' },
): Promise<boolean> {
  const { owner, name: repo } = repository;
  const role = await foundOrSurelyNot(github, repository, () =>
    github.request('GET /repos/{owner}/{repo}/collaborators/{username}/permission', {
      owner,
      repo,
      username,
    }),
  );
  if (!role) return false;
  // A role that the organisation made itself has a name of its own; what it amounts to is told with the user.
  const may = role.user?.permissions;
  if (right === 'write') return may ? may.push : ['admin', 'maintain', 'write'].includes(role.role_name);
  return may ? may.admin || may.maintain === true : ['admin', 'maintain'].includes(role.role_name);
}

/** An invited person is none yet. */
async function isMember(
  github: Installation,
  repository: Repository,
  team: string,
  username: string,
): Promise<boolean> {
  const [org = '', team_slug = ''] = team.split('/');
  const membership = await foundOrSurelyNot(github, repository, () =>
    github.request('GET /orgs/{org}/teams/{team_slug}/memberships/{username}', { org, team_slug, username }),
  );
  return membership?.state === 'active';
}
