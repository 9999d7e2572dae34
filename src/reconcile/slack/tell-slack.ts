import type { Work } from '../../context/work.ts';
import { hashOf } from '../../github/perform/hash.ts';
import { newsBegins } from '../../notify/judge-news.ts';
import { branchOfStory } from '../../notify/keys.ts';
import { isOpening, type PassedOver } from '../../notify/news.ts';
import type { Lease } from '../../queue/lease.ts';
import type { SlackOutcome } from '../../slack/outcome.ts';
import type { Slack } from '../../slack/slack.ts';
import {
  beginSending,
  closeNews,
  endSending,
  nextNews,
  type WaitingNews,
} from '../../store/slack/slack-news.ts';
import {
  findThread,
  forgetThread,
  nextStale,
  saveThread,
  wantShown,
} from '../../store/slack/slack-threads.ts';
import { hotfixSubject } from '../../store/subject-key.ts';
import { wakeSubject } from '../../store/subjects.ts';

/**
 * Sends one thing to Slack, if it is time for that: news first, then what is to be shown instead. Returns when to look
 * again. Slack's trouble is waited for here, by no error: it is nobody else's.
 */
export async function tellSlack(work: Work, hold: Lease): Promise<Date | null> {
  const { db, slack, now } = work;
  if (!slack) return null;
  await closeOld(work);
  if (!(await waits(work, slack))) return null;
  const held = slack.heldUntil(now());
  if (held) return held;
  if (!(await slack.isThere())) return slack.heldUntil(now());
  hold.assertHeld();
  const news = await nextNews(db);
  if (news) await tell(work, slack, news);
  else await showAnew(work, slack);
  return (await waits(work, slack)) ? (slack.heldUntil(now()) ?? now()) : null;
}

async function waits({ db }: Work, slack: Slack): Promise<boolean> {
  if (await nextNews(db)) return true;
  return slack.channel !== null && (await nextStale(db, slack.channel)) !== null;
}

/** A message that was being sent when a process died is not sent again, and one that is a day old is no news. */
async function closeOld({ db, log, now }: Work): Promise<void> {
  const at = now();
  for (const { repository, key, reason } of await closeNews(db, { begins: newsBegins(at), now: at }))
    log.warn({ repository, news: key, reason }, 'not posted in Slack');
}

async function tell(work: Work, slack: Slack, news: WaitingNews): Promise<void> {
  const { db, log, now } = work;
  const { repository, key, event, story, message } = news;
  const found = slack.channel === null ? null : await findThread(db, { repository, story });
  const thread = found?.asked === slack.channel ? found : null;
  if (!(await beginSending(db, news))) return;
  const outcome = await slack.post(message, thread && { ...thread, aloud: isOpening(news) });
  const end = endOf(outcome);
  await endSending(db, news, { end, now: now() });
  const said = { repository, news: key, event };
  if (end === 'told') log.info(said, 'posted in Slack');
  else if (end !== 'due') log.warn({ ...said, outcome, reason: end }, 'not posted in Slack');
  if (outcome.kind === 'taken' && outcome.message && !thread && slack.channel !== null) {
    const shown = hashOf(message);
    await saveThread(db, news, { asked: slack.channel, ...outcome.message, shown });
    // Other news may have waited behind it: the hotfix says what it is to show by now.
    const branch = branchOfStory(story);
    if (branch !== null) await wakeSubject(db, hotfixSubject(repository, branch), now());
  }
  // The message was taken away in Slack: the news begins another one.
  if (outcome.kind === 'refused' && outcome.about === 'thread') await forgetThread(db, news);
}

function endOf(outcome: SlackOutcome): 'told' | 'due' | PassedOver {
  switch (outcome.kind) {
    case 'taken':
      return 'told';
    case 'failed':
    case 'limited':
      return 'due';
    case 'unknown':
      return 'unknown';
    case 'refused':
      return outcome.about === 'message' ? 'refused' : 'due';
  }
}

/** To show the same twice is to show it once: what nobody knows the outcome of is done again. */
async function showAnew({ db, log }: Work, slack: Slack): Promise<void> {
  const stale = slack.channel === null ? null : await nextStale(db, slack.channel);
  if (!stale) return;
  const { repository, story, asked, channel, ts, wanted } = stale;
  const outcome = await slack.edit(wanted, { channel, ts });
  if (outcome.kind === 'taken') {
    await saveThread(db, stale, { asked, channel, ts, shown: hashOf(wanted) });
  } else if (outcome.kind === 'refused' && outcome.about !== 'way') {
    log.warn({ repository, story, outcome }, 'Slack message no longer updated');
    if (outcome.about === 'thread') await forgetThread(db, stale);
    else await wantShown(db, stale, null);
  }
}
