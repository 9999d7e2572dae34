import type { By, Occurrence } from '../../artefact/rule.ts';
import type { RepositoryContext } from '../../context/repository-context.ts';
import { repositoryStories } from '../../notify/keys.ts';
import { repositoryNews } from '../../notify/repository-news.ts';
import type { RepositorySituation } from '../../repository/situation.ts';
import { findEntry } from '../../store/ledger/ledger.ts';
import { knownNews } from '../../store/slack/slack-news.ts';
import { slackRepositoryMessage } from '../../wording/slack/slack-repository.ts';
import { keepNews, type NewsOutcome } from './keep-news.ts';

/** Keeps what Slack is to hear of a repository as a whole. */
export async function notifyOfRepository(
  context: RepositoryContext,
  {
    situation,
    occurrences,
    now,
  }: { situation: RepositorySituation; occurrences: readonly By<Occurrence>[]; now: Date },
): Promise<void> {
  const { work, repository, inForce } = context;
  if (!work.slack || inForce.policy.mode === 'off') return;
  const known = await knownNews(work.db, repository.id, { stories: repositoryStories });
  const news = repositoryNews(occurrences, { known, now });
  if (news.length === 0 && known.length === 0) return;
  const report = { repository, situation, now };
  const wanted: NewsOutcome[] = [];
  for (const one of news) {
    const entry = await findEntry(work.db, repository.id, one.issue);
    const issue = entry?.number && entry.url ? { number: entry.number, url: entry.url } : null;
    wanted.push({ news: one, message: slackRepositoryMessage(one, report, issue) });
  }
  const shown = new Map(wanted.map(({ news: { story }, message }) => [story, message]));
  await keepNews(context, { known, wanted, shown });
}
