import { GitHubTrouble } from './trouble.ts';

/** What GitHub has, or `null` where it says that there is none. Every other failure stays one: it says nothing. */
export async function found<T>(answer: Promise<{ data: T }>): Promise<T | null> {
  try {
    return (await answer).data;
  } catch (error) {
    if (error instanceof GitHubTrouble && error.trouble.kind === 'missing') return null;
    throw error;
  }
}
