import type { ReportedRow } from '../../hotfix/commands/parse-timeline.ts';

/** What the rows of a timeline are called. */
export const rowNames: Record<ReportedRow, string> = {
  deploy: 'Deploy started',
  detected: 'Issue detected',
  rollback: 'Rollback initiated',
  recovered: 'Service recovered',
  'root-cause': 'Root cause identified',
};
