/**
 * Keys of facts: the same event has the same key, whether a delivery, a second one or a look at GitHub reported it.
 * They are stored, and a fact whose key is there already is not stored again, so a released form stays. Built here
 * alone; nobody takes them apart.
 */
import type {
  ChecksRead,
  EntitlementRead,
  ForkPointRead,
  MergeabilityRead,
  NothingToMerge,
  PullRequestSeen,
  Refused,
  RequiredChecksRead,
  Tampered,
  TargetSearched,
} from './fact.ts';

/** The fields of a fact that its key is made of. */
type From<F, Field extends keyof F> = Pick<F, Field>;

export const factKey = {
  /** `moment`: GitHub's time of the push, which tells two of the same commits apart; else the ID of the delivery. */
  push: (branch: string, { before, after, moment }: Record<'before' | 'after' | 'moment', string>) =>
    `push:${branch}:${before}:${after}:${moment}`,
  /** An old branch that production runs. */
  takenUp: (branch: string, sha: string) => `push:${branch}:taken-up:${sha}`,
  targetTouched: (branch: string, push: string) => `target-touched:${branch}:${push}`,
  /** `status`: the ID of one of its statuses; `null`: it was created. */
  deployment: (deployment: number, status: number | null) =>
    status === null ? `deployment:${deployment}:created` : `deployment:${deployment}:status:${status}`,
  workflowRun: (run: number, attempt: number) => `workflow-run:${run}:${attempt}`,
  /** GitHub gives a dispatch no ID and no time; a redelivery has the ID of the first delivery. */
  dispatch: (delivery: string) => `dispatch:${delivery}`,
  pullRequest: ({
    number,
    at,
    state,
    sha,
    base,
    draft,
    mergedBy,
  }: From<PullRequestSeen, 'number' | 'at' | 'state' | 'sha' | 'base' | 'draft' | 'mergedBy'>) =>
    `pull-request:${number}:${at}:${state}:${sha}:${base}:${draft}:${mergedBy ? 'by-known' : ''}`,
  checksChanged: (delivery: string) => `checks-changed:${delivery}`,
  /** No delivery reported it: GitHub was asked about the commit. */
  checksSwept: (sha: string, at: string) => `checks-changed:swept:${sha}:${at}`,
  checksRead: ({ branch, sha, at }: From<ChecksRead, 'branch' | 'sha' | 'at'>) =>
    `checks-read:${branch}:${sha}:${at}`,
  requiredChecksRead: ({ branch, target, at }: From<RequiredChecksRead, 'branch' | 'target' | 'at'>) =>
    `required-checks-read:${branch}:${target}:${at}`,
  mergeabilityRead: ({ branch, number, at }: From<MergeabilityRead, 'branch' | 'number' | 'at'>) =>
    `mergeability-read:${branch}:${number}:${at}`,
  whereaboutsRead: (branch: string, at: string) => `whereabouts-read:${branch}:${at}`,
  /** Asked once for each head and target. */
  forkPointRead: ({ branch, sha, target }: From<ForkPointRead, 'branch' | 'sha' | 'target'>) =>
    `fork-point-read:${branch}:${sha}:${target}`,
  targetSearched: ({ branch, sha, target, at }: From<TargetSearched, 'branch' | 'sha' | 'target' | 'at'>) =>
    `proof-read:${branch}:${sha}:${target}:${at}`,
  nothingToMerge: ({ branch, target, sha }: From<NothingToMerge, 'branch' | 'target' | 'sha'>) =>
    `nothing-to-merge:${branch}:${target}:${sha}`,
  /** A line of a comment. Its answer, as an artefact, has the same key. */
  command: (comment: number, line: number) => `command:${comment}:${line}` as const,
  /** Asked once. `branch`: `null` for what somebody did on an incident's review. */
  entitlementRead: ({ branch, command }: From<EntitlementRead, 'branch' | 'command'>) =>
    `entitlement-read:${branch ?? 'review'}:${command}`,
  /** GitHub has no ID for it. */
  tampered: ({
    what,
    number,
    change,
    detail,
    at,
  }: From<Tampered, 'what' | 'number' | 'change' | 'detail' | 'at'>) =>
    `disturbed:${what}:${number}:${change}:${detail ?? ''}:${at}`,
  commitPlaced: (sha: string) => `commit-placed:${sha}`,
  jobsRead: (run: number, attempt: number) => `jobs-read:${run}:${attempt}`,
  reviewClaimed: (number: number, incident: string) => `review-claimed:${number}:${incident}`,
  reviewOpened: (incident: string) => `review-opened:${incident}`,
  runbooksRead: (repository: number, at: string) => `runbooks-read:${repository}:${at}`,
  written: (artefact: string) => `written:${artefact}`,
  /** `branch`: `null` for what is no hotfix's. */
  refused: ({ branch, artefact, at }: From<Refused, 'branch' | 'artefact' | 'at'>) =>
    branch === null ? `refused:${artefact}:${at}` : `refused:${branch}:${artefact}:${at}`,
};
