import type { RepositoryContext } from '../../context/repository-context.ts';
import type { Incident } from '../../incident/incident.ts';
import { storyKey } from '../../notify/keys.ts';
import { reviewNews } from '../../notify/review-news.ts';
import { knownNews } from '../../store/slack/slack-news.ts';
import { slackReviewMessage } from '../../wording/slack/slack-review.ts';
import { keepNews } from './keep-news.ts';

/** Keeps the news of an incident's review for Slack; `context`: the repository that the review is in. */
export async function notifyOfReview(context: RepositoryContext, incident: Incident): Promise<void> {
  const { work, repository, inForce } = context;
  const { review, id } = incident;
  if (!work.slack || !review || inForce.policy.mode !== 'enforce') return;
  const message = slackReviewMessage(incident, review);
  const wanted = reviewNews(incident, work.now()).map((news) => ({ news, message }));
  const known = await knownNews(work.db, repository.id, { story: storyKey.review(id) });
  await keepNews(context, { known, wanted, shown: new Map(wanted.map(({ news }) => [news.story, message])) });
}
