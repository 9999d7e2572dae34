import type { PullRequest } from '../../hotfix/hotfix.ts';
import { summaryOf } from '../check-run/summary.ts';
import { deployTable, laterDeployTable } from '../phrases/deploy-table.ts';
import type { HotfixReport } from '../rules/words.ts';

/** Where the hotfix stands, for anybody who asks. */
export function statusText(report: HotfixReport): string[] {
  const { hotfix } = report.situation;
  const deploys = deployTable(report.situation);
  const shown = hotfix.deploys.length === 0 || report.status.details.includes(deploys);
  return [...heading(report), ...(shown ? [] : ['### Deploys', deploys])];
}

/**
 * The same on its pull request, kept up to date. The body of a pull request that this App opened shows earlier deploys,
 * so only later ones are shown here.
 */
export function statusCommentText(report: HotfixReport, pull: PullRequest): string[] {
  if (!pull.ours) return statusText(report);
  const later = laterDeployTable(report.situation, pull.createdAt);
  return [
    ...heading(report),
    ...(later === null ? [] : ['### Deploys since this pull request was opened', later]),
  ];
}

function heading(report: HotfixReport): string[] {
  return ['### Hotfix status', summaryOf(report.status, report)];
}
