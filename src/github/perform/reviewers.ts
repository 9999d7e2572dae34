import { kindOf } from '../trouble.ts';
import { address, type Place } from './writer.ts';

/**
 * Of these, whom nobody can have asked yet. Whoever was asked is told once more by a second request, also where the
 * review is there already; a team has answered by any of its members.
 */
export async function notAskedYet(place: Place, number: number, reviewers: string[]): Promise<string[]> {
  const pull = { ...address(place), pull_number: number };
  const { data: pending } = await place.github.request(
    'GET /repos/{owner}/{repo}/pulls/{pull_number}/requested_reviewers',
    pull,
  );
  const reviews = await place.github.paginate('GET /repos/{owner}/{repo}/pulls/{pull_number}/reviews', {
    ...pull,
    per_page: 100,
  });
  const people = [...pending.users, ...reviews.map(({ user }) => user)].map((one) =>
    one?.login.toLowerCase(),
  );
  const teams = pending.teams.map(({ slug }) => slug.toLowerCase());
  return reviewers.filter((reviewer) =>
    isTeam(reviewer)
      ? reviews.length === 0 && !teams.includes(slugOf(reviewer).toLowerCase())
      : !people.includes(reviewer.toLowerCase()),
  );
}

/**
 * Asks people (`login`) and teams (`org/team`) to review. GitHub refuses the whole list for one who is no
 * collaborator: then each is asked alone. Returns those who could not be asked.
 */
export async function requestReviewers(place: Place, number: number, reviewers: string[]): Promise<string[]> {
  try {
    await ask(place, number, reviewers);
    return [];
  } catch (error) {
    if (kindOf(error) !== 'refused') throw error;
  }
  const failed: string[] = [];
  for (const reviewer of reviewers) if (!(await isAsked(place, number, reviewer))) failed.push(reviewer);
  return failed;
}

async function isAsked(place: Place, number: number, reviewer: string): Promise<boolean> {
  try {
    await ask(place, number, [reviewer]);
    return true;
  } catch (error) {
    if (kindOf(error) !== 'refused') throw error;
    return false;
  }
}

async function ask(place: Place, number: number, reviewers: string[]): Promise<void> {
  await place.github.request('POST /repos/{owner}/{repo}/pulls/{pull_number}/requested_reviewers', {
    ...address(place),
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
