import { defaultPolicy } from '../../src/policy/default-policy.ts';
import { matchesGlob } from '../../src/policy/values/glob.ts';
import { policyFrom } from '../support/policy.ts';
import { completeFile } from './complete-file.ts';

const hour = 60 * 60 * 1000;

describe('without a policy file', () => {
  it('everything is enforced for branches under hotfix/, up to the default branch', () => {
    expect(defaultPolicy.mode).toBe('enforce');
    expect(defaultPolicy.branches).toEqual({
      prefix: 'hotfix/',
      name: '^(?<incident>[A-Z][A-Z0-9]*-\\d+)-(?<slug>[a-z0-9]+(?:-[a-z0-9]+)*)$',
      target: null,
    });
  });

  it('nobody is mentioned, nothing is linked, and the time is UTC', () => {
    expect(defaultPolicy).toMatchObject({ owners: [], incidents: { url: null }, timezone: 'UTC' });
  });

  it('the backfill is owed 24 hours after the push, and opened after one', () => {
    expect(defaultPolicy.backfill).toEqual({
      deadline: 24 * hour,
      clock: 'push',
      openAfter: hour,
      draft: false,
      labels: ['hotfix'],
      reviewers: [],
      requiredChecks: [],
    });
  });

  it('there are at most seven reminders, one a day, at any time', () => {
    expect(defaultPolicy.reminders).toEqual({ every: 24 * hour, limit: 7, quietHours: null, weekdays: null });
  });

  it('two hotfixes in a calendar month are allowed', () => {
    expect(defaultPolicy.frequency).toEqual({ limit: 2, window: 'month' });
  });

  it('deploys are recognised by the names that the practice uses', () => {
    expect(defaultPolicy.deploys).toEqual({
      environments: ['production'],
      workflows: ['hotfix-ci.yml'],
      dispatches: ['deploy-service'],
      from: [],
    });
  });

  it('the fast lane keeps short unit tests, the critical scan and the deploy, of eight gates', () => {
    const { gates } = defaultPolicy.pipeline;
    expect(Object.keys(gates)).toEqual([
      'lint',
      'unit-tests',
      'integration-tests',
      'critical-scan',
      'high-scan',
      'performance-test',
      'staging-deploy',
      'production-deploy',
    ]);
    expect(Object.keys(gates).filter((name) => gates[name]?.keep)).toEqual([
      'unit-tests',
      'critical-scan',
      'production-deploy',
    ]);
  });

  it.each([
    ['lint', ['Lint', 'check format'], ['linear']],
    ['unit-tests', ['Unit tests', 'go test ./...', 'npm test'], ['my npm test']],
    ['integration-tests', ['integration', 'e2e (chrome)'], ['unit']],
    ['critical-scan', ['critical vulnerability scan'], ['high scan', 'scan']],
    ['high-scan', ['high severity scan', 'security scan'], ['critical scan']],
    ['performance-test', ['performance', 'load test'], ['upload']],
    ['staging-deploy', ['deploy to staging'], ['deploy']],
    ['production-deploy', ['deploy to production', 'production deploy'], ['deploy', 'production']],
  ])('the gate %s is recognised in names such as %j, not in %j', (gate, names, others) => {
    const matches = (name: string) =>
      (defaultPolicy.pipeline.gates[gate]?.match ?? []).some((glob) =>
        matchesGlob(glob, name, { ignoreCase: true }),
      );
    expect(names.filter((name) => !matches(name))).toEqual([]);
    expect(others.filter(matches)).toEqual([]);
  });

  it('each incident has a review, due after five days', () => {
    expect(defaultPolicy.review).toEqual({ open: true, due: 5 * 24 * hour });
  });

  it('Slack hears about deploys and failures', () => {
    expect(defaultPolicy.notify).toEqual({ slack: ['deployed', 'overdue', 'breach'] });
  });

  it('runbooks are in the folder runbooks, and are stale after half a year', () => {
    expect(defaultPolicy.runbooks).toEqual({ paths: ['runbooks/**'], maxAge: 180 * 24 * hour });
  });

  it('issues have the label of the app and no assignee', () => {
    expect(defaultPolicy.issues).toEqual({ labels: ['hotfix-policy'], assignees: [] });
  });
});

test('the complete file says the defaults, but for the two keys that have no default to write', () => {
  expect(policyFrom(completeFile)).toEqual({
    ...defaultPolicy,
    branches: { ...defaultPolicy.branches, target: 'main' },
    incidents: { url: 'https://incidents.example.com/{incident}' },
  });
});
