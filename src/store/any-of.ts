import { type RawBuilder, sql } from 'kysely';

type Value = { text: string; bigint: number };

/** For `=`: one of these. A list is one value, so the statement is the same for every length. */
export function anyOf<T extends keyof Value>(type: T, list: readonly Value[T][]): RawBuilder<Value[T]> {
  return sql`any(${list}::${sql.raw(type)}[])`;
}

/** For `!=`: none of these. */
export function allOf<T extends keyof Value>(type: T, list: readonly Value[T][]): RawBuilder<Value[T]> {
  return sql`all(${list}::${sql.raw(type)}[])`;
}
