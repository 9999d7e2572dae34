/** Every key of the policy file with its default. */
export const completeFile = String.raw`mode: enforce                     # enforce | observe | off
branches:
  prefix: hotfix/
  name: '^(?<incident>[A-Z][A-Z0-9]*-\d+)-(?<slug>[a-z0-9]+(?:-[a-z0-9]+)*)$'   # what follows the prefix
  target: main                    # default: the repository's default branch
incidents:
  url: https://incidents.example.com/{incident}     # default: none
owners: []                        # users and org/team slugs, mentioned in reminders and breaches
approvers: []                     # who may extend and waive; default: maintain or admin permission
timezone: UTC                     # IANA name
backfill:
  deadline: 24h
  clock: push                     # push | deploy: what starts the deadline
  open-after: 1h
  draft: false
  labels: [hotfix]
  reviewers: []
  required-checks: []             # globs over check names; default: the branch's required checks, else all
reminders:
  every: 24h
  limit: 7
  quiet-hours: null               # e.g. 20:00-08:00
  weekdays: null                  # e.g. mon-fri
frequency:
  limit: 2
  window: month                   # month | 30d
deploys:
  environments: [production]      # globs
  workflows: [hotfix-ci.yml]
  dispatches: [deploy-service]
  from: []
pipeline:
  gates:                          # gate → how to recognise it, and whether the fast lane keeps it
    unit-tests: { keep: true, match: ['*unit*', 'go test*', 'npm test*'] }
    # … the other seven, with good defaults
issues:
  labels: [hotfix-policy]
  assignees: []
notify:
  slack: [deployed, overdue, breach]
`;
