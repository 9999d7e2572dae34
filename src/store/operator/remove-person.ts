/** Takes away who somebody was: what they did stays, without who it was. */
import { type SqlBool, sql } from 'kysely';
import type { Handle } from '../tables.ts';
import { type Naming, namingOf } from './naming.ts';
import { emptied, type Removed } from './remove.ts';

/** Rows that are looked at at once. */
const step = 500;

/**
 * Removes the entry that says who is meant by a pseudonym, and all that mentions them: texts, payloads of deliveries, what
 * is known of reviews (they are on GitHub, and are read from there again), and what Slack has yet to hear, which is worded
 * anew. No fact is changed. To be called in a transaction.
 */
export async function removePerson(tx: Handle, login: string): Promise<Removed> {
  // Whoever is about to keep a fact ends first, or waits and finds that they are gone.
  await sql`lock table facts, people, texts in share row exclusive mode`.execute(tx);
  const { numDeletedRows } = await tx
    .deleteFrom('people')
    .where(sql<SqlBool>`lower(login) = lower(${login})`)
    .executeTakeFirst();
  const who = { ...namingOf(login), somewhere: `%${login.replace(/[\\%_]/g, '\\$&')}%` };
  return {
    people: Number(numDeletedRows),
    texts: await removeTexts(tx, who),
    deliveries: await emptyDeliveries(tx, who),
    review_texts: await removeReviewTexts(tx, who),
    ...(await removeMessages(tx, who)),
  };
}

/** `somewhere`: a pattern that all match which name them, and others. */
type Who = Naming & { somewhere: string };

async function removeTexts(tx: Handle, who: Who): Promise<number> {
  let removed = 0;
  for (let last = { fact: 0, place: 0 }; ; ) {
    const rows = await tx
      .selectFrom('texts')
      .select(['fact', 'place', 'text'])
      .where(sql<SqlBool>`(fact, place) > (${last.fact}::bigint, ${last.place}::smallint)`)
      .where(sql<string>`text::text`, 'ilike', who.somewhere)
      .orderBy('fact')
      .orderBy('place')
      .limit(step)
      .execute();
    for (const { fact, place } of rows.filter(({ text }) => who.text(text))) {
      await tx.deleteFrom('texts').where('fact', '=', fact).where('place', '=', place).execute();
      removed += 1;
    }
    const end = rows.at(-1);
    if (!end) return removed;
    last = end;
  }
}

async function emptyDeliveries(tx: Handle, who: Who): Promise<number> {
  let count = 0;
  for (let last = 0; ; ) {
    const rows = await tx
      .selectFrom('deliveries')
      .select(['seq', 'payload', 'state'])
      .where('seq', '>', last)
      .where('payload', 'ilike', who.somewhere)
      .orderBy('seq')
      .limit(step)
      .execute();
    // Of what is done with, a payload with our own words about them is better emptied once too often.
    const theirs = rows
      .filter(({ payload, state }) => who.json(JSON.parse(payload), state === 'done' ? who.ours : who.text))
      .map(({ seq }) => seq);
    if (theirs.length > 0)
      await tx.updateTable('deliveries').set(emptied).where('seq', 'in', theirs).execute();
    count += theirs.length;
    const end = rows.at(-1);
    if (!end) return count;
    last = end.seq;
  }
}

async function removeReviewTexts(tx: Handle, who: Who): Promise<number> {
  const rows = await tx
    .selectFrom('review_texts')
    .select(['repository', 'number', 'body', 'edited'])
    .execute();
  const theirs = rows.filter(({ body, edited }) => who.ours(body) || who.ours(edited ?? ''));
  for (const { repository, number } of theirs)
    await tx
      .deleteFrom('review_texts')
      .where('repository', '=', repository)
      .where('number', '=', number)
      .execute();
  return theirs.length;
}

/** They are noticed anew, without the name, with the next look at what they are about. */
async function removeMessages(tx: Handle, who: Who): Promise<{ slack_news: number; slack_threads: number }> {
  const news = await tx
    .selectFrom('slack_news')
    .select(['repository', 'key', 'message'])
    .where('message', 'is not', null)
    .execute();
  const threads = await tx
    .selectFrom('slack_threads')
    .select(['repository', 'story', 'wanted'])
    .where('wanted', 'is not', null)
    .execute();
  const oldNews = news.filter(({ message }) => who.json(message, who.ours));
  const oldThreads = threads.filter(({ wanted }) => who.json(wanted, who.ours));
  for (const repository of new Set([...oldNews, ...oldThreads].map((one) => one.repository)))
    await wakeAllOf(tx, repository);
  for (const { repository, key } of oldNews)
    await tx
      .deleteFrom('slack_news')
      .where('repository', '=', repository)
      .where('key', '=', key)
      .where('state', '=', 'due')
      .execute();
  for (const { repository, story } of oldThreads)
    await tx
      .updateTable('slack_threads')
      .set({ wanted: null })
      .where('repository', '=', repository)
      .where('story', '=', story)
      .execute();
  return { slack_news: oldNews.length, slack_threads: oldThreads.length };
}

/** What a repository's news may be about: at once, by the clock of those who noticed it. */
async function wakeAllOf(tx: Handle, repository: number): Promise<void> {
  const noticed = sql<Date>`(select max(noticed_at) from slack_news where slack_news.repository = ${repository})`;
  await tx
    .updateTable('subjects')
    .set({ due_at: sql<Date>`least(due_at, ${noticed})`, version: sql<number>`version + 1`, attempts: 0 })
    .where((where) =>
      where.or([
        where.and([where('repository', '=', repository), where('kind', 'in', ['hotfix', 'repository'])]),
        where('kind', '=', 'incident'),
      ]),
    )
    .execute();
}
