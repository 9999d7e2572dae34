import { type Issue, type OverdueLabel, overdueMark } from '../../artefact/artefact.ts';
import { artefactKey } from '../../artefact/keys.ts';
import type { Consequences } from '../../artefact/rule.ts';
import { breach } from '../breach.ts';
import type { Situation } from '../situation.ts';

/** The deadline has passed and the fix is not on the target: an issue and a label, until it is. */
export function overdue(situation: Situation): Consequences<Issue | OverdueLabel, never> {
  const { standing } = situation;
  if (standing.kind === 'settling') return {};
  // A discarded hotfix that was overdue stays so; its other issue says what to do about it.
  if (standing.kind === 'discarded') return { until: standing.deadline };
  const broken = standing.kind === 'open' && standing.overdue;
  return {
    artefacts: [...breach('overdue', situation, broken), ...label(situation)],
    until: standing.kind === 'open' ? standing.deadline : null,
  };
}

/** Where the deadline was extended, the label is taken away again; one that was never there need not be. */
function label({ backfill, standing, hotfix }: Situation): OverdueLabel[] {
  if (backfill?.state !== 'open' || standing.kind !== 'open') return [];
  const key = artefactKey.overdueLabel(backfill.number);
  if (!standing.overdue && !hotfix.written[key]) return [];
  return [overdueMark({ key, number: backfill.number, present: standing.overdue })];
}
