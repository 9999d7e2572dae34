import { isHandledEvent } from '../../src/intake/read/handled-events.ts';
import { readDelivery } from '../../src/intake/read/read-delivery.ts';
import type { Reading, ReadingContext } from '../../src/intake/read/reading.ts';
import { partToKeep } from '../../src/intake/receive/payload-projection.ts';
import type { Policy } from '../../src/policy/policy.ts';

export const receivedAt = new Date('2026-03-02T10:00:05.250Z');
export const deliveryId = '0b989ba4-242f-11e5-81e1-c7b6966d2516';
export const branch = 'hotfix/INC-7-fix-timeout';
export const shaA = 'a'.repeat(40);
export const shaB = 'b'.repeat(40);
export const shaC = 'c'.repeat(40);
export const zeros = '0'.repeat(40);

export const policy: Policy = {
  mode: 'enforce',
  branches: { prefix: 'hotfix/', name: '^(?<incident>[A-Z]+-\\d+)-(?<slug>.+)$', target: null },
  incidents: { url: null },
  owners: [],
  approvers: [],
  timezone: 'UTC',
  backfill: {
    deadline: 86_400_000,
    clock: 'push',
    openAfter: 3_600_000,
    draft: false,
    labels: [],
    reviewers: [],
    requiredChecks: [],
  },
  reminders: { every: 86_400_000, limit: 7, quietHours: null, weekdays: null },
  frequency: { limit: 2, window: 'month' },
  deploys: {
    environments: ['production'],
    workflows: ['hotfix-ci.yml'],
    dispatches: ['deploy-service'],
    from: [],
  },
  pipeline: { gates: {} },
  review: { open: true, due: 5 * 86_400_000 },
  runbooks: { paths: ['runbooks/**'], maxAge: 180 * 86_400_000 },
  issues: { labels: [], assignees: [] },
  notify: { slack: [] },
};

export const context: ReadingContext = { policy, target: 'main', appId: 1234, appSlug: 'hotfix-policy' };

export const repository = {
  id: 42,
  name: 'checkout-service',
  full_name: 'acme/checkout-service',
  owner: { id: 11, login: 'acme', type: 'Organization' },
  default_branch: 'main',
  html_url: 'https://github.com/acme/checkout-service',
  archived: false,
};

export const mona = { login: 'mona', id: 1, type: 'User' };
export const installation = { id: 7 };

/** Reads a payload of the event, with the parts that all payloads have. */
export function read(event: string, payload: object, changes: Partial<ReadingContext> = {}): Reading {
  const whole = { repository, installation, sender: mona, ...payload };
  // As it was kept: JSON, where what is undefined is not there at all, and nothing but what is read.
  const kept = isHandledEvent(event) ? partToKeep(event, whole) : whole;
  const parsed: unknown = JSON.parse(JSON.stringify(kept));
  return readDelivery({ id: deliveryId, event, payload: parsed, receivedAt }, { ...context, ...changes });
}
