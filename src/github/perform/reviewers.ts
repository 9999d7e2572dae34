import { kindOf } from '../client/errors.ts';
import type { RepositoryApi } from '../client/repository-api.ts';

/**
 * The reviewers among these whom nobody has asked before: a second request notifies them again, also where they have
 * reviewed by now, or where a person removed the request.
 */
export async function neverAsked(
  github: RepositoryApi,
  number: number,
  reviewers: string[],
): Promise<string[]> {
  const events = await github.paginate('GET /repos/{owner}/{repo}/issues/{issue_number}/events', {
    issue_number: number,
    per_page: 100,
  });
  const asked = new Set(
    events
      .filter(({ event }) => event === 'review_requested')
      .flatMap((request) => {
        const person = 'requested_reviewer' in request ? request.requested_reviewer?.login : undefined;
        const team = 'requested_team' in request ? request.requested_team?.slug : undefined;
        return [...(person ? [person] : []), ...(team ? [`team ${team}`] : [])];
      })
      .map((name) => name.toLowerCase()),
  );
  return reviewers.filter((one) => !asked.has((isTeam(one) ? `team ${slugOf(one)}` : one).toLowerCase()));
}

/**
 * Asks people (`login`) and teams (`org/team`) to review. GitHub refuses the whole list for one who is no
 * collaborator: then each is asked alone. Returns those who could not be asked.
 */
export async function requestReviewers(
  github: RepositoryApi,
  number: number,
  reviewers: string[],
): Promise<string[]> {
  try {
    await ask(github, number, reviewers);
    return [];
  } catch (error) {
    if (kindOf(error) !== 'refused') throw error;
  }
  const failed: string[] = [];
  for (const reviewer of reviewers) if (!(await isAsked(github, number, reviewer))) failed.push(reviewer);
  return failed;
}

async function isAsked(github: RepositoryApi, number: number, reviewer: string): Promise<boolean> {
  try {
    await ask(github, number, [reviewer]);
    return true;
  } catch (error) {
    if (kindOf(error) !== 'refused') throw error;
    return false;
  }
}

async function ask(github: RepositoryApi, number: number, reviewers: string[]): Promise<void> {
  await github.request('POST /repos/{owner}/{repo}/pulls/{pull_number}/requested_reviewers', {
    pull_number: number,
    reviewers: reviewers.filter((one) => !isTeam(one)),
    team_reviewers: reviewers.filter(isTeam).map(slugOf),
  });
}

function isTeam(reviewer: string): boolean {
  return reviewer.includes('/');
}

function slugOf(team: string): string {
  return team.slice(team.indexOf('/') + 1);
}
