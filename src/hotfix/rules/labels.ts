import { type Labels, labels } from '../../artefact/artefact.ts';
import { artefactKey } from '../../artefact/keys.ts';
import type { Consequences } from '../../artefact/rule.ts';
import { isBeforeEnforcement } from '../before-enforcement.ts';
import type { Situation } from '../situation.ts';

/** The backfill carries the policy's labels; also one that was merged before anything was known of it. */
export function policyLabels(situation: Situation): Consequences<Labels, never> {
  const { backfill, obligation, inForce } = situation;
  const wanted = [...new Set(inForce.policy.backfill.labels)];
  if (!backfill || wanted.length === 0) return {};
  const isOpen = backfill.state === 'open' && obligation.kind === 'open';
  const isMerged =
    backfill.state === 'merged' &&
    obligation.kind === 'merged' &&
    !isBeforeEnforcement(obligation.at, situation);
  if (!isOpen && !isMerged) return {};
  const { number } = backfill;
  return { artefacts: [labels({ key: artefactKey.labels(number), number, labels: wanted })] };
}
