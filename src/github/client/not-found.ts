import { GitHubTrouble, kindOf } from './errors.ts';
import type { RepositoryApi, RepositoryName } from './repository-api.ts';

/** GitHub's answer, or `null` where it says "not found". Every other failure is thrown: it says nothing. */
export async function found<T>(answer: Promise<{ data: T }>): Promise<T | null> {
  try {
    return (await answer).data;
  } catch (error) {
    if (kindOf(error) === 'missing') return null;
    throw error;
  }
}

/** Throws where the App may not see the repository: then "not found" says nothing of what is in it. */
export async function assertVisible(github: RepositoryApi<RepositoryName>): Promise<void> {
  await github.request('GET /repos/{owner}/{repo}');
}

/**
 * For answers that are stored and not asked for again: "not found" is believed when GitHub says it twice and lets the App see
 * the repository. GitHub also says it about things that it hides for a moment.
 */
export async function foundOrSurelyNot<T>(
  github: RepositoryApi<RepositoryName>,
  ask: () => Promise<{ data: T }>,
): Promise<T | null> {
  const first = await found(ask());
  if (first !== null) return first;
  await assertVisible(github);
  return found(ask());
}

/**
 * GitHub's answer about two commits or branches together, or `null` where it no longer knows one of them, or where
 * they have nothing in common. Throws where it says "not found" although it knows both: they are asked for in turn.
 */
export async function foundOfBoth<T>(
  github: RepositoryApi<RepositoryName>,
  refs: [string, string],
  ask: () => Promise<{ data: T }>,
): Promise<T | null> {
  try {
    return (await ask()).data;
  } catch (error) {
    if (kindOf(error) !== 'missing') throw error;
    // Seen at GitHub: two histories without a commit in common are "not found", and said to be so.
    if (/^no common ancestor/i.test(reasonOf(error))) return null;
  }
  await assertVisible(github);
  for (const ref of refs) if (!(await isKnown(github, ref))) return null;
  throw new GitHubTrouble(`compare ${refs.join(' and ')}`, { kind: 'unavailable' }, false);
}

function reasonOf(error: unknown): string {
  return error instanceof GitHubTrouble && error.trouble.kind === 'missing' ? error.trouble.reason : '';
}

/** GitHub calls an id or a name that it does not know invalid. */
async function isKnown(github: RepositoryApi<RepositoryName>, ref: string): Promise<boolean> {
  try {
    await github.request('GET /repos/{owner}/{repo}/commits/{ref}', { ref, per_page: 1 });
    return true;
  } catch (error) {
    if (kindOf(error) === 'refused' || kindOf(error) === 'missing') return false;
    throw error;
  }
}
