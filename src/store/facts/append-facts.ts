import { type RawBuilder, sql } from 'kysely';
import type { Fact } from '../../facts/fact.ts';
import { withPseudonyms } from '../people/people.ts';
import { partsOf } from '../people/stored-fact.ts';
import type { Handle } from '../tables.ts';

/**
 * Appends facts; returns the new ones. An event that is reported twice is stored once. Call it in the same
 * transaction as {@link hotfixesAt}, which looks up what the facts concern.
 */
export async function appendFacts(
  tx: Handle,
  facts: readonly Fact[],
  { delivery, recordedAt }: { delivery: string | null; recordedAt: Date },
): Promise<Fact[]> {
  await waitForSameCommits(tx, facts);
  const kept: Fact[] = [];
  for (const fact of facts) {
    if (await append(tx, fact, { delivery, recordedAt })) kept.push(fact);
  }
  return kept;
}

/** Stores a fact with its commits, people and texts; `false`: it is known already. */
async function append(
  tx: Handle,
  fact: Fact,
  { delivery, recordedAt }: { delivery: string | null; recordedAt: Date },
): Promise<boolean> {
  const { fact: stored, people, texts } = partsOf(fact);
  // Pseudonyms are not cached from one attempt to the next: anybody may have been removed.
  for (let attempt = 0; attempt < mostAttempts; attempt++) {
    const { rows } = await sql<{ named: boolean; seq: number | null }>`
      ${withPseudonyms(people)}, kept as (
        insert into facts (repository, branch, key, kind, at, fact, people, texts, delivery, recorded_at)
        select ${fact.repository}::bigint, ${fact.branch}::text, ${fact.key}::text, ${fact.kind}::text,
          ${new Date(fact.at)}::timestamptz, ${JSON.stringify(stored)}::json, ids, ${texts.length}::smallint,
          ${delivery}::text, ${recordedAt}::timestamptz
        from named where array_position(ids, null) is null
        on conflict (repository, key) do nothing
        returning seq
      ), held as (
        insert into fact_commits (sha, fact) select unnest(${commitsOf(fact)}::text[]), seq from kept
      )${texts.length > 0 ? keeping(texts) : sql``}
      select array_position(ids, null) is null as named, (select seq from kept) from named
    `.execute(tx);
    const [row] = rows;
    if (row?.named) return row.seq !== null;
  }
  throw new Error('others were adding and removing the same people each time');
}

function keeping(texts: string[]): RawBuilder<unknown> {
  const json = texts.map((text) => JSON.stringify(text));
  return sql`, said as (
    insert into texts (fact, place, text)
    select seq, place - 1, text::json from kept, unnest(${json}::text[]) with ordinality as said(text, place)
  )`;
}

/** Another process may add a person at the same moment, and remove them in the next. */
const mostAttempts = 3;

/** A comment is matched to its pull request by number, as a deploy is matched to its branch by commit. */
function numberOf(fact: Fact): number | null {
  return fact.kind === 'commanded' || fact.kind === 'pull-request' ? fact.number : null;
}

/** Separates these locks from others in the same database. Any number will do. */
const lockSpace = 0x686f74;
const buckets = 64;

/**
 * A transaction does not see what another has not committed yet: a push and a deploy of the same commit, recorded
 * at the same moment, would not find each other, and the hotfix would never learn of its deploy. So transactions
 * about the same commits, or the same pull request, run one after the other. One Postgres lock for each commit
 * would be too many for a push of two thousand, so commits share 64. The locks are taken in a fixed order and
 * released with the transaction.
 */
async function waitForSameCommits(tx: Handle, facts: readonly Fact[]): Promise<void> {
  const commits = facts.flatMap(commitsOf).map((sha) => Number.parseInt(sha.slice(0, 2), 16));
  const numbers = facts.map(numberOf).filter((number) => number !== null);
  const taken = new Set([...commits, ...numbers].map((number) => number % buckets));
  const inOrder = [...taken].filter((bucket) => !Number.isNaN(bucket)).sort((a, b) => a - b);
  if (inOrder.length === 0) return;
  await sql`select pg_advisory_xact_lock(${lockSpace}::int, bucket) from unnest(${inOrder}::int[]) as bucket`.execute(
    tx,
  );
}

/** The commits that a fact is about: they connect a deploy, or an arrival on the target, to its hotfix. */
function commitsOf(fact: Fact): string[] {
  const listed = fact.kind === 'pushed' || fact.kind === 'target-pushed' ? fact.commits : [];
  return [...new Set([...listed, ...(fact.sha === null ? [] : [fact.sha])])];
}
