import { min } from 'date-fns/min';
import { confirmationDueSince } from '../hotfix/confirm-before-notifying.ts';
import { successfulDeploys } from '../hotfix/fold/deploys.ts';
import type { Hotfix } from '../hotfix/hotfix.ts';
import { bypassed } from '../hotfix/rules/bypassed.ts';
import type { Situation } from '../hotfix/situation.ts';
import { lastOpening, type NewsOpening, newsKey, storyKey } from './keys.ts';
import type { KnownNews, News } from './news.ts';

/** `topic`: what it is about, for the words. */
export interface HotfixNews extends News {
  topic: 'deployed' | 'overdue' | 'discarded' | 'bypassed' | 'overdue-cured' | 'discarded-cured';
}

/** All news of a hotfix, also after it was renamed. */
export function threadOf({
  renamedFrom,
  branch,
}: Pick<Hotfix, 'renamedFrom' | 'branch'>): `hotfix:${string}` {
  return storyKey.hotfix(renamedFrom ?? branch);
}

/**
 * What Slack should have heard of a hotfix by now: it follows from where the hotfix stands, and from what was noticed
 * before (`known`), not from what woke it up. News that is not told yet and no longer among it was overtaken. `null`:
 * things are on the move, and nothing can be said of it now.
 */
export function hotfixNews(
  situation: Situation,
  known: readonly KnownNews[],
  now: Date,
): HotfixNews[] | null {
  const { obligation, inForce } = situation;
  if (inForce.policy.mode !== 'enforce') return [];
  if (obligation.kind === 'settling' || obligation.kind === 'renamed') return null;
  return [...deployed(situation), ...openings(situation, known, now), ...cures(situation, known, now)];
}

/** Once for each commit, whatever tells of it and wherever it goes; of several that nobody heard of, the last. */
function deployed({ hotfix }: Situation): HotfixNews[] {
  const last = successfulDeploys(hotfix).findLast(({ rollback }) => !rollback);
  const first = last && successfulDeploys(hotfix).find(({ sha }) => sha === last.sha);
  if (!first?.finishedAt) return [];
  const key = newsKey.deployed(first.sha);
  return [
    { key, event: 'deployed', topic: 'deployed', story: threadOf(hotfix), happenedAt: first.finishedAt },
  ];
}

function openings(situation: Situation, known: readonly KnownNews[], now: Date): HotfixNews[] {
  const { hotfix, obligation } = situation;
  const story = threadOf(hotfix);
  // Before anything is said aloud, GitHub is asked whether it is still so.
  const unsure = confirmationDueSince(situation, now) !== null;
  const isSaid = ({ key }: News): boolean => !unsure || known.some((one) => one.key === key);
  if (obligation.kind === 'open' && obligation.overdue && obligation.deadline) {
    const key = newsKey.overdue(story, obligation.term);
    const happenedAt = obligation.deadline;
    return [{ key, event: 'overdue' as const, topic: 'overdue' as const, story, happenedAt }].filter(isSaid);
  }
  if (obligation.kind === 'discarded') {
    // When it was deleted may come to be known better; a second time is another one.
    const opened = lastOpening(keysOf(known), 'discarded', story);
    const isOpen = opened !== null && !known.some(({ key }) => key === newsKey.cure(opened));
    const key = isOpen ? opened : newsKey.discarded(story, obligation.at);
    const happenedAt = obligation.at;
    return [{ key, event: 'breach' as const, topic: 'discarded' as const, story, happenedAt }].filter(isSaid);
  }
  const [issue] = bypassed(situation, now).artefacts ?? [];
  if (!issue || !('at' in obligation)) return [];
  // It may have been found on the target a second time, by a database that was emptied.
  const happenedAt = min([obligation.at, hotfix.ledger.written[issue.key]?.at ?? obligation.at]);
  return [{ key: newsKey.bypassed(story), event: 'breach', topic: 'bypassed', story, happenedAt }];
}

/** The newest opening of each kind, where it is over. What went past the full pipeline is not undone by anything. */
function cures(situation: Situation, known: readonly KnownNews[], now: Date): HotfixNews[] {
  const { hotfix, obligation } = situation;
  const story = threadOf(hotfix);
  const isDiscarded = obligation.kind === 'discarded';
  const isOverdue = isDiscarded || (obligation.kind === 'open' && obligation.overdue);
  const over: [opening: NewsOpening, topic: HotfixNews['topic'], lasts: boolean][] = [
    ['overdue', 'overdue-cured', isOverdue],
    ['discarded', 'discarded-cured', isDiscarded],
  ];
  return over.flatMap(([kind, topic, lasts]) => {
    const opening = lastOpening(keysOf(known), kind, story);
    if (opening === null || lasts) return [];
    const happenedAt = 'at' in obligation ? obligation.at : now;
    return [{ key: newsKey.cure(opening), event: 'cured', topic, story, happenedAt }];
  });
}

function keysOf(known: readonly KnownNews[]): string[] {
  return known.map(({ key }) => key);
}
