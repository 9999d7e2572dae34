import { type Kysely, sql } from 'kysely';

/** Rows that are read and rewritten at once. */
const step = 1_000;

/**
 * People become pseudonyms in facts and summaries, and what they wrote is stored beside the facts. This migration
 * converts, once, what older versions wrote. A process of an older version that still runs can no longer add facts:
 * a process of this version processes its deliveries again.
 */
export async function people(db: Kysely<unknown>): Promise<void> {
  await sql`create table people (id serial primary key, login text not null)`.execute(db);
  await sql`create unique index people_login on people (lower(login))`.execute(db);
  await sql`create table texts (
    fact bigint not null references facts (seq) on delete cascade,
    place smallint not null,
    text json not null,
    primary key (fact, place))`.execute(db);
  await sql`alter table facts add column people integer[] not null default '{}'`.execute(db);
  await sql`alter table facts alter column people drop default`.execute(db);
  await sql`alter table facts add column texts smallint not null default 0`.execute(db);
  await sql`alter table facts alter column texts drop default`.execute(db);
  await sql`alter table summaries add column author integer`.execute(db);
  for (let last: number | null = 0; last !== null; ) last = await rewriteFacts(db, last);
  await rewriteSummaries(db);
}

interface OldFact {
  kind: string;
  [name: string]: unknown;
}

/** The ones after this one; returns the last of them, or `null` where there are no more. */
async function rewriteFacts(db: Kysely<unknown>, after: number): Promise<number | null> {
  const { rows } = await sql<OldRow>`
    select seq, repository, key, fact from facts where seq > ${after} order by seq limit ${step}`.execute(db);
  const keys = await newKeys(db, rows);
  const apart = rows.map(({ seq, key, fact }) => {
    const now = keys.get(seq) ?? key;
    return { seq, key: now, ...takeApart({ ...fact, key: now }) };
  });
  const personal = apart.filter(({ people, texts }) => people.length + texts.length > 0);
  await addLogins(
    db,
    personal.flatMap((one) => one.people),
  );
  await sql`
    with given as (
      select * from json_to_recordset(${JSON.stringify(personal)}::json)
        as given(seq bigint, key text, fact json, people json, texts json)
    ), named as (
      select given.seq, array_agg(people.id order by place) as ids
      from given, json_array_elements_text(given.people) with ordinality as wanted(login, place), people
      where lower(people.login) = lower(wanted.login)
      group by given.seq
    ), said as (
      insert into texts (fact, place, text)
      select given.seq, place - 1, text
      from given, json_array_elements(given.texts) with ordinality as said(text, place)
    )
    update facts set
      key = given.key,
      fact = given.fact,
      people = coalesce(named.ids, '{}'),
      texts = json_array_length(given.texts)
    from given left join named on named.seq = given.seq
    where facts.seq = given.seq`.execute(db);
  return rows.at(-1)?.seq ?? null;
}

interface OldRow {
  seq: number;
  repository: number;
  key: string;
  fact: OldFact;
}

/**
 * The key of a merge ended with who merged it; now it says whether that is known. Of two facts that differ only in
 * the spelling of that login, the later one gets a key of its own.
 */
async function newKeys(db: Kysely<unknown>, rows: OldRow[]): Promise<Map<number, string>> {
  const merged = rows.filter(({ fact }) => fact.kind === 'pull-request' && fact.mergedBy);
  const wanted = merged.map((row) => ({
    ...row,
    key: `${row.key.slice(0, row.key.lastIndexOf(':'))}:by-known`,
  }));
  const { rows: taken } = await sql<Pick<OldRow, 'repository' | 'key'>>`
    select repository, key from facts where (repository, key) in (
      select * from unnest(
        ${wanted.map(({ repository }) => repository)}::bigint[], ${wanted.map(({ key }) => key)}::text[]))
  `.execute(db);
  const placeOf = ({ repository, key }: Pick<OldRow, 'repository' | 'key'>): string => `${repository} ${key}`;
  const places = new Set(taken.map(placeOf));
  return new Map(
    wanted.map((row) => {
      const key = places.has(placeOf(row)) ? `${row.key}:${row.seq}` : row.key;
      places.add(placeOf(row));
      return [row.seq, key];
    }),
  );
}

