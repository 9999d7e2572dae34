/**
 * Keys of news and of their stories. They stand in the database for ever, so a form that was released once is kept: built
 * and parsed here alone. A story is what news belongs to: all of it shares one message in Slack, and its thread.
 */

type HotfixStory = `hotfix:${string}`;
type ReviewStory = `review:${string}`;
/** Of a repository as a whole: each breach is a story of its own. */
type BreachStory = `breach:${string}`;

export const storyKey = {
  hotfix: (branch: string): HotfixStory => `hotfix:${branch}`,
  review: (incident: string): ReviewStory => `review:${incident}`,
  frequency: (month: string): BreachStory => `breach:frequency:${month}`,
  rogueDeploy: (deployment: number): BreachStory => `breach:rogue-deploy:${deployment}`,
  /** `sha`: the commit that brought the mistakes. */
  policyFile: (sha: string): BreachStory => `${policyFileStories}${sha}`,
};

/** What the stories of a repository as a whole begin with. */
export const repositoryStories = 'breach:';

const policyFileStories = 'breach:policy-file:';

export function isPolicyFileStory(key: string): key is BreachStory {
  return key.startsWith(policyFileStories);
}

/** `null`: the story is not that of a hotfix. */
export function branchOfStory(story: string): string | null {
  const prefix = storyKey.hotfix('');
  return story.startsWith(prefix) ? story.slice(prefix.length) : null;
}

/** Openings begin something that a cure ends; they can come more than once. */
const openings = {
  overdue: (story: HotfixStory) => `overdue:${story}:` as const,
  discarded: (story: HotfixStory) => `breach:discarded:${story}:` as const,
};

export type NewsOpening = keyof typeof openings;

export const newsKey = {
  deployed: (sha: string) => `deployed:${sha}` as const,
  /** `term`: tells one debt and each extension of it from the next. */
  overdue: (story: HotfixStory, term: string) => `${openings.overdue(story)}${term}` as const,
  discarded: (story: HotfixStory, at: Date) => `${openings.discarded(story)}${at.getTime()}` as const,
  bypassed: (story: HotfixStory) => `breach:bypassed:${story}` as const,
  cure: (opening: string) => `cured:${opening}` as const,
};

/** The newest opening of that kind among these keys, which are in the order in which they were noticed. */
export function lastOpening<O extends NewsOpening>(
  keys: readonly string[],
  opening: O,
  story: HotfixStory,
): `${ReturnType<(typeof openings)[O]>}${string}` | null {
  const prefix = openings[opening](story);
  const last = keys.findLast((key) => key.startsWith(prefix));
  return (last as `${ReturnType<(typeof openings)[O]>}${string}` | undefined) ?? null;
}
