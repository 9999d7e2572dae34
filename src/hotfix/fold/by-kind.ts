import type { Fact } from '../../facts/fact.ts';

/** Facts of one kind, in their order. */
export type FactsByKind = <K extends Fact['kind']>(kind: K) => Extract<Fact, { kind: K }>[];

/** Groups facts once, so that whoever wants one kind need not go through all of them. */
export function byKind(facts: readonly Fact[]): FactsByKind {
  const groups = Map.groupBy(facts, ({ kind }) => kind);
  return <K extends Fact['kind']>(kind: K) => (groups.get(kind) ?? []) as Extract<Fact, { kind: K }>[];
}
