import { labelText } from '../../wording/label-text.ts';
import { found } from '../found.ts';
import { GitHubTrouble } from '../trouble.ts';
import type { Ledger } from './ledger.ts';
import { address, type Place } from './writer.ts';

/**
 * Makes labels of the repository that are not there yet, so that GitHub does not invent grey ones without a word of
 * what they mean.
 */
export async function ensureLabels(place: Place, ledger: Ledger, labels: string[]): Promise<void> {
  for (const label of labels) {
    const key = `label:${label}`;
    if (await ledger.entry(key)) continue;
    await createLabel(place, label);
    await ledger.written(key, { number: 0, url: null, hash: '' });
  }
}

async function createLabel(place: Place, name: string): Promise<void> {
  const { color, description } = labelText(name);
  try {
    const label = { ...address(place), name, color, description };
    await place.github.request('POST /repos/{owner}/{repo}/labels', label);
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

/** Takes a label away; one that somebody took away before stays away. */
export async function removeLabel(place: Place, number: number, name: string): Promise<void> {
  await found(
    place.github.request('DELETE /repos/{owner}/{repo}/issues/{issue_number}/labels/{name}', {
      ...address(place),
      issue_number: number,
      name,
    }),
  );
}
