/** The repositories of the story: hotfix pipelines as a team would write them. */

export const branch = 'hotfix/INCIDENT-123-fix-payment-timeout';

/** Seconds that stand for a day. */
export const day = 10;

const zone = 'Europe/Berlin';

const policy = (
  window: 'month' | '30d',
): string => `# A day is ${day} seconds here, so that the story can be told in one sitting.
incidents:
  url: https://incidents.example.com/{incident}
owners: [acme/payments]
timezone: ${zone}
backfill:
  deadline: ${day}s
  open-after: ${day}s
  labels: [hotfix]
  reviewers: [grace]
reminders:
  every: ${day}s
  limit: 2
frequency:
  limit: 2
  window: ${window}
deploys:
  environments: [production]
  workflows: [hotfix-ci.yml]
  dispatches: [deploy-service]
`;

const ci = `name: CI
on:
  push:
    branches: [main, "hotfix/**"]
  pull_request:
    branches: [main]
jobs:
  full-pipeline:
    if: \${{ !startsWith(github.ref, 'refs/heads/hotfix/') }}
    uses: ./.github/workflows/full-ci.yml
  hotfix-pipeline:
    if: \${{ startsWith(github.ref, 'refs/heads/hotfix/') }}
    uses: ./.github/workflows/hotfix-ci.yml
`;

const hotfixCi = `name: Hotfix CI
on:
  workflow_call:
jobs:
  hotfix:
    runs-on: ubuntu-latest
    environment: production
    steps:
      - uses: actions/checkout@v4
      - name: Unit tests (short)
        run: go test -short -count=1 ./...
      - name: Critical security scan
        run: ./scripts/scan.sh --severity CRITICAL
      - name: Deploy to production
        run: ./scripts/deploy.sh hotfix-\${{ github.sha }}
`;

const fullCi = `name: Full CI
on:
  workflow_call:
jobs:
  full-ci:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
      - run: make lint test integration scan performance staging
`;

const runbook = `#!/bin/bash
set -euo pipefail
echo "Step 1: check service health"
argocd app get payments-production -o json | jq '.status.health'
echo "Step 2: check recent deploys"
git log --oneline --grep=payments -5
`;

/** At the end of a month its three hotfixes would be split between two: so 30 days are counted. */
export function shopFiles(now: Date): Record<string, string> {
  const soon = new Date(now.getTime() + 180_000);
  const window = monthOf(now) === monthOf(soon) ? 'month' : '30d';
  return {
    'README.md': '# Checkout service\n',
    'payment.go': 'package checkout\n\nconst timeout = 1\n',
    'currency.go': 'package checkout\n\nconst currency = ""\n',
    'voucher.go': 'package checkout\n\nconst vouchers = true\n',
    'runbooks/payments-outage.sh': runbook,
    '.github/workflows/ci.yml': ci,
    '.github/workflows/hotfix-ci.yml': hotfixCi,
    '.github/workflows/full-ci.yml': fullCi,
    '.github/hotfix-policy.yml': policy(window),
  };
}

function monthOf(at: Date): string {
  return at.toLocaleDateString('en', { timeZone: zone, year: 'numeric', month: 'numeric' });
}
