import type { RepositoryContext } from '../../context/repository-context.ts';
import type { Incident } from '../../incident/incident.ts';
import { reviewDueAt } from '../../incident/review-reminders.ts';
import { storyKey } from '../../notify/keys.ts';
import { wantedReviewMessages } from '../../notify/review-news.ts';
import { knownNews } from '../../store/slack/slack-news.ts';
import { incidentUrl } from '../../wording/phrases/incident.ts';
import { missingInWords } from '../../wording/review/review-missing.ts';
import { missingOf } from '../../wording/review/review-text.ts';
import { reviewDueMessage } from '../../wording/slack/slack-review.ts';
import { keepNews } from './keep-news.ts';

/** Keeps that a review is due and not complete, at the time of its first reminder; `context`: where its issue is. */
export async function notifyOfReview(context: RepositoryContext, incident: Incident): Promise<void> {
  const { work, repository, inForce } = context;
  const { id, review, hotfixes } = incident;
  if (!work.slack || inForce.policy.mode !== 'enforce' || !review?.url) return;
  const { policy } = inForce;
  const dueAt = reviewDueAt(review.openedAt, inForce);
  const story = storyKey.review(id);
  const missing = missingOf(incident);
  const state = { incident: id, dueAt, complete: missing.length === 0, closed: review.state === 'closed' };
  const message = reviewDueMessage({
    incident: id,
    incidentUrl: incidentUrl(id, policy),
    repository,
    issue: { number: review.number, url: review.url },
    dueAt,
    timezone: policy.timezone,
    hotfixes: hotfixes.map(({ hotfix }) => ({
      repository: `${hotfix.repository.owner}/${hotfix.repository.name}`,
      branch: hotfix.branch,
    })),
    missing: missingInWords(missing),
  });
  const wanted = wantedReviewMessages(state, work.now()).map((news) => ({ news, message }));
  const known = await knownNews(work.db, repository.id, { story });
  await keepNews(context, { known, wanted, shown: new Map(wanted.map(({ news }) => [news.story, message])) });
}
