/** One maker a kind of fact: it gives the fact its key, and the fields that every fact of the kind has alike. */
import type {
  ArtefactWritten,
  BranchDeleted,
  ChecksChanged,
  ChecksRead,
  Commanded,
  CommitPlaced,
  DeployDispatched,
  DeploymentSeen,
  EntitlementRead,
  Fact,
  ForkPointRead,
  MergeabilityRead,
  NothingToMerge,
  PullRequestSeen,
  Pushed,
  Refused,
  RequiredChecksRead,
  Tampered,
  TargetPushed,
  TargetSearched,
  TargetTouched,
  WhereaboutsRead,
  WorkflowRunEnded,
} from './fact.ts';
import type { Happened } from './happened.ts';
import type { JobsRead, ReviewClaimed, ReviewOpened, RunbooksRead } from './incident-facts.ts';
import { factKey } from './keys.ts';

/** Fields that are `null` in every fact of the kind. */
type AlwaysNull<F> = { [Field in keyof F]: F[Field] extends null ? Field : never }[keyof F];

/** Fields that a maker is given; the clock only where it differs within the kind. */
type Given<F extends Fact, Filled extends keyof Happened = 'key' | 'clock'> = Omit<
  F,
  'kind' | Filled | AlwaysNull<F>
>;

type Identity<F extends Fact> = Pick<F, 'kind' | 'key' | 'clock'>;

function fact<F extends Fact>(identity: Identity<F>, given: Given<F>): F {
  // The type of `given` lacks a branch or a commit only where the kind has none.
  return { branch: null, sha: null, ...given, ...identity } as unknown as F;
}

/** At GitHub's own time of it. */
function timed<F extends Fact>(kind: F['kind'], key: F['key'], given: Given<F>): F {
  return fact<F>({ kind, key, clock: 'github' } as Identity<F>, given);
}

/** At the time of receipt, or at which GitHub was asked: it gives none. */
function received<F extends Fact>(kind: F['kind'], key: F['key'], given: Given<F>): F {
  return fact<F>({ kind, key, clock: 'receipt' } as Identity<F>, given);
}

/** One push moves one branch: whatever it is to that branch, its key is {@link factKey.push}. */
type GivenMovement<F extends Fact> = Given<F, never>;

export const make = {
  pushed: (given: GivenMovement<Pushed>): Pushed => ({ kind: 'pushed', ...given }),
  branchDeleted: (given: GivenMovement<BranchDeleted>): BranchDeleted => ({
    kind: 'branch-deleted',
    ...given,
  }),
  targetPushed: (given: GivenMovement<TargetPushed>): TargetPushed => ({ kind: 'target-pushed', ...given }),
  targetTouched: (given: Given<TargetTouched>, push: string) =>
    received<TargetTouched>('target-touched', factKey.targetTouched(given.branch, push), given),

  /** `status`: the ID of one of its statuses; `null`: it was created. */
  deployment: (given: Given<DeploymentSeen>, status: number | null) =>
    timed<DeploymentSeen>('deployment', factKey.deployment(given.deployment, status), given),
  workflowRun: (given: Given<WorkflowRunEnded>) =>
    timed<WorkflowRunEnded>('workflow-run', factKey.workflowRun(given.run, given.attempt), given),
  dispatch: (given: Given<DeployDispatched>, delivery: string) =>
    received<DeployDispatched>('dispatch', factKey.dispatch(delivery), given),
  pullRequest: (given: Given<PullRequestSeen>) =>
    timed<PullRequestSeen>('pull-request', factKey.pullRequest(given), given),
  /** `delivery`: the ID of the one that reported it; `null`: GitHub was asked. */
  checksChanged: (given: Given<ChecksChanged>, delivery: string | null) =>
    received<ChecksChanged>(
      'checks-changed',
      delivery === null ? factKey.checksSwept(given.sha, given.at) : factKey.checksChanged(delivery),
      given,
    ),

  checksRead: (given: Given<ChecksRead>) =>
    received<ChecksRead>('checks-read', factKey.checksRead(given), given),
  requiredChecksRead: (given: Given<RequiredChecksRead>) =>
    received<RequiredChecksRead>('required-checks-read', factKey.requiredChecksRead(given), given),
  mergeabilityRead: (given: Given<MergeabilityRead>) =>
    received<MergeabilityRead>('mergeability-read', factKey.mergeabilityRead(given), given),
  whereaboutsRead: (given: Given<WhereaboutsRead>) =>
    received<WhereaboutsRead>('whereabouts-read', factKey.whereaboutsRead(given.branch, given.at), given),
  forkPointRead: (given: Given<ForkPointRead>) =>
    received<ForkPointRead>('fork-point-read', factKey.forkPointRead(given), given),
  targetSearched: (given: Given<TargetSearched>) =>
    received<TargetSearched>('proof-read', factKey.targetSearched(given), given),
  nothingToMerge: (given: Given<NothingToMerge>) =>
    received<NothingToMerge>('nothing-to-merge', factKey.nothingToMerge(given), given),
  commitPlaced: (given: Given<CommitPlaced>) =>
    received<CommitPlaced>('commit-placed', factKey.commitPlaced(given.sha), given),
  jobsRead: (given: Given<JobsRead>) =>
    received<JobsRead>('jobs-read', factKey.jobsRead(given.run, given.attempt), given),
  runbooksRead: (given: Given<RunbooksRead>) =>
    received<RunbooksRead>('runbooks-read', factKey.runbooksRead(given.repository, given.at), given),

  /** `line`: its index among the commands of the comment. */
  commanded: (given: Given<Commanded>, line: number) =>
    timed<Commanded>('commanded', factKey.command(given.comment, line), given),
  entitlementRead: (given: Given<EntitlementRead>) =>
    received<EntitlementRead>('entitlement-read', factKey.entitlementRead(given), given),
  /** From an answer to the command, at the command's own time. */
  entitlementRestored: (given: Given<EntitlementRead>) =>
    timed<EntitlementRead>('entitlement-read', factKey.entitlementRead(given), given),
  /** Whose it was is found out later. */
  tampered: (given: Omit<Given<Tampered>, 'branch'>) =>
    timed<Tampered>('disturbed', factKey.tampered(given), { branch: null, ...given }),

  reviewClaimed: (given: Given<ReviewClaimed>) =>
    timed<ReviewClaimed>('review-claimed', factKey.reviewClaimed(given.number, given.incident), given),
  reviewOpened: (given: Given<ReviewOpened>) =>
    received<ReviewOpened>('review-opened', factKey.reviewOpened(given.incident), given),
  written: (given: Given<ArtefactWritten>) =>
    received<ArtefactWritten>('written', factKey.written(given.artefact), given),
  refused: (given: Given<Refused>) => received<Refused>('refused', factKey.refused(given), given),
};
