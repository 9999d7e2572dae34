/**
 * What an organisation locks, against whoever may write the policy file of one repository. Each key has its attacks
 * here, by its path; a key without a row fails.
 */
import { evaluateFile } from '../../src/policy/evaluate-file.ts';
import { leaves } from '../../src/policy/keys.ts';
import { parsePolicy } from '../../src/policy/parse-policy.ts';
import { policyPath } from '../../src/policy/policy-file.ts';

function written(path: string, value: string): string {
  const [section = '', key] = path.split('.');
  return key === undefined ? `${section}: ${value}` : `${section}: { ${key}: ${value} }`;
}

function evaluated(above: string, text: string) {
  const parsed = parsePolicy(above, 'organisation');
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.mistakes));
  const seen = { kind: 'there' as const, path: policyPath, text, twin: false, strangers: [] };
  return evaluateFile(seen, 'repository', parsed.file);
}

interface Attacks {
  /** As the organisation locks it. */
  locked: string;
  /** What an owner of one repository writes to get around it. */
  looser: string[];
  /** What may be written all the same. */
  asStrict: string[];
}

const table: Record<string, Attacks> = {
  mode: { locked: 'observe', looser: ["'off'"], asStrict: ['observe', 'enforce'] },
  'branches.prefix': { locked: 'fix/', looser: ['Fix/', 'fix/x/', 'f/'], asStrict: ['fix/'] },
  'branches.name': {
    locked: "'(?<incident>a)(?<slug>b)'",
    looser: ["'(?<incident>.)(?<slug>.*)'", "'(?<incident>A)(?<slug>B)'"],
    asStrict: ["'(?<incident>a)(?<slug>b)'"],
  },
  'branches.target': { locked: 'main', looser: ['next', 'Main', 'null'], asStrict: ['main'] },
  'incidents.url': {
    locked: "'https://a.example/{incident}'",
    looser: ["'https://b.example/{incident}'", 'null'],
    asStrict: ["'https://a.example/{incident}'"],
  },
  owners: { locked: '[ada, bob]', looser: ['[ada]', '[mallory]', '[]'], asStrict: ['[Bob, Ada, carol]'] },
  approvers: {
    locked: '[ada, bob]',
    looser: ['[ada, mallory]', '[mallory]', '[]'],
    asStrict: ['[ada]', '[Ada, Bob]'],
  },
  timezone: {
    locked: 'Europe/Berlin',
    looser: ['UTC', 'Europe/Rome'],
    asStrict: ['Europe/Berlin', 'europe/berlin'],
  },
  'backfill.deadline': { locked: '24h', looser: ['86401s', '90d'], asStrict: ['24h', '1s'] },
  'backfill.clock': { locked: 'push', looser: ['deploy'], asStrict: ['push'] },
  'backfill.open-after': { locked: '1h', looser: ['3601s', '24h'], asStrict: ['60m', '0s'] },
  'backfill.draft': { locked: 'false', looser: ['true'], asStrict: ['false'] },
  'backfill.labels': { locked: '[a, b]', looser: ['[a]', '[a, "b*"]', '[]'], asStrict: ['[c, B, A]'] },
  'backfill.reviewers': { locked: '[ada]', looser: ['[bob]', '[]'], asStrict: ['[bob, Ada]'] },
  'backfill.required-checks': {
    locked: '[full-ci, security-scan]',
    looser: [
      "['*']",
      "['*', full-ci]",
      "['full-c?', 'security-*']",
      '[Full-CI, Security-Scan]',
      '[full-ci]',
      '[]',
    ],
    asStrict: ['[security-scan, full-ci]', "[full-ci, security-scan, '*']"],
  },
  // A shorter pause spends the reminders of `limit` sooner: with `1s` all of them in seconds.
  'reminders.every': { locked: '24h', looser: ['1s', '23h', '48h'], asStrict: ['24h', '1440m'] },
  'reminders.limit': { locked: '5', looser: ['4', '0'], asStrict: ['5', '50'] },
  'reminders.quiet-hours': {
    locked: '20:00-08:00',
    looser: ['19:59-08:00', '20:00-08:01', '08:00-20:00', '23:00-22:00'],
    asStrict: ['20:00-08:00', '22:00-06:00', '01:00-02:00', 'null'],
  },
  'reminders.weekdays': {
    locked: 'mon-fri',
    looser: ['mon', 'sat-sun', 'tue-sun'],
    asStrict: ['mon-sat', 'null'],
  },
  'frequency.limit': { locked: '2', looser: ['3', '1000'], asStrict: ['2', '0'] },
  'frequency.window': { locked: '30d', looser: ['month'], asStrict: ['30d'] },
  'deploys.environments': {
    locked: '[production, "live-*"]',
    looser: ["['*']", "['prod*', 'live-*']", '[production, live-eu]', '[]'],
    asStrict: ["['LIVE-*', Production]", "[production, 'live-*', canary]"],
  },
  // A file of another case is another file, and no run of it would be seen.
  'deploys.workflows': {
    locked: '[hotfix-ci.yml]',
    looser: ['[Hotfix-CI.yml]', '[ci.yml]', '[]'],
    asStrict: ['[.github/workflows/hotfix-ci.yml]', '[ci.yml, hotfix-ci.yml]'],
  },
  'deploys.dispatches': {
    locked: '[deploy-service]',
    looser: ['[Deploy-Service]', '[deploy]', '[]'],
    asStrict: ['[deploy, deploy-service]'],
  },
  'deploys.from': {
    locked: '[acme/infra, acme/other]',
    looser: ['[acme/infra, acme/mine]', '[acme/mine]', '[acme/infra-2]'],
    asStrict: ['[acme/infra]', '[Acme/Infra, acme/other]', '[]'],
  },
  'pipeline.gates': {
    locked: '{ lint: { keep: true, match: ["*lint*"] } }',
    looser: [
      '{ lint: { keep: false } }',
      '{ lint: { match: ["*"] } }',
      '{ lint: { match: [] } }',
      '{ lint: { match: ["*lint*", x] } }',
    ],
    asStrict: [
      '{ lint: { match: ["*LINT*"] } }',
      '{ mine: { match: ["*"] } }',
      '{ high-scan: { keep: true } }',
    ],
  },
  'review.open': { locked: 'true', looser: ['false'], asStrict: ['true'] },
  'review.due': { locked: '5d', looser: ['6d', '121h'], asStrict: ['120h', '1d'] },
  'runbooks.paths': {
    locked: "['runbooks/**']",
    looser: ["['**']", "['RUNBOOKS/**']", "['runbooks/*.sh']", '[]'],
    asStrict: ["['ops/*.sh', 'runbooks/**']"],
  },
  'runbooks.max-age': { locked: '180d', looser: ['181d'], asStrict: ['30d'] },
  'issues.labels': { locked: '[a]', looser: ['[b]', '[]'], asStrict: ['[b, A]'] },
  'issues.assignees': { locked: '[ada]', looser: ['[bob]', '[]'], asStrict: ['[bob, Ada]'] },
  'notify.slack': { locked: '[overdue]', looser: ['[cured]', '[]'], asStrict: ['[cured, overdue]'] },
};

