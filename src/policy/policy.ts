import type { Key, keys } from './keys.ts';

type Camel<S extends string> = S extends `${infer A}-${infer B}` ? `${A}${Capitalize<Camel<B>>}` : S;

type ValuesOf<T> = {
  [K in keyof T as Camel<K & string>]: T[K] extends Key<infer _, infer Value> ? Value : ValuesOf<T[K]>;
};

/**
 * The rules in force for one repository: every value present, durations in milliseconds, quiet hours in minutes after
 * midnight, weekdays from 1 (Monday) to 7. Key names follow the policy file (`open-after` → `openAfter`).
 */
export type Policy = ValuesOf<typeof keys>;
