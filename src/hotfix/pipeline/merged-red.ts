import type { PipelineVerdict, Situation } from '../situation.ts';
import { pipelineVerdict } from './pipeline-verdict.ts';

/** What the full pipeline says of a head that was merged although required checks had failed on it; else `null`. */
export function mergedRed({ hotfix, inForce, obligation }: Situation): PipelineVerdict | null {
  if (obligation.kind !== 'merged' || obligation.pull.head !== hotfix.lastHead) return null;
  const verdict = pipelineVerdict(hotfix, inForce.policy, obligation.pull);
  return verdict.state === 'failed' && verdict.rule !== 'all' ? verdict : null;
}
