import { TZDate } from '@date-fns/tz';
import { format, isAfter, subDays, subMonths } from 'date-fns';
import type { PolicyInForce } from '../policy/policy-in-force.ts';
import type { Issue } from './artefact.ts';
import type { FrequencyFinding, HotfixSummary } from './hotfix-summary.ts';

export interface RepositoryPlan {
  issues: { issue: Issue; finding: FrequencyFinding }[];
  /** The commit that brought a policy file with mistakes: it gets a failing check run. */
  brokenPolicyAt: string | null;
}

/**
 * What should exist for the repository as a whole. More hotfixes than the policy allows: one issue a month, of the
 * month in which they began. It is brought up to date as hotfixes are added, and stays for people to close.
 */
export function planRepository(
  summaries: HotfixSummary[],
  inForce: PolicyInForce,
  now: Date,
): RepositoryPlan {
  const { policy } = inForce;
  if (policy.mode === 'off') return { issues: [], brokenPolicyAt: null };
  const brokenPolicyAt = inForce.mistakes.length > 0 ? inForce.brokenBy : null;
  const { labels, assignees } = policy.issues;
  const issues = findings(summaries, inForce, now).map((finding) => ({
    finding,
    issue: {
      kind: 'issue' as const,
      key: `breach:frequency:${finding.month}` as const,
      rule: 'frequency' as const,
      state: 'open' as const,
      labels,
      assignees,
    },
  }));
  return { issues: policy.mode === 'enforce' ? issues : [], brokenPolicyAt };
}

/** This month's finding and the last one's, whose hotfixes may still move. Months before that are left as they are. */
function findings(summaries: HotfixSummary[], { policy }: PolicyInForce, now: Date): FrequencyFinding[] {
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
