import type { By, Occurrence } from '../../artefact/rule.ts';
import type { RepositoryContext } from '../../context/repository-context.ts';
import { cardTopic } from '../../notify/card-topic.ts';
import { hotfixNews, threadOf } from '../../notify/hotfix-news.ts';
import { knownNews } from '../../store/slack/slack-news.ts';
import type { HotfixReport } from '../../wording/rules/words.ts';
import { slackHotfixMessage } from '../../wording/slack/slack-hotfix.ts';
import { keepNews } from './keep-news.ts';

/** Keeps what Slack is to hear of a hotfix. */
export async function notifyOfHotfix(
  context: RepositoryContext,
  report: HotfixReport,
  occurrences: readonly By<Occurrence>[],
): Promise<void> {
  const { situation } = report;
  const { work, repository } = context;
  if (!work.slack || situation.inForce.policy.mode === 'off') return;
  const story = threadOf(situation.hotfix);
  const known = await knownNews(work.db, repository.id, { story });
  const news = hotfixNews(situation, { occurrences, known, now: work.now() });
  const topic = cardTopic(situation);
  if (!news || !topic || (news.length === 0 && known.length === 0)) return;
  await keepNews(context, {
    known,
    wanted: news.map((one) => ({ news: one, message: slackHotfixMessage(one, report) })),
    shown: new Map(
      situation.inForce.policy.mode === 'enforce' ? [[story, slackHotfixMessage(topic, report)]] : [],
    ),
  });
}
