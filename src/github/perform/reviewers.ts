import { kindOf } from '../trouble.ts';
import { address, type Place } from './writer.ts';

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
    reviewers: reviewers.filter((one) => !one.includes('/')),
    team_reviewers: reviewers
      .filter((one) => one.includes('/'))
      .map((one) => one.slice(one.indexOf('/') + 1)),
  });
}
