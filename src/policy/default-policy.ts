import type { Policy } from './policy.ts';

const hour = 3_600_000;

/** What is in force where no file says otherwise. */
export const defaultPolicy: Policy = {
  mode: 'enforce',
  branches: {
    prefix: 'hotfix/',
    name: '^(?<incident>[A-Z][A-Z0-9]*-\\d+)-(?<slug>[a-z0-9]+(?:-[a-z0-9]+)*)$',
    target: null,
  },
  incidents: { url: null },
  owners: [],
  approvers: [],
  timezone: 'UTC',
  backfill: {
    deadline: 24 * hour,
    clock: 'push',
    openAfter: hour,
    draft: false,
    labels: ['hotfix'],
    reviewers: [],
    requiredChecks: [],
  },
  reminders: { every: 24 * hour, limit: 7, quietHours: null, weekdays: null },
  frequency: { limit: 2, window: 'month' },
  deploys: { environments: ['production'], workflows: ['hotfix-ci.yml'], dispatches: ['deploy-service'] },
  pipeline: {
    gates: {
      lint: { keep: false, match: ['*lint*', '*format*'] },
      'unit-tests': { keep: true, match: ['*unit*', 'go test*', 'npm test*'] },
      'integration-tests': { keep: false, match: ['*integration*', '*e2e*'] },
      'critical-scan': { keep: true, match: ['*critical*scan*'] },
      'high-scan': { keep: false, match: ['*high*scan*', '*security*scan*'] },
      'performance-test': { keep: false, match: ['*performance*', '*load*test*'] },
      'staging-deploy': { keep: false, match: ['*staging*'] },
      'production-deploy': { keep: true, match: ['*deploy*production*', '*production*deploy*'] },
    },
  },
  issues: { labels: ['hotfix-policy'], assignees: [] },
};
