import type { Repository } from '../hotfix/hotfix.ts';
import { found } from './found.ts';
import type { Installation } from './github.ts';

/**
 * Whether somebody may give a command, as GitHub has it at this moment: they are one of the `approvers`, or a member
 * of one of their teams; where the policy names none, they may maintain or administer the repository.
 */
export async function mayCommand(
  github: Installation,
  repository: Repository,
  { login, approvers }: { login: string; approvers: string[] },
): Promise<boolean> {
  if (approvers.length === 0) return mayMaintain(github, repository, login);
  if (approvers.some((name) => name.toLowerCase() === login.toLowerCase())) return true;
  for (const team of approvers.filter((name) => name.includes('/'))) {
    if (await isMember(github, team, login)) return true;
  }
  return false;
}

async function mayMaintain(
  github: Installation,
  { owner, name }: Repository,
  username: string,
): Promise<boolean> {
  const repo = { owner, repo: name };
  const role = await found(
    github.request('GET /repos/{owner}/{repo}/collaborators/{username}/permission', { ...repo, username }),
  );
  if (!role) {
    // Nobody of that name: an answer only where it is not the repository that GitHub hides.
    await github.request('GET /repos/{owner}/{repo}', repo);
    return false;
  }
  // A role that the organisation made itself has a name of its own; what it amounts to is told with the user.
  const may = role.user?.permissions;
  return may ? may.admin || may.maintain === true : ['admin', 'maintain'].includes(role.role_name);
}

/** An invited person is none yet. */
async function isMember(github: Installation, team: string, username: string): Promise<boolean> {
  const [org = '', team_slug = ''] = team.split('/');
  const membership = await found(
    github.request('GET /orgs/{org}/teams/{team_slug}/memberships/{username}', { org, team_slug, username }),
  );
  return membership?.state === 'active';
}
