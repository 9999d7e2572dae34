import type { Artefact } from '../../src/artefact/artefact.ts';
import type { By } from '../../src/artefact/rule.ts';

/** What an artefact of its kind is always like is left out. */
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