test('every key that can be locked has its attacks', () => {
  expect(Object.keys(table)).toEqual(leaves.map(({ path }) => path));
});

describe.each(Object.entries(table))(
  'where the organisation locks %s',
  (path, { locked, looser, asStrict }) => {
    const above = `${written(path, locked)}\nlocked: ['${path}']`;
    const inForce = evaluated(above, '').policy;

    test.each(looser)('an owner of one repository cannot loosen it with %s', (value) => {
      const { policy, mistakes, overruled, remarks } = evaluated(above, written(path, value));
      expect(mistakes).toEqual([]);
      expect(policy).toEqual(inForce);
      expect(overruled).toHaveLength(1);
      expect(remarks).toMatchObject([{ path: overruled[0] }]);
    });

    test.each(asStrict)('an owner of one repository can write %s', (value) => {
      const { mistakes, overruled, remarks, origins } = evaluated(above, written(path, value));
      expect({ mistakes, overruled, remarks }).toEqual({ mistakes: [], overruled: [], remarks: [] });
      expect(origins[path]).toBe('repository');
    });
  },
);

describe('where the organisation locks a list that is empty', () => {
  test.each([
    // It stands for the checks that the target requires.
    ['backfill.required-checks', "['*']"],
    // It stands for whoever may maintain the repository.
    ['approvers', '[mallory]'],
  ])('an owner of one repository cannot put another meaning into %s', (path, value) => {
    const { overruled } = evaluated(`locked: ['${path}']`, written(path, value));
    expect(overruled).toEqual([path]);
  });
});

// JavaScript lists such names first, and a job counts for the first gate that matches it.
test.each(['0', '"0"', '42'])(
  'an owner of one repository cannot put a gate named %s before those of the organisation',
  (name) => {
    const { mistakes, file } = evaluated(
      'locked: [pipeline.gates]',
      `pipeline: { gates: { ${name}: { match: ['*'] } } }`,
    );
    expect(mistakes).toMatchObject([{ line: 1, path: `pipeline.gates.${name.replaceAll('"', '')}` }]);
    expect(file).toBeNull();
  },
);
