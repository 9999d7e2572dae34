import type { By, Occurrence } from '../artefact/rule.ts';
import { newsKey } from './keys.ts';
import type { KnownNews, News } from './news.ts';

/** News of something that a rule says began or ended. */
export interface BreachNews extends News {
  rule: string;
  /** Key of the issue that says more. */
  issue: Occurrence['issue'];
}

interface About {
  /** What the keys of the rule's news begin with, there. */
  base: `${'overdue' | 'breach'}:${string}`;
  /** `null`: each occurrence is a story of its own. */
  story: string | null;
  known: readonly KnownNews[];
  now: Date;
}

/** Its opening as long as it lasts, and its cure where the opening was noticed; else nothing. */
export function newsOfOccurrence(occurrence: By<Occurrence>, about: About): BreachNews[] {
  const { event, state, at, rule, issue } = occurrence;
  const key = openingOf(occurrence, about);
  if (key === null) return [];
  const news = { story: about.story ?? key, happenedAt: at ?? about.now, rule, issue };
  if (state === 'open') return [{ ...news, key, event }];
  return isKnown(key, about) ? [{ ...news, key: newsKey.cure(key), event: 'cured' }] : [];
}

function openingOf({ state, name, continues }: Occurrence, about: About): News['key'] | null {
  const last = about.known.findLast(({ key }) => newsKey.isOf(about.base, key))?.key as
    | News['key']
    | undefined;
  if (last !== undefined && state === 'closed' && name === null) return last;
  const lasts = last !== undefined && !isKnown(newsKey.cure(last), about);
  if (lasts && (continues || name === null)) return last;
  return name === null ? null : newsKey.occurrence(about.base, name);
}

function isKnown(key: string, { known }: About): boolean {
  return known.some((one) => one.key === key);
}
