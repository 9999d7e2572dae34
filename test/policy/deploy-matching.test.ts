import { defaultPolicy } from '../../src/policy/default-policy.ts';
import { isDeployDispatch, isFastLaneRun, isProduction } from '../../src/policy/deploy-matching.ts';
import type { Policy } from '../../src/policy/policy.ts';

const deploys = (changes: Partial<typeof defaultPolicy.deploys>) => ({
  ...defaultPolicy,
  deploys: { ...defaultPolicy.deploys, ...changes },
});

describe('an environment', () => {
  it.each(['production', 'Production', 'PRODUCTION'])('named %s is production by the defaults', (name) => {
    expect(isProduction(defaultPolicy, name)).toBe(true);
  });

  it.each(['', 'prod', 'production-eu', 'pre-production', 'staging', ' production'])(
    'named %j is not',
    (name) => {
      expect(isProduction(defaultPolicy, name)).toBe(false);
    },
  );

  it('is production where any of the globs matches it, whatever its case', () => {
    const policy = deploys({ environments: ['live', 'Production*'] });
    expect(isProduction(policy, 'LIVE')).toBe(true);
    expect(isProduction(policy, 'production / eu-west')).toBe(true);
    expect(isProduction(policy, 'liver')).toBe(false);
  });

  it('is never production where the policy names none', () => {
    expect(isProduction(deploys({ environments: [] }), 'production')).toBe(false);
  });
});

describe('a run', () => {
  const isFastLane = (policy: Policy, path: string) =>
    isFastLaneRun(policy, { event: 'push', workflows: [path] });

  it.each([
    'hotfix-ci.yml',
    '.github/workflows/hotfix-ci.yml',
    '.github/workflows/hotfix-ci.yml@main',
    'acme/pipelines/.github/workflows/hotfix-ci.yml@refs/heads/main',
  ])('at %s is the fast lane', (path) => {
    expect(isFastLane(defaultPolicy, path)).toBe(true);
  });

  it.each([
    '',
    'hotfix-ci.yml/',
    '.github/workflows/ci.yml',
    '.github/workflows/my-hotfix-ci.yml',
    '.github/workflows/hotfix-ci.yaml',
    '.github/workflows/Hotfix-CI.yml',
    '.github/workflows/ci.yml@refs/heads/hotfix-ci.yml',
  ])('at %j is not', (path) => {
    expect(isFastLane(defaultPolicy, path)).toBe(false);
  });

  it('is the fast lane where a reusable workflow that it calls is, unless it is of a pull request', () => {
    const workflows = ['.github/workflows/ci.yml', 'acme/pipelines/.github/workflows/hotfix-ci.yml@main'];
    expect(isFastLaneRun(defaultPolicy, { event: 'push', workflows })).toBe(true);
    expect(isFastLaneRun(defaultPolicy, { event: 'pull_request', workflows })).toBe(false);
    expect(isFastLaneRun(defaultPolicy, { event: 'pull_request_target', workflows })).toBe(false);
  });

  it('is the fast lane where the policy names it, and its name is no glob', () => {
    const policy = deploys({ workflows: ['fast.yml', 'deploy-*.yml'] });
    expect(isFastLane(policy, '.github/workflows/fast.yml')).toBe(true);
    expect(isFastLane(policy, '.github/workflows/deploy-eu.yml')).toBe(false);
    expect(isFastLane(policy, '.github/workflows/hotfix-ci.yml')).toBe(false);
  });
});

describe('a dispatch', () => {
  it('hands a commit over for deployment where the policy names its type exactly', () => {
    expect(isDeployDispatch(defaultPolicy, 'deploy-service')).toBe(true);
    expect(isDeployDispatch(defaultPolicy, 'deploy-service-2')).toBe(false);
    expect(isDeployDispatch(defaultPolicy, 'Deploy-Service')).toBe(false);
    expect(isDeployDispatch(deploys({ dispatches: ['ship', 'release'] }), 'release')).toBe(true);
    expect(isDeployDispatch(deploys({ dispatches: [] }), 'deploy-service')).toBe(false);
  });
});
