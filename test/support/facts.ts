/** Facts for tests of the pure core: what matters is given, the rest is filled in. */
import { createHash } from 'node:crypto';
import type {
  BranchDeleted,
  ChecksChanged,
  ChecksRead,
  Commanded,
  DeployDispatched,
  DeploymentSeen,
  EntitlementRead,
  Fact,
  ForkPointRead,
  MergeabilityRead,
  NothingToMerge,
  PullRequestSeen,
  Pushed,
  RequiredChecksRead,
  Tampered,
  TargetPushed,
  TargetSearched,
  TargetTouched,
  WhereaboutsRead,
  WorkflowRunEnded,
} from '../../src/facts/fact.ts';
import { repository } from './repository.ts';

export const branch = 'hotfix/INCIDENT-123-fix-payment-timeout';
const ada = { login: 'ada', bot: false };
const bob = { login: 'bob', bot: false };

/** A commit id that is the same for the same name. */
export function sha(name: string): string {
  return createHash('sha1').update(name).digest('hex');
}

/** `14:02` on the day of the source's incident, or a full ISO time. */
export function at(time: string): string {
  return new Date(time.length <= 8 ? `2026-11-23T${time}Z` : time).toISOString();
}

type Given<F extends Fact> = Partial<Omit<F, 'kind' | 'at'>> & { at: string };

function fact<F extends Fact>(
  kind: F['kind'],
  given: Given<F>,
  rest: Omit<F, 'kind' | 'key' | 'at' | 'clock' | 'repository'>,
): F {
  const whole = { kind, clock: 'github', repository: repository.id, ...rest, ...given, at: at(given.at) };
  return {
    key: `${kind}:${createHash('sha1').update(JSON.stringify(whole)).digest('hex').slice(0, 12)}`,
    ...whole,
  } as unknown as F;
}

export function pushed(given: Given<Pushed> & { sha: string }): Pushed {
  const rest = {
    branch,
    before: null,
    forced: false,
    by: ada,
    subject: 'Raise the payment timeout',
    commits: [given.sha],
    files: ['src/payment.ts'],
    merging: false,
  };
  return fact<Pushed>('pushed', given, { ...rest, sha: given.sha });
}

export function deleted(given: Given<BranchDeleted> & { sha: string }): BranchDeleted {
  return fact<BranchDeleted>('branch-deleted', given, { branch, sha: given.sha, by: ada });
}

export function targetPushed(given: Given<TargetPushed> & { sha: string; commits: string[] }): TargetPushed {
  return fact<TargetPushed>('target-pushed', given, {
    branch: 'main',
    sha: given.sha,
    commits: given.commits,
    changes: [],
    byGitHub: false,
  });
}

export function deployment(given: Given<DeploymentSeen> & { sha: string; state: string }): DeploymentSeen {
  return fact<DeploymentSeen>('deployment', given, {
    branch,
    sha: given.sha,
    state: given.state,
    deployment: 42,
    environment: 'production',
    ref: branch,
    createdAt: at(given.at),
    by: ada,
    run: 7001,
    url: 'https://github.com/acme/checkout-service/actions/runs/7001',
  });
}

export function workflowRun(given: Given<WorkflowRunEnded> & { sha: string }): WorkflowRunEnded {
  return fact<WorkflowRunEnded>('workflow-run', given, {
    branch,
    sha: given.sha,
    run: 7001,
    attempt: 1,
    workflows: [
      '.github/workflows/ci.yml',
      'acme/checkout-service/.github/workflows/hotfix-ci.yml@refs/heads/main',
    ],
    event: 'push',
    conclusion: 'success',
    startedAt: at(given.at),
    by: ada,
    url: 'https://github.com/acme/checkout-service/actions/runs/7001',
  });
}

export function dispatch(given: Given<DeployDispatched> & { sha: string }): DeployDispatched {
  return fact<DeployDispatched>('dispatch', given, {
    branch: null,
    sha: given.sha,
    type: 'deploy-service',
    to: 'acme/ecommerce-infra',
    service: 'checkout-service',
    environment: 'production',
    by: ada,
  });
}

