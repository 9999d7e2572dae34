/** People in the databases of an older version, which called them by their logins in facts, keys and summaries. */
import { sql } from 'kysely';
import type { Fact } from '../../src/facts/fact.ts';
import { appendFacts } from '../../src/store/facts/append-facts.ts';
import { removePerson } from '../../src/store/operator/remove-person.ts';
import { factColumns, readFact } from '../../src/store/people/stored-fact.ts';
import type { Handle } from '../../src/store/tables.ts';
import { kinds, oldDatabaseAsItWas } from './old-database.ts';

const people = ['state', 'github', 'main', 'push', 'Octavia'];

async function factsOf(db: Handle): Promise<Fact[]> {
  const rows = await db.selectFrom('facts').select(factColumns).orderBy('seq').execute();
  return rows.map(readFact);
}

/** Keys of facts ended in who merged, where that was known. */
function withNewKey<F extends Record<string, unknown>>(fact: F): F {
  const { kind, mergedBy, key } = fact;
  if (kind !== 'pull-request' || !mergedBy || typeof key !== 'string') return fact;
  const { login } = mergedBy as { login: string };
  expect(key.endsWith(`:${login}`)).toBe(true);
  return { ...fact, key: `${key.slice(0, -login.length)}by-known` };
}

describe.each(kinds)('%s', (kind) => {
  test('facts and summaries say the same of the same people, who are pseudonyms in them', async () => {
    const old = await oldDatabaseAsItWas(kind);
    const { db, close } = await old.open();
    const facts = old.facts.map(({ fact }) => withNewKey(fact));
    expect(facts).not.toEqual(old.facts.map(({ fact }) => fact));
    expect(await factsOf(db)).toEqual(facts);
    expect(JSON.stringify(await factsOf(db))).toBe(JSON.stringify(facts));
    const keys = await db.selectFrom('facts').select('key').orderBy('seq').execute();
    expect(keys.map(({ key }) => key)).toEqual(facts.map(({ key }) => key));

    const summaries = await db
      .selectFrom('summaries')
      .leftJoin('people', 'people.id', 'summaries.author')
      .select(['branch', 'summary', 'login'])
      .orderBy('repository')
      .orderBy('branch')
      .execute();
    expect(
      summaries.map(({ branch, summary, login }) => ({
        branch,
        summary: { ...summary, author: { ...summary.author, login } },
      })),
    ).toEqual(old.summaries);

    const { rows } = await sql<{ text: string }>`
      select fact::text || key as text from facts union all select summary::text from summaries`.execute(db);
    for (const { text } of rows) expect(text).not.toMatch(/"login"|Found by|as @state|is on it|Octavia/);
    const known = await db.selectFrom('people').select('login').execute();
    expect(known.map(({ login }) => login)).toEqual(expect.arrayContaining(people));

    // What GitHub tells of again is known.
    expect(await appendFacts(db, await factsOf(db), { delivery: null, recordedAt: new Date() })).toEqual([]);

    const before = (await sql`select fact::text, key, people::text from facts order by seq`.execute(db)).rows;
    for (const login of people) await db.transaction().execute((tx) => removePerson(tx, login));
    expect(
      (await sql`select fact::text, key, people::text from facts order by seq`.execute(db)).rows,
    ).toEqual(before);
    const after = await factsOf(db);
    expect(JSON.stringify(after)).not.toMatch(
      /"login":"(?:state|github|main|push|Octavia)"|@(?:state|github|main|push)/,
    );
    // Whoever may, gave it: that is not undone.
    expect(after.flatMap((fact) => (fact.kind === 'commanded' ? [fact.line] : []))).toContain(
      '/hotfix extend 1h (removed)',
    );
    expect(after.map(({ key }) => key)).toEqual(facts.map(({ key }) => key));
    await close();
  }, 120_000);
});
