/** Facts on their way into the database, where people are pseudonyms, and out of it. */
import { sql } from 'kysely';
import type { Fact } from '../../facts/fact.ts';
import { type Apart, personalFields, type Together } from './personal-fields.ts';

/** A fact without who did it and what they wrote, as JSON: both are named by their places in lists beside it. */
export interface StoredFact {
  kind: Fact['kind'];
  [name: string]: unknown;
}

export interface FactParts {
  fact: StoredFact;
  /** Logins, as GitHub spells them, once each. */
  people: string[];
  texts: string[];
}

/** GitHub's own name for an account that is gone, and ours for a person who was removed. Nobody is known by it. */
export const ghost = 'ghost';
const nobody = -1;

/** Takes a fact apart. */
export function partsOf(fact: Fact): FactParts {
  const people: string[] = [];
  const texts: string[] = [];
  const apart: Apart = {
    person(login) {
      if (login === ghost) return nobody;
      const name = storable(login);
      const place = people.indexOf(name);
      return place < 0 ? people.push(name) - 1 : place;
    },
    text: (text) => texts.push(text) - 1,
  };
  const stored: StoredFact = { ...fact };
  for (const [name, field] of personalFields(fact.kind)) stored[name] = field.store(stored[name], apart);
  return { fact: stored, people, texts };
}

/**
 * What a query selects of `facts` to read them with {@link readFact}. Who is meant is looked up by the same statement, each
 * time: another process may have removed somebody a moment ago.
 */
export const factColumns = [
  'facts.fact',
  'facts.people',
  sql<Record<string, string> | null>`case when facts.people <> '{}' then (
    select json_object_agg(people.id, people.login) from people where people.id = any(facts.people)) end`.as(
    'logins',
  ),
  sql<Record<string, string> | null>`case when facts.texts > 0 then (
    select json_object_agg(texts.place, texts.text) from texts where texts.fact = facts.seq) end`.as('texts'),
] as const;

export interface FactRow {
  fact: StoredFact;
  /** Pseudonyms, in the order of their places. */
  people: number[];
  /** By pseudonym; `null`, or without them: those who were removed. */
  logins: Record<string, string> | null;
  /** By place; `null`, or without them: those that were removed. */
  texts: Record<string, string> | null;
}

/** Puts a fact together again. */
export function readFact({ fact: stored, people, logins, texts }: FactRow): Fact {
  const found: Together = {
    person(place) {
      const pseudonym = people[place];
      if (pseudonym === undefined) return { login: ghost };
      const login = logins?.[pseudonym];
      return login === undefined ? { login: ghost, pseudonym } : { login };
    },
    text: (place) => texts?.[place] ?? null,
  };
  const fact = { ...stored };
  for (const [name, field] of personalFields(fact.kind)) fact[name] = field.read(fact[name], found);
  return fact as unknown as Fact;
}

/** Postgres keeps no NUL in a text. */
function storable(text: string): string {
  return text.toWellFormed().replaceAll('\0', '\uFFFD');
}
