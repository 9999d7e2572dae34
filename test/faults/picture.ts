/** What GitHub holds, so that two runs can be held against each other: no times, no ids, no order that does not count. */
import type { Comment, Issue } from '../../demo/stand-in/model.ts';
import type { PlayedRepository, StandIn } from '../../demo/stand-in/stand-in.ts';
import { appId } from '../support/app-registration.ts';
import { byName } from '../support/by-name.ts';

export type Picture = Record<string, unknown>;

/** `names`: what commits are called, by their sha. */
export function pictureOf(
  github: StandIn,
  repository: PlayedRepository,
  names: ReadonlyMap<string, string>,
): Picture {
  const { state } = repository;
  const plain = (text: string | null): string | null =>
    text === null ? null : inGeneral(numbered(text.replaceAll(github.host, '<host>')), names);
  // Which of a pull request and an issue of the same moment comes first, and has the lower number, is left open.
  const numbered = (text: string): string =>
    text.replace(
      /(#|\/pull\/|\/issues\/|hotfix-policy:(?:status|reminder):)(\d+)\b/g,
      (all, before, number) => {
        const one = state.issues.get(Number(number));
        return one ? `${before}<${one.pull ? one.pull.head : one.title}>` : all;
      },
    );
  const checks = state.checkRuns
    .filter(({ app }) => app.id === appId)
    .map(({ sha, name, status, conclusion, title, summary, annotations }) => ({
      at: names.get(sha) ?? sha,
      name,
      status,
      conclusion,
      title: plain(title),
      summary: plain(summary)?.split('\n'),
      annotations: annotations.length,
    }));
  const comment = ({ author, body, reactions }: Comment) => ({
    author: author.login,
    body: plain(body)?.split('\n'),
    reactions: reactions.map(({ by, content }) => `${content} by ${by.login}`).toSorted(byName),
  });
  const issue = (one: Issue) => ({
    author: one.author.login,
    state: `${one.state} ${one.stateReason ?? ''}`,
    title: plain(one.title),
    body: plain(one.body)?.split('\n'),
    labels: one.labels.toSorted(byName),
    assignees: one.assignees.toSorted(byName),
    comments: inOrder(one.comments.map(comment)),
    pull: one.pull && {
      from: one.pull.head,
      to: one.pull.base,
      draft: one.pull.draft,
      merged: one.pull.merged !== null,
      reviewers: [...one.pull.requestedReviewers, ...one.pull.requestedTeams].toSorted(byName),
      asked: one.pull.reviewNotices.map(({ to }) => to).toSorted(byName),
    },
  });
  return {
    checks: inOrder(checks),
    issues: inOrder([...state.issues.values()].map(issue)),
    labels: inOrder([...state.labels.values()].map(({ id: _, ...label }) => label)),
  };
}

function inOrder<T>(list: T[]): T[] {
  return list
    .map((one) => [JSON.stringify(one), one] as const)
    .sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))
    .map(([, one]) => one);
}

function inGeneral(text: string, names: ReadonlyMap<string, string>): string {
  // A seal holds for one mark in one repository: the same mark has another seal elsewhere.
  let plain = text.replace(/hotfix-policy-seal:[\w.-]+/g, 'hotfix-policy-seal:<seal>');
  for (const [sha, name] of names) {
    plain = plain.replaceAll(sha, `<${name}>`).replaceAll(sha.slice(0, 7), `<${name}>`);
  }
  return (
    plain
      // What a review tells of gates and deploys, and where it is linked, depends on what of real time came first.
      .replace(
        /(<!-- hotfix-policy:review:[^>]*-->)[\s\S]*?(<!-- hotfix-policy:review:[^>]*:end -->)/g,
        '$1 $2',
      )
      .replace(/^(?:- \*\*Review:\*\*|\| \*\*Review\*\* \|).*\n/gm, '')
      .replace(/\b\d{4}-\d\d-\d\dT\d\d:\d\d[\d:.]*Z?/g, '<time>')
      .replace(/\b\d{1,2} [A-Z][a-z]{2} \d{4}(, \d\d:\d\d)?/g, '<time>')
      .replace(/\b\d+ (s|min|h|d)( \d+ (s|min|h))?\b/g, '<span>')
      // How long a deploy took, in a chart.
      .replace(/, <time>, \d+m$/gm, ', <time>, <span>')
      .replace(/\b\d{4,}\b/g, '<number>')
  );
}

/** The lines in which two pictures differ; empty where they are the same. */
export function differences(wanted: Picture, found: Picture): string[] {
  const before = JSON.stringify(wanted, null, 1).split('\n');
  const after = JSON.stringify(found, null, 1).split('\n');
  return [...missing(before, after, '-'), ...missing(after, before, '+')];
}

function missing(lines: string[], others: string[], sign: string): string[] {
  const counts = new Map<string, number>();
  for (const line of others) counts.set(line, (counts.get(line) ?? 0) + 1);
  return lines.flatMap((line) => {
    const left = counts.get(line) ?? 0;
    counts.set(line, left - 1);
    return left > 0 ? [] : [`${sign} ${line.trim()}`];
  });
}
