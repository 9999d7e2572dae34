import type { Artefact } from '../../src/artefact/artefact.ts';
import type { By } from '../../src/artefact/rule.ts';

/** Fields that are the same for every artefact of a kind are left out. */
export function inShort({
  upkeep: _,
  alerts: __,
  mirrors: ___,
  urgent: ____,
  rule,
  key,
  ...rest
}: By<Artefact>) {
  return { rule, key, ...rest };
}
