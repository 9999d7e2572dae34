/**
 * GitHub's history in the form of the deliveries that reported it, or should have: the same readers give facts with the
 * same keys, so that nothing is counted twice.
 */
import type { Delivery } from './reading.ts';

/** The repository that the memory is of. */
export interface Of {
  id: number;
  defaultBranch: string;
}

interface Person {
  login: string;
  type?: string;
}

export interface RefMove {
  before: string;
  after: string;
  ref: string;
  timestamp: string;
  activity_type: string;
  actor: Person | null;
}

export interface RememberedCommit {
  sha: string;
  commit: { message: string; committer: { email?: string | undefined } | null };
}

/** A movement of a branch, with the commits that it brought. `own`: those that were nowhere else before; all, unless given. */
export function pushAsDelivered(
  movement: RefMove,
  { of, commits, own }: { of: Of; commits: RememberedCommit[]; own?: ReadonlySet<string> },
): Delivery {
  const { ref, before, after, timestamp, activity_type, actor } = movement;
  const payload = {
    ref,
    before,
    after,
    forced: activity_type === 'force_push',
    commits: commits.map(({ sha, commit }) => ({
      id: sha,
      distinct: own?.has(sha) ?? true,
      committer: { email: commit.committer?.email },
    })),
    head_commit: { message: commits.find(({ sha }) => sha === after)?.commit.message },
    repository: {
      id: of.id,
      default_branch: of.defaultBranch,
      // GitHub gives it in whole seconds there, and so is it in the key.
      pushed_at: Math.floor(Date.parse(timestamp) / 1000),
    },
    sender: actor,
  };
  return recalled('push', `${ref} ${before} ${after}`, payload, timestamp);
}

export interface RememberedDeployment {
  id: number;
  created_at: string;
}

export interface RememberedStatus {
  id: number;
  created_at: string;
}

/** A deployment and its statuses. `run`: the workflow run that made it, where that is known. */
export function deploymentsAsDelivered(
  deployment: RememberedDeployment,
  { of, statuses, run }: { of: Of; statuses: RememberedStatus[]; run: object | null },
): Delivery[] {
  const about = { action: 'created', deployment, workflow_run: run, repository: { id: of.id } };
  const created = recalled('deployment', String(deployment.id), about, deployment.created_at);
  return [
    created,
    ...statuses.map((status) => {
      const payload = { ...about, deployment_status: status };
      return recalled('deployment_status', `${deployment.id} ${status.id}`, payload, status.created_at);
    }),
  ];
}

/** A workflow run that ended. */
export function runAsDelivered(run: { id: number; updated_at: string }, of: Of): Delivery {
  const payload = { action: 'completed', workflow_run: run, repository: { id: of.id } };
  return recalled('workflow_run', String(run.id), payload, run.updated_at);
}

/** A person's comment on an issue or pull request. */
export function commentAsDelivered(
  comment: { id: number; created_at: string; user: Person | null },
  { of, number }: { of: Of; number: number },
): Delivery {
  const payload = {
    action: 'created',
    issue: { number },
    comment,
    repository: { id: of.id },
    sender: comment.user,
  };
  return recalled('issue_comment', String(comment.id), payload, comment.created_at);
}

/** It is taken as having come when it happened. */
function recalled(event: string, what: string, payload: object, at: string): Delivery {
  return { id: `recalled ${event} ${what}`, event, payload, receivedAt: new Date(at) };
}
