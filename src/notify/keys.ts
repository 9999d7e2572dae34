/**
 * Keys of news and of their stories. They stand in the database for ever, so a form that was released once is kept: built
 * and parsed here alone. A story is what news belongs to: all of it shares one message in Slack, and its thread. A branch
 * name has no colon.
 */

type HotfixStory = `hotfix:${string}`;
type ReviewStory = `review:${string}`;

export const storyKey = {
  hotfix: (branch: string): HotfixStory => `hotfix:${branch}`,
  review: (incident: string): ReviewStory => `review:${incident}`,
};

/** What the stories of a repository as a whole begin with: each breach is one. */
export const repositoryStories = 'breach:';

/** `null`: the story is not that of a hotfix. */
export function branchOfStory(story: string): string | null {
  const prefix = storyKey.hotfix('');
  return story.startsWith(prefix) ? story.slice(prefix.length) : null;
}

/** What the keys of one rule's news begin with. */
type NewsBase = `overdue:${string}` | `breach:${string}`;

export const newsKey = {
  deployed: (sha: string) => `deployed:${sha}` as const,
  /** `story`: of the hotfix; `null`: of the repository. */
  base({ event, rule }: { event: 'overdue' | 'breach'; rule: string }, story: HotfixStory | null): NewsBase {
    const about = event === 'overdue' ? event : (`${event}:${rule}` as const);
    return story === null ? `${event}:${rule}` : `${about}:${story}`;
  },
  /** `name`: tells an occurrence from the next; empty where there is only one. */
  occurrence: (base: NewsBase, name: string): NewsBase => (name === '' ? base : `${base}:${name}`),
  isOf: (base: NewsBase, key: string): boolean => key === base || key.startsWith(`${base}:`),
  cure: (opening: string) => `cured:${opening}` as const,
};
