/** Facts on their way in and out of the database, where people are pseudonyms. */
import { sql } from 'kysely';
import type { Fact } from '../../facts/fact.ts';
import { storable } from '../storable.ts';
import { type Apart, personalFields, type Together } from './personal-fields.ts';

/** A fact as JSON, without people and their texts: both are numbered by their positions in lists beside it. */
export interface StoredFact {
  kind: Fact['kind'];
  [name: string]: unknown;
}

export interface FactParts {
  fact: StoredFact;
  /** Logins in GitHub's spelling, each once. */
  people: string[];
  texts: string[];
}

/** GitHub's name for a deleted account, and ours for a removed person. Nobody is known by it. */
export const ghostLogin = 'ghost';
const nobody = -1;

/** Splits a fact. */
export function partsOf(fact: Fact): FactParts {
  const people: string[] = [];
  const texts: string[] = [];
  const apart: Apart = {
    person(login) {
      if (login === ghostLogin) return nobody;
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
 * The columns of `facts` that {@link readFact} needs. The same statement looks up the people every time: another
 * process may have removed somebody a moment ago.
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
  /** Pseudonyms, in the order of their positions. */
  people: number[];
  /** By pseudonym; `null` or missing: removed. */
  logins: Record<string, string> | null;
  /** By position; `null` or missing: removed. */
  texts: Record<string, string> | null;
}

/** Restores a fact. */
export function readFact({ fact: stored, people, logins, texts }: FactRow): Fact {
  const found: Together = {
    person(place) {
      const pseudonym = people[place];
      if (pseudonym === undefined) return { login: ghostLogin };
      const login = logins?.[pseudonym];
      return login === undefined ? { login: ghostLogin, pseudonym } : { login };
    },
    text: (place) => texts?.[place] ?? null,
  };
  const fact = { ...stored };
  for (const [name, field] of personalFields(fact.kind)) fact[name] = field.read(fact[name], found);
  return fact as unknown as Fact;
}
