/**
 * The fields of a fact that identify people or hold what people wrote. They are stored apart from the fact: a
 * person as a pseudonym, a text by its position among the texts of the fact. A kind of fact without an entry here
 * does not compile, nor does an entry that omits a person.
 */

import type { Fact } from '../../facts/fact.ts';
import type { Actor } from '../../facts/happened.ts';
import type { Verdict } from '../../facts/verdict.ts';
import { beginningOf } from './command-beginning.ts';

/** Takes people and texts out of a fact; each is found again by the number that it gives. */
export interface Apart {
  person(login: string): number;
  text(text: string): number;
}

/** Restores them; `null`: the text was removed. */
export interface Together {
  person(place: number): Pick<Actor, 'login' | 'pseudonym'>;
  text(place: number): string | null;
}

/** How a value is stored and read. The same field reads what it stored. */
interface Field<Value> {
  store(value: Value, apart: Apart): unknown;
  // biome-ignore lint/suspicious/noExplicitAny: what `store` gave, as JSON
  read(stored: any, together: Together): Value;
}

/** Stands in for a removed text where a value is required. */
const removedText = '(removed)';

const person: Field<Actor> = {
  store: ({ login, bot }, apart) => ({ person: apart.person(login), bot }),
  read: ({ person: place, bot }: { person: number; bot: boolean }, together) => ({
    ...together.person(place),
    bot,
  }),
};

const login: Field<string> = {
  store: (value, apart) => apart.person(value),
  read: (place: number, together) => together.person(place).login,
};

const text: Field<string> = {
  store: (value, apart) => apart.text(value),
  read: (place: number, together) => together.text(place) ?? removedText,
};

/** `null` after it was removed. */
const textOrNothing: Field<string | null> = {
  store: (value, apart) => value && apart.text(value),
  read: (place: number | null, together) => (place === null ? null : together.text(place)),
};

/** The request of a command stays when its reason is removed. */
const commandLine: Field<string> = {
  store: (line, apart) => {
    const begins = beginningOf(line);
    return begins === line ? { begins } : { begins, text: apart.text(line.slice(begins.length)) };
  },
  read: ({ begins, text: place }: { begins: string; text?: number }, together) =>
    place === undefined ? begins : begins + (together.text(place) ?? removedText),
};

function nullable<Value>(field: Field<Value>): Field<Value | null> {
  return {
    store: (value, apart) => (value === null ? null : field.store(value, apart)),
    read: (stored, together) => (stored === null ? null : field.read(stored, together)),
  };
}

/** One property of each element of a list. */
function each<Item extends object, Key extends keyof Item>(key: Key, field: Field<Item[Key]>): Field<Item[]> {
  return {
    store: (items, apart) => items.map((item) => ({ ...item, [key]: field.store(item[key], apart) })),
    read: (items: Item[], together) =>
      items.map((item) => ({ ...item, [key]: field.read(item[key], together) })),
  };
}

const missing = each<{ sha: string; subject: string }, 'subject'>('subject', text);

/** The subjects of commits that are not on the target. */
const verdict: Field<Verdict> = {
  store: (value, apart) =>
    value.kind === 'partly' ? { ...value, missing: missing.store(value.missing, apart) } : value,
  read: (stored: Verdict, together) =>
    stored.kind === 'partly' ? { ...stored, missing: missing.read(stored.missing, together) } : stored,
};

type PersonKey<F> = { [Key in keyof F]-?: [Extract<F[Key], Actor>] extends [never] ? never : Key }[keyof F];

type PersonalFields<F> = { [Key in PersonKey<F>]: Field<F[Key]> } & {
  [Key in Exclude<keyof F, PersonKey<F>>]?: Field<F[Key]>;
};

const fields: { [Kind in Fact['kind']]: PersonalFields<Extract<Fact, { kind: Kind }>> } = {
  pushed: { by: person, subject: textOrNothing },
  'branch-deleted': { by: person },
  'target-pushed': {},
  'target-touched': {},
  deployment: { by: nullable(person) },
  'workflow-run': { by: nullable(person) },
  dispatch: { by: nullable(person) },
  'pull-request': { author: person, mergedBy: nullable(person) },
  'checks-changed': {},
  'checks-read': {},
  'required-checks-read': {},
  'mergeability-read': {},
  'whereabouts-read': {},
  'fork-point-read': {},
  'proof-read': { verdict },
  'nothing-to-merge': {},
  commanded: { by: person, line: commandLine },
  'entitlement-read': {},
  disturbed: { by: person },
  'commit-placed': {},
  'jobs-read': {},
  'review-claimed': { by: person },
  'review-opened': {},
  'runbooks-read': { runbooks: each('by', nullable(login)) },
  written: {},
  refused: { reason: text },
};

/** The fields of a kind, whichever it is. */
export function personalFields(kind: Fact['kind']): [name: string, field: Field<unknown>][] {
  return Object.entries(fields[kind]);
}
