import { GitHubTrouble } from '../trouble.ts';
import { address, type Place } from './writer.ts';

export interface LabelLook {
  color: string;
  description: string;
}

/** Makes a label of the repository, so that GitHub does not invent a grey one without a word of what it means. */
export async function createLabel(
  place: Place,
  name: string,
  { color, description }: LabelLook,
): Promise<void> {
  try {
    await place.github.request('POST /repos/{owner}/{repo}/labels', {
      ...address(place),
      name,
      color,
      description,
    });
  } catch (error) {
    // There already, perhaps in the team's own colour: left as it is.
    if (error instanceof GitHubTrouble && error.trouble.kind === 'refused') return;
    throw error;
  }
}

/** Adds labels to a pull request or issue; the others stay. */
export async function addLabels(place: Place, number: number, labels: string[]): Promise<void> {
  await place.github.request('POST /repos/{owner}/{repo}/issues/{issue_number}/labels', {
    ...address(place),
    issue_number: number,
    labels,
  });
}
