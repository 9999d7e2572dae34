import { TZDate } from '@date-fns/tz';
import { addMilliseconds } from 'date-fns/addMilliseconds';
import { format } from 'date-fns/format';
import { isAfter } from 'date-fns/isAfter';
import { subDays } from 'date-fns/subDays';
import { subMonths } from 'date-fns/subMonths';
import { type Issue, issue } from '../artefact/artefact.ts';
import { artefactKey } from '../artefact/keys.ts';
import type { By } from '../artefact/rule.ts';
import type { OldBranch } from '../facts/old-branches.ts';
import type { FrequencyFinding, HotfixSummary } from '../hotfix/hotfix-summary.ts';
import type { ProductionDeploy } from '../hotfix/production-deploys.ts';
import type { PolicyInForce } from '../policy/policy-in-force.ts';
import { brokenPolicyMaxAge } from '../waiting/timings.ts';
import { type CommitPlace, type RogueFinding, rogueDeploys } from './rogue-deploys.ts';

export type RepositoryFinding =
  | ({ kind: 'frequency' } & FrequencyFinding)
  | ({ kind: 'rogue-deploy' } & RogueFinding)
  | { kind: 'old-branches'; branches: OldBranch[] }
  /** The policy file of the default branch has mistakes, or no longer has any. */
  | { kind: 'policy-file' };

export interface RepositoryPlan {
  issues: { issue: By<Issue>; finding: RepositoryFinding }[];
  /** The commit that brought a policy file with mistakes: it gets a failing check run. */
  brokenPolicyAt: string | null;
  /** Deployed commits of which GitHub must be asked where they are. */
  unplaced: string[];
  lookAgainAt: Date | null;
}

/** What is known of a repository as a whole. */
export interface RepositorySituation {
  summaries: HotfixSummary[];
  /** Successful production deploys, oldest first. */
  deploys: ProductionDeploy[];
  /** By commit. */
  places: ReadonlyMap<string, CommitPlace>;
  old: OldBranch[];
}

/**
 * What should exist for the repository as a whole. More hotfixes than the policy allows: one issue a month, of the
 * month in which they began. It is brought up to date as hotfixes are added, and stays for people to close. Deploys of
 * commits that belong nowhere: one issue from the first of them until the cure.
 */
export function planRepository(
  state: RepositorySituation,
  inForce: PolicyInForce,
  now: Date,
): RepositoryPlan {
  const { policy } = inForce;
  if (policy.mode === 'off') return { issues: [], brokenPolicyAt: null, unplaced: [], lookAgainAt: null };
  const broken = inForce.mistakes.length > 0 || inForce.remarks.length > 0;
  const { findings, unplaced, askAgainAt } = rogueDeploys(state.deploys, state.places, now);
  const issues: RepositoryPlan['issues'] = [
    {
      finding: { kind: 'policy-file' },
      issue: issueOf('policy-file', artefactKey.policyFile, broken ? 'open' : 'closed', inForce),
    },
    {
      finding: { kind: 'old-branches', branches: state.old },
      issue: issueOf(
        'old-branches',
        artefactKey.oldBranches,
        state.old.length > 0 ? 'open' : 'closed',
        inForce,
      ),
    },
    ...frequencyFindings(state.summaries, inForce, now).map((finding) => ({
      finding: { kind: 'frequency' as const, ...finding },
      issue: issueOf('frequency', artefactKey.breach('frequency', finding.month), 'open', inForce),
    })),
    ...findings.map((finding) => ({
      finding: { kind: 'rogue-deploy' as const, ...finding },
      issue: issueOf(
        'rogue-deploy',
        artefactKey.breach('rogue-deploy', String(finding.deploys[0]?.deployment)),
        finding.cure ? 'closed' : 'open',
        inForce,
      ),
    })),
  ];
  return {
    issues: policy.mode === 'enforce' ? issues : [],
    brokenPolicyAt: broken ? inForce.brokenBy : null,
    unplaced,
    lookAgainAt: broken ? earlier(askAgainAt, addMilliseconds(now, brokenPolicyMaxAge)) : askAgainAt,
  };
}

function earlier(one: Date | null, other: Date): Date {
  return one && one < other ? one : other;
}

function issueOf(
  rule: string,
  key: Issue['key'],
  state: Issue['state'],
  { policy }: PolicyInForce,
): By<Issue> {
  const { labels, assignees } = policy.issues;
  const upkeep = rule === 'frequency' || rule === 'old-branches' ? 'people' : 'current';
  return { ...issue({ key, state, upkeep, labels, assignees }), rule };
}

/** This month's finding and the last one's, whose hotfixes may still move. Months before that are left as they are. */
function frequencyFindings(
  summaries: HotfixSummary[],
  { policy }: PolicyInForce,
  now: Date,
): FrequencyFinding[] {
  const { limit, window } = policy.frequency;
  const monthOf = (moment: Date): string => format(new TZDate(moment, policy.timezone), 'yyyy-MM');
  const counted = summaries
    .filter((one) => one.state !== 'renamed')
    .sort((a, b) => a.startedAt.getTime() - b.startedAt.getTime() || (a.branch < b.branch ? -1 : 1));
  const here = new TZDate(now, policy.timezone);
  return [format(subMonths(here, 1), 'yyyy-MM'), monthOf(now)].flatMap((month) => {
    const begun = counted.filter((one) => monthOf(one.startedAt) === month);
    const hotfixes = window === 'month' ? begun : inWindowsOverLimit(counted, begun, limit);
    return hotfixes.length > limit ? [{ month, limit, window, hotfixes }] : [];
  });
}

/** Hotfixes of the 30 days before any hotfix of this month that was one too many. */
function inWindowsOverLimit(all: HotfixSummary[], begun: HotfixSummary[], limit: number): HotfixSummary[] {
  const windows = begun
    .map((last) =>
      all.filter(
        (one) =>
          isAfter(one.startedAt, subDays(last.startedAt, 30)) && !isAfter(one.startedAt, last.startedAt),
      ),
    )
    .filter((window) => window.length > limit)
    .flat();
  return all.filter((one) => windows.includes(one));
}
