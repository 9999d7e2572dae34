import type { PipelineVerdict, Situation } from '../situation.ts';
import { pipelineVerdict } from './pipeline-verdict.ts';

/** The verdict on a head that was merged although required checks had failed on it; `null`: they had not. */
export function mergedRed({ hotfix, inForce, obligation }: Situation): PipelineVerdict | null {
  if (obligation.kind !== 'merged' || obligation.pull.head !== hotfix.lastHead) return null;
  const verdict = pipelineVerdict(hotfix, inForce.policy, obligation.pull);
  return verdict.state === 'failed' && verdict.rule !== 'all' ? verdict : null;
}
