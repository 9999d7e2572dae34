import { type Issue, type OverdueLabel, overdueMark } from '../../artefact/artefact.ts';
import { artefactKey } from '../../artefact/keys.ts';
import type { Consequences, Occurrence } from '../../artefact/rule.ts';
import { breach, endOf } from '../breach.ts';
import type { Situation } from '../situation.ts';

/** The deadline has passed and the fix is not on the target: an issue and a label, until it is. */
export function overdue(situation: Situation): Consequences<Issue | OverdueLabel, never, never, Occurrence> {
  const { obligation } = situation;
  if (obligation.kind === 'settling') return {};
  // A discarded hotfix that was overdue stays so; its other issue says what to do about it.
  if (obligation.kind === 'discarded') return { until: obligation.deadline };
  const broken = obligation.kind === 'open' && obligation.overdue;
  return {
    artefacts: [...breach('overdue', situation, broken), ...label(situation)],
    news: [occurrence(situation)],
    until: obligation.kind === 'open' ? obligation.deadline : null,
  };
}

/** An extension ends it; what is overdue after it is overdue anew. */
function occurrence({ obligation, hotfix }: Situation): Occurrence {
  const about = {
    event: 'overdue',
    continues: false,
    issue: artefactKey.breach('overdue', hotfix.branch),
  } as const;
  if (obligation.kind === 'open' && obligation.overdue && obligation.deadline)
    return { ...about, state: 'open', name: obligation.term, at: obligation.deadline };
  return { ...about, state: 'closed', name: null, at: endOf(obligation) };
}

/** Where the deadline was extended, the label is taken away again; one that was never there need not be. */
function label({ backfill, obligation, hotfix }: Situation): OverdueLabel[] {
  if (backfill?.state !== 'open' || obligation.kind !== 'open') return [];
  const key = artefactKey.overdueLabel(backfill.number);
  if (!obligation.overdue && !hotfix.ledger.written[key]) return [];
  return [overdueMark({ key, number: backfill.number, present: obligation.overdue })];
}
