import type { By, Occurrence } from '../artefact/rule.ts';
import { confirmationDueSince } from '../hotfix/confirm-before-notifying.ts';
import { successfulDeploys } from '../hotfix/fold/deploys.ts';
import type { Hotfix } from '../hotfix/hotfix.ts';
import type { Situation } from '../hotfix/situation.ts';
import { newsKey, storyKey } from './keys.ts';
import type { KnownNews, News } from './news.ts';
import { type BreachNews, newsOfOccurrence } from './occurrences.ts';

export type HotfixNews = (News & { rule: 'deployed' }) | BreachNews;

/** All news of a hotfix, also after it was renamed. */
export function threadOf({
  renamedFrom,
  branch,
}: Pick<Hotfix, 'renamedFrom' | 'branch'>): `hotfix:${string}` {
  return storyKey.hotfix(renamedFrom ?? branch);
}

interface Knowing {
  /** What its rules say that a channel should hear. */
  occurrences: readonly By<Occurrence>[];
  known: readonly KnownNews[];
  now: Date;
}

/**
 * What Slack should have heard of a hotfix by now: it follows from where the hotfix stands, and from what was noticed
 * before (`known`), not from what woke it up. News that is not told yet and no longer among it was overtaken. `null`:
 * things are on the move, and nothing can be said of it now.
 */
export function hotfixNews(situation: Situation, { occurrences, known, now }: Knowing): HotfixNews[] | null {
  const { hotfix, obligation, inForce } = situation;
  if (inForce.policy.mode !== 'enforce') return [];
  if (obligation.kind === 'settling' || obligation.kind === 'renamed') return null;
  const story = threadOf(hotfix);
  // Before anything is said aloud, GitHub is asked whether it is still so.
  const unsure = confirmationDueSince(situation, now) !== null;
  const isSaid = ({ event, key }: News): boolean =>
    !unsure || event === 'cured' || known.some((one) => one.key === key);
  const breaches = occurrences.flatMap((one) =>
    newsOfOccurrence(one, { base: newsKey.base(one, story), story, known, now }),
  );
  return [...deployed(situation), ...breaches.filter(isSaid)];
}

/** Once for each commit, whatever tells of it and wherever it goes; of several that nobody heard of, the last. */
function deployed({ hotfix }: Situation): HotfixNews[] {
  const last = successfulDeploys(hotfix).findLast(({ rollback }) => !rollback);
  const first = last && successfulDeploys(hotfix).find(({ sha }) => sha === last.sha);
  if (!first?.finishedAt) return [];
  const key = newsKey.deployed(first.sha);
  return [
    { key, event: 'deployed', rule: 'deployed', story: threadOf(hotfix), happenedAt: first.finishedAt },
  ];
}
