import { parseBranchName } from '../policy/branch-name.ts';
import type { PolicyInForce } from '../policy/policy-in-force.ts';
import { targetOf } from '../policy/target.ts';
import type { Hotfix, PullRequest } from './hotfix.ts';
import { headOf, pipelineVerdict } from './pipeline/pipeline-verdict.ts';
import { settle } from './settlement/settle.ts';
import type { Situation } from './situation.ts';

/** The situation at `now` under the policy: rules decide from it, and texts are written from it. */
export function assess(hotfix: Hotfix, inForce: PolicyInForce, now: Date): Situation {
  const { policy } = inForce;
  const target = targetOf(policy, hotfix.repository);
  const backfill = backfillOf(hotfix, target);
  const open = backfill?.state === 'open' ? backfill : null;
  return {
    hotfix,
    inForce,
    name: parseBranchName(policy, hotfix.branch),
    target,
    ...settle(hotfix, { policy, target }, now),
    backfill,
    pipeline: pipelineVerdict(hotfix, policy, open),
    conflict: conflictOf(hotfix, open),
  };
}

/** The open pull request to the target, else the one that ended last, whoever opened it. */
function backfillOf(hotfix: Hotfix, target: string): PullRequest | null {
  const pulls = hotfix.pulls.filter((pull) => pull.base === target);
  return pulls.findLast((pull) => pull.state === 'open') ?? pulls.at(-1) ?? null;
}

function conflictOf(hotfix: Hotfix, open: PullRequest | null): Situation['conflict'] {
  const head = open && headOf(hotfix, open);
  const reading = hotfix.readings.mergeability.findLast(
    ({ number, sha }) => number === open?.number && sha === head,
  );
  const known = reading !== undefined && reading.mergeable !== null;
  return { known, conflicts: reading?.mergeable === false, files: reading?.files ?? [] };
}