async function rewriteSummaries(db: Kysely<unknown>): Promise<void> {
  const { rows } = await sql<{
    login: string;
  }>`select distinct summary -> 'author' ->> 'login' as login from summaries`.execute(db);
  await addLogins(
    db,
    rows.map(({ login }) => login).filter((login) => login !== ghost),
  );
  await sql`update summaries set author = people.id from people
    where lower(people.login) = lower(summary -> 'author' ->> 'login')`.execute(db);
  await sql`update summaries set summary = summary #- '{author,login}'`.execute(db);
}

async function addLogins(db: Kysely<unknown>, logins: string[]): Promise<void> {
  await sql`insert into people (login)
    select login from unnest(${[...new Set(logins)]}::text[]) with ordinality as added(login, place) order by place
    on conflict (lower(login)) do nothing`.execute(db);
}

/** The people without an entry, or removed by an older version. */
const ghost = 'ghost';
const nobody = -1;

interface Apart {
  fact: OldFact;
  people: string[];
  texts: string[];
}

/** Facts as stored until this version, and from now on. */
function takeApart(old: OldFact): Apart {
  const apart: Apart = { fact: { ...old }, people: [], texts: [] };
  const { fact } = apart;
  const login = (name: string): number => {
    if (name === ghost) return nobody;
    const place = apart.people.indexOf(storable(name));
    return place < 0 ? apart.people.push(storable(name)) - 1 : place;
  };
  const text = (said: string): number => apart.texts.push(said) - 1;
  for (const name of ['by', 'author', 'mergedBy']) {
    const who = fact[name] as { login: string; bot: boolean } | null | undefined;
    if (typeof who?.login === 'string') fact[name] = { person: login(who.login), bot: who.bot };
  }
  if (fact.kind === 'pushed' && typeof fact.subject === 'string') fact.subject = text(fact.subject);
  if (fact.kind === 'refused' && typeof fact.reason === 'string') fact.reason = text(fact.reason);
  if (fact.kind === 'commanded' && typeof fact.line === 'string') fact.line = commandApart(fact.line, text);
  if (fact.kind === 'runbooks-read' && Array.isArray(fact.runbooks))
    fact.runbooks = fact.runbooks.map((one: { by: string | null }) => ({
      ...one,
      by: typeof one.by === 'string' ? login(one.by) : null,
    }));
  const verdict = fact.verdict as { missing?: { subject: string }[] } | undefined;
  if (fact.kind === 'proof-read' && verdict?.missing)
    fact.verdict = {
      ...verdict,
      missing: verdict.missing.map((one) => ({ ...one, subject: text(one.subject) })),
    };
  return apart;
}

/** The request of a command, and the free text behind it. */
const reason = /(?=\S)(?!<[^>]*>\s*$)(?=.{2}.*\S)(?=.*\p{L}{2})/u.source;
const beginnings = [
  new RegExp(String.raw`^\s*/hotfix\s+(?:waive|supersede)\s+${reason}`, 'iu'),
  new RegExp(String.raw`^\s*/hotfix\s+extend\s+\d+[smhd]\s+${reason}`, 'iu'),
  /^\s*\/hotfix\s+timeline\s+[a-z][a-z -]*?[\s:]+(?:none|unknown)\b[\s:,–—-]*/i,
  /^\s*\/hotfix\s+(?:status|recheck|help|deployed|timeline)\b\s*/i,
  /^\s*\/hotfix\b\s*/i,
];

function commandApart(line: string, text: (said: string) => number): unknown {
  const found = beginnings.map((beginning) => beginning.exec(line)?.[0]).find((one) => one !== undefined);
  const begins = found ?? '';
  return begins === line ? { begins } : { begins, text: text(line.slice(begins.length)) };
}

/** Postgres does not accept a NUL in a text. */
function storable(text: string): string {
  return text.toWellFormed().replaceAll('\0', '\uFFFD');
}