export function pull(given: Given<PullRequestSeen> & { sha: string }): PullRequestSeen {
  const number = given.number ?? 7;
  return fact<PullRequestSeen>('pull-request', given, {
    branch,
    sha: given.sha,
    number,
    base: 'main',
    state: 'open',
    draft: false,
    author: { login: 'hotfix-policy[bot]', bot: true },
    ours: true,
    createdAt: at(given.at),
    endedAt: given.state === 'open' || !given.state ? null : at(given.at),
    mergedBy: null,
    mergeCommit: null,
    url: `https://github.com/acme/checkout-service/pull/${number}`,
  });
}

export function checksChanged(given: Given<ChecksChanged> & { sha: string }): ChecksChanged {
  return fact<ChecksChanged>(
    'checks-changed',
    { clock: 'receipt', ...given },
    { branch: null, sha: given.sha },
  );
}

export function checksRead(given: Given<ChecksRead> & { sha: string }): ChecksRead {
  return fact<ChecksRead>(
    'checks-read',
    { clock: 'receipt', ...given },
    { branch, sha: given.sha, checks: [], covers: 100 },
  );
}

export function requiredChecks(given: Given<RequiredChecksRead>): RequiredChecksRead {
  return fact<RequiredChecksRead>(
    'required-checks-read',
    { clock: 'receipt', ...given },
    { branch, sha: null, target: 'main', names: [] },
  );
}

export function mergeability(given: Given<MergeabilityRead> & { sha: string }): MergeabilityRead {
  return fact<MergeabilityRead>(
    'mergeability-read',
    { clock: 'receipt', ...given },
    { branch, sha: given.sha, number: 7, mergeable: true, files: [], covers: 100 },
  );
}

export function whereabouts(given: Given<WhereaboutsRead> & { sha: string }): WhereaboutsRead {
  return fact<WhereaboutsRead>(
    'whereabouts-read',
    { clock: 'receipt', ...given },
    { branch, sha: given.sha, exists: false },
  );
}

/** Where the hotfix parted from `main`. */
export function forkPoint(given: Given<ForkPointRead> & { sha: string }): ForkPointRead {
  return fact<ForkPointRead>(
    'fork-point-read',
    { clock: 'receipt', ...given },
    { branch, sha: given.sha, target: 'main', base: sha('main'), files: ['src/payment.ts'] },
  );
}

/** A push to `main` changed files of the hotfix. */
export function touched(given: Given<TargetTouched> & { sha: string; commits: string[] }): TargetTouched {
  return fact<TargetTouched>(
    'target-touched',
    { clock: 'receipt', ...given },
    { branch, sha: given.sha, target: 'main', commits: given.commits },
  );
}

/** The last search of `main`. */
export function searched(
  given: Given<TargetSearched> & { sha: string; verdict: TargetSearched['verdict'] },
): TargetSearched {
  return fact<TargetSearched>(
    'proof-read',
    { clock: 'receipt', ...given },
    { branch, sha: given.sha, target: 'main', verdict: given.verdict, via: null },
  );
}

/** A line of a comment on the pull request, by somebody with no part in the fix. */
export function commanded(given: Given<Commanded> & { line: string }): Commanded {
  const { comment = 501 } = given;
  return fact<Commanded>(
    'commanded',
    { key: `command:${comment}:0`, ...given },
    {
      branch: null,
      sha: null,
      number: 7,
      comment,
      url: `https://github.com/acme/checkout-service/pull/7#issuecomment-${comment}`,
      line: given.line,
      timezone: 'UTC',
      by: { login: 'grace', bot: false },
    },
  );
}

/** Whether they may. */
export function entitlement(given: Given<EntitlementRead> & { entitled: boolean }): EntitlementRead {
  return fact<EntitlementRead>(
    'entitlement-read',
    { clock: 'receipt', ...given },
    { branch, sha: null, command: 'command:501:0', entitled: given.entitled },
  );
}

/** bob took the label away. */
export function tampered(given: Given<Tampered> & Partial<Tampered>): Tampered {
  const happened = { what: 'label', number: 7, change: 'removed', detail: 'hotfix: overdue' } as const;
  return fact<Tampered>('disturbed', given, { branch, sha: null, by: bob, ...happened, ...given });
}

export function nothingToMerge(given: Given<NothingToMerge> & { sha: string }): NothingToMerge {
  return fact<NothingToMerge>(
    'nothing-to-merge',
    { clock: 'receipt', ...given },
    { branch, sha: given.sha, target: 'main' },
  );
}
