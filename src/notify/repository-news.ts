import type { By, Occurrence } from '../artefact/rule.ts';
import { newsKey } from './keys.ts';
import type { KnownNews } from './news.ts';
import { type BreachNews, newsOfOccurrence } from './occurrences.ts';

/** What Slack should have heard of a repository as a whole by now; see {@link hotfixNews}. */
export function repositoryNews(
  occurrences: readonly By<Occurrence>[],
  { known, now }: { known: readonly KnownNews[]; now: Date },
): BreachNews[] {
  return occurrences.flatMap((one) =>
    newsOfOccurrence(one, { base: newsKey.base(one, null), story: null, known, now }),
  );
}
