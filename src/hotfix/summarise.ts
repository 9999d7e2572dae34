import { isFastLaneRun, isPullRequestRun } from '../policy/deploy-matching.ts';
import type { WorkflowRun } from './hotfix.ts';
import type { HotfixSummary } from './hotfix-summary.ts';
import type { Situation } from './situation.ts';

/** The hotfix as its repository counts it. */
export function summarise({ hotfix, name, obligation, backfill, inForce }: Situation): HotfixSummary {
  return {
    branch: hotfix.branch,
    incident: name.kind === 'hotfix' ? name.incident : null,
    author: hotfix.startedBy,
    startedAt: hotfix.startedAt,
    state: stateOf(obligation),
    pull: backfill && { number: backfill.number, url: backfill.url },
    doneAt: 'at' in obligation && stateOf(obligation) === 'done' ? obligation.at : null,
    laneTime: elapsed(hotfix.runs.filter((run) => isFastLaneRun(inForce.policy, run))),
    pipelineTime: elapsed(hotfix.runs.filter(isPullRequestRun)),
  };
}

function stateOf(obligation: Situation['obligation']): HotfixSummary['state'] {
  switch (obligation.kind) {
    case 'merged':
    case 'on-target':
    case 'nothing-to-merge':
    case 'declared':
      return 'done';
    case 'waived':
      return 'waived';
    case 'open':
      return obligation.overdue ? 'overdue' : 'open';
    case 'settling':
      return 'open';
    case 'abandoned':
    case 'discarded':
    case 'renamed':
      return obligation.kind;
  }
}

/** From the first start to the last end of the successful runs on the newest commit that has any; milliseconds. */
function elapsed(runs: WorkflowRun[]): number | null {
  const good = runs.filter((run) => run.conclusion === 'success');
  const newest = good.at(-1);
  if (!newest) return null;
  const together = good.filter((run) => run.sha === newest.sha);
  const start = Math.min(...together.map((run) => run.startedAt.getTime()));
  return Math.max(...together.map((run) => run.finishedAt.getTime())) - start;
}
