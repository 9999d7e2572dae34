import type { Policy } from '../policy/policy.ts';
import type { Artefact } from './artefact.ts';
import type { By, Plan } from './rule.ts';

/**
 * `off`: nothing is wanted and nothing is asked. `observe`: everything is decided and asked, but only the check run
 * is written, always neutral, and no channel hears of it. `heldBack`: what else `enforce` would want.
 */
export function applyMode<Q>(plan: Plan<Q>, mode: Policy['mode']): Plan<Q> & { heldBack: By<Artefact>[] } {
  switch (mode) {
    case 'off':
      return { ...plan, artefacts: [], notes: [], news: [], questions: [], lookAgainAt: null, heldBack: [] };
    case 'observe':
      return {
        ...plan,
        news: [],
        artefacts: plan.artefacts.flatMap((one) =>
          one.kind === 'check-run' ? [{ ...one, conclusion: 'neutral' as const }] : [],
        ),
        heldBack: plan.artefacts.filter(({ kind }) => kind !== 'check-run'),
      };
    case 'enforce':
      return { ...plan, heldBack: [] };
  }
}
