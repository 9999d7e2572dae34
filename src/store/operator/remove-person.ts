/** Removes a person's identity: what they did stays, without their name. */
import { type SqlBool, sql } from 'kysely';
import type { Handle } from '../tables.ts';
import { type Naming, namingOf } from './naming.ts';
import { emptied, type Removed } from './remove.ts';

/** Rows that are processed at once. */
const step = 500;

/**
 * Removes the entry behind a pseudonym, and everything that mentions the person: texts, payloads of deliveries,
 * stored texts of reviews (they are read from GitHub again), and waiting Slack news, which is worded again. No fact
 * is changed. Call it in a transaction.
 */
export async function removePerson(tx: Handle, login: string): Promise<Removed> {
  // A transaction that is storing a fact finishes first, or waits and then finds that they are gone.
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

/** `somewhere`: a pattern that matches every row that names them, and others. */
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
    // For a processed delivery, emptying a payload once too often is better than missing one.
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

/** They are noticed again, without the name, at the next look at their subjects. */
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

/** What the news of a repository may be about: due at once, by the clock of those who noticed it. */
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
