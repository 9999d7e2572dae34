import type { RepositoryContext } from '../../context/repository-context.ts';
import { hashOf } from '../../github/perform/hash.ts';
import { judgeNews } from '../../notify/judge-news.ts';
import type { SlackMessage } from '../../notify/message.ts';
import type { KnownNews, News } from '../../notify/news.ts';
import { findCheckpoint } from '../../store/checkpoints.ts';
import { installedAt } from '../../store/repositories/installations.ts';
import { addNews, passOver, rewordNews } from '../../store/slack/slack-news.ts';
import { findThread, wantShown } from '../../store/slack/slack-threads.ts';
import { slackSubject } from '../../store/subject-key.ts';
import { wakeSubject } from '../../store/subjects.ts';
import type { Handle } from '../../store/tables.ts';

export interface NewsOutcome {
  news: News;
  message: SlackMessage;
}

/** What is to be heard of a story by now, with what was noticed of it before, and what its message is to show. */
export interface Noticed {
  wanted: NewsOutcome[];
  known: readonly KnownNews[];
  /** By story. */
  shown: ReadonlyMap<string, SlackMessage>;
}

/**
 * Keeps what Slack is to hear, for the look that sends it: nothing that concerns a hotfix waits for Slack. What is not to be
 * told is kept as well, so that it is not noticed anew by a later policy, or after a while.
 */
export async function keepNews(
  { work, repository, inForce }: RepositoryContext,
  { wanted, known, shown }: Noticed,
): Promise<void> {
  const now = work.now();
  const named = inForce.policy.notify.slack;
  const fresh = wanted.filter(({ news }) => !known.some(({ key }) => key === news.key));
  const waiting = known.filter(({ state }) => state === 'due');
  if (fresh.length === 0 && waiting.length === 0 && !work.slack?.channel) return;
  const since = fresh.length > 0 ? await beginnings(work.db, repository.installation) : [];
  const still = wanted.filter(({ news }) => waiting.some(({ key }) => key === news.key));
  const isStill = (key: string): boolean => still.some(({ news }) => news.key === key);
  await work.db.transaction().execute(async (tx) => {
    let news = 0;
    for (const one of fresh) {
      const fate = judgeNews(one.news, { named, since: [...since, inForce.enforcedSince], now });
      const isNew = await addNews(tx, repository.id, { ...one, fate, now });
      if (isNew && fate === 'due') news += 1;
    }
    for (const { news, message } of still) await rewordNews(tx, repository.id, { key: news.key, message });
    const unnamed = waiting.filter(({ event }) => !named.includes(event)).map(({ key }) => key);
    await passOver(tx, repository.id, { keys: unnamed, reason: 'not-named', now });
    const overtaken = waiting.map(({ key }) => key).filter((key) => !isStill(key));
    await passOver(tx, repository.id, { keys: overtaken, reason: 'superseded', now });
    for (const [story, message] of shown) news += await showInThread(tx, repository.id, { story, message });
    if (news > 0) await wakeSubject(tx, slackSubject, now);
  });
}

/** Before these nothing is told: this database may lack what was, Slack was not there, the App was not installed. */
async function beginnings(db: Handle, installation: number): Promise<(Date | null)[]> {
  return [
    await findCheckpoint(db, 'whole-since'),
    await findCheckpoint(db, 'slack-since'),
    await installedAt(db, installation),
  ];
}

/** The message of a story is brought up to date in place, where there is one. */
async function showInThread(
  tx: Handle,
  repository: number,
  { story, message }: { story: string; message: SlackMessage },
): Promise<number> {
  const thread = await findThread(tx, { repository, story });
  if (!thread) return 0;
  const isShown = thread.shown === hashOf(message);
  await wantShown(tx, { repository, story }, isShown ? null : message);
  return isShown ? 0 : 1;
}
