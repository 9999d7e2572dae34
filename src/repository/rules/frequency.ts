import { TZDate } from '@date-fns/tz';
import { format } from 'date-fns/format';
import { isAfter } from 'date-fns/isAfter';
import { subDays } from 'date-fns/subDays';
import { subMonths } from 'date-fns/subMonths';
import { type Issue, issue } from '../../artefact/artefact.ts';
import { artefactKey } from '../../artefact/keys.ts';
import type { Consequences, Occurrence } from '../../artefact/rule.ts';
import type { FrequencyFinding, HotfixSummary } from '../../hotfix/hotfix-summary.ts';
import type { RepositorySituation } from '../situation.ts';

/**
 * More hotfixes than the policy allows: one issue a month, of the month in which they began. It is brought up to date as
 * hotfixes are added, and stays for people to close.
 */
export function frequency(
  situation: RepositorySituation,
  now: Date,
): Consequences<Issue, never, never, Occurrence> {
  const { labels, assignees } = situation.inForce.policy.issues;
  const findings = frequencyFindings(situation, now);
  return {
    artefacts: findings.map(({ month }) =>
      issue({ key: keyOf(month), state: 'open', upkeep: 'people', labels, assignees }),
    ),
    news: findings.flatMap(({ month, hotfixes, limit }) => {
      // The first that was one too many.
      const at = hotfixes[limit]?.startedAt;
      const about = { event: 'breach', issue: keyOf(month) } as const;
      return at ? [{ ...about, state: 'open' as const, name: month, at, continues: false }] : [];
    }),
  };
}

/** The finding that an issue is about. */
export function frequencyFinding(
  situation: RepositorySituation,
  { key }: Pick<Issue, 'key'>,
  now: Date,
): FrequencyFinding {
  const found = frequencyFindings(situation, now).find(({ month }) => keyOf(month) === key);
  if (!found) throw new Error(`no month is known that ${key} is about`);
  return found;
}

function keyOf(month: string): Issue['key'] {
  return artefactKey.breach('frequency', month);
}

/** This month's finding and the last one's, whose hotfixes may still move. Months before that are left as they are. */
function frequencyFindings(
  { summaries, inForce: { policy } }: RepositorySituation,
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
