import type { PlayedRepository } from '../../demo/stand-in/stand-in.ts';
import { byName } from './by-name.ts';

export interface PictureOptions {
  /** What is written once tells how things stood then; `true`: of it only that it is there. */
  present?: boolean;
}

/**
 * All that can be seen of a repository of what people and this App wrote, without what differs from one telling of the
 * same story to the next: addresses, ids, and the names of commits.
 */
export function picture({ state }: PlayedRepository, { present = false }: PictureOptions = {}): unknown {
  const once = (body: string): string => (present ? (body.split('\n', 1)[0] ?? '') : body);
  const issues = [...state.issues.values()].map((issue) => ({
    number: issue.number,
    title: issue.title,
    body: issue.pull ? once(issue.body) : issue.body,
    state: issue.state,
    labels: issue.labels.toSorted(byName),
    reviewers: issue.pull?.requestedReviewers,
    asked: issue.pull?.reviewNotices.map(({ to }) => to),
    merged: issue.pull ? issue.pull.merged !== null : null,
    comments: inAnyOrder(
      issue.comments.map((one) => ({
        by: one.author.login,
        body: one.body.startsWith('<!-- hotfix-policy:status') ? one.body : once(one.body),
        reactions: one.reactions.map(({ by, content }) => `${by.login} ${content}`),
      })),
    ),
  }));
  const checks = inAnyOrder(
    state.checkRuns.map(({ sha, name, conclusion, title, summary }) => ({
      sha,
      name,
      conclusion,
      title,
      summary,
    })),
  );
  const text = JSON.stringify({ issues, checks, labels: [...state.labels.keys()].toSorted(byName) });
  return JSON.parse(withoutChance(text));
}

/** Whichever of two came first is chance. */
function inAnyOrder<T>(things: T[]): T[] {
  return things.toSorted((a, b) => byName(JSON.stringify(a), JSON.stringify(b)));
}

function withoutChance(text: string): string {
  const commits = [...new Set(text.match(/\b[0-9a-f]{40}\b/g))];
  const named = commits.reduce(
    (so, sha, index) => so.replaceAll(sha, `commit-${index}`).replaceAll(sha.slice(0, 7), `commit-${index}`),
    text,
  );
  return named
    .replace(/127\.0\.0\.1:\d+/g, 'github')
    .replace(/\/runs\/\d+/g, '/runs/1')
    .replace(/#issuecomment-\d+/g, '#issuecomment-1')
    .replace(/hotfix-policy:command:\d+/g, 'hotfix-policy:command:1')
    .replace(/hotfix-policy-seal:[^ ]+/g, 'hotfix-policy-seal:1');
}
