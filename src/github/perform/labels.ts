import type { Label } from '../../artefact/content.ts';
import { artefactKey } from '../../artefact/keys.ts';
import type { Ledger } from '../../artefact/ledger.ts';
import { GitHubTrouble, kindOf } from '../client/errors.ts';
import type { RepositoryApi } from '../client/repository-api.ts';

/**
 * Makes labels of the repository that are not there yet, so that GitHub does not invent grey ones without a word of
 * what they mean.
 */
export async function ensureLabels(github: RepositoryApi, ledger: Ledger, labels: Label[]): Promise<void> {
  for (const label of labels) {
    const key = artefactKey.label(label.name);
    if (await ledger.entry(key)) continue;
    await createLabel(github, label);
    await ledger.written({ key, upkeep: 'once' }, { number: 0, url: null, hash: '' });
  }
}

async function createLabel(github: RepositoryApi, { name, color, description }: Label): Promise<void> {
  try {
    const label = { name, color, description };
    await github.request('POST /repos/{owner}/{repo}/labels', label);
  } catch (error) {
    const refused = error instanceof GitHubTrouble && error.trouble.kind === 'refused' ? error.trouble : null;
    // There already, perhaps in the team's own colour: left as it is.
    if (refused?.reasons.includes('already_exists')) return;
    throw error;
  }
}

/** Adds labels to a pull request or issue; the others stay. */
export async function addLabels(github: RepositoryApi, number: number, labels: string[]): Promise<void> {
  await github.request('POST /repos/{owner}/{repo}/issues/{issue_number}/labels', {
    issue_number: number,
    labels,
  });
}

/** Takes a label away; one that somebody took away before stays away. */
export async function removeLabel(github: RepositoryApi, number: number, name: string): Promise<void> {
  const of = { issue_number: number };
  try {
    await github.request('DELETE /repos/{owner}/{repo}/issues/{issue_number}/labels/{name}', {
      ...of,
      name,
    });
  } catch (error) {
    if (kindOf(error) !== 'missing') throw error;
    const { data } = await github.request('GET /repos/{owner}/{repo}/issues/{issue_number}', of);
    if (data.labels.some((label) => (typeof label === 'string' ? label : label.name) === name)) throw error;
  }
}
