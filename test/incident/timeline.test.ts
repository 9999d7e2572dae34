import { parseCommand } from '../../src/hotfix/commands/parse-command.ts';
import { missingParts } from '../../src/incident/missing-parts.ts';
import { momentOf, timelineOf } from '../../src/incident/timeline.ts';
import { at, branch, commanded, deployment, entitlement, pull, pushed, sha } from '../support/facts.ts';
import { answered, hotfixAt, incidentWith, ledger, reviewWith, seen, told } from '../support/incidents.ts';
import { repository } from '../support/repository.ts';

const written = { at: new Date('2026-11-23T15:00:00Z'), timezone: 'Europe/Berlin' };
const read = (line: string) => parseCommand(line, written);

test.each([
  ['/hotfix timeline detected 14:02', 'detected', '2026-11-23T13:02:00.000Z'],
  ['/hotfix TIMELINE Detected at 14:02 UTC', 'detected', '2026-11-23T14:02:00.000Z'],
  ['/hotfix timeline root cause identified: 20 minutes ago', 'root-cause', '2026-11-23T14:40:00.000Z'],
  ['/hotfix timeline rollback initiated 2026-11-22 23:59 UTC+1', 'rollback', '2026-11-22T22:59:00.000Z'],
  ['/hotfix timeline service recovered now', 'recovered', '2026-11-23T15:00:00.000Z'],
  ['/hotfix timeline deploy started 16:30', 'deploy', '2026-11-22T15:30:00.000Z'],
])('%s', (line, row, moment) => {
  expect(read(line)).toEqual({ verb: 'timeline', row, at: new Date(moment) });
});

test.each([
  ['/hotfix timeline rollback none', { none: true, reason: '' }],
  ['/hotfix timeline rollback none: fixed forward', { none: true, reason: 'fixed forward' }],
  [
    '/hotfix timeline rollback Unknown, nobody wrote it down',
    { none: false, reason: 'nobody wrote it down' },
  ],
])('%s', (line, rest) => {
  expect(read(line)).toEqual({ verb: 'timeline', row: 'rollback', at: null, ...rest });
});

test.each([
  ['/hotfix timeline', 'row'],
  ['/hotfix timeline 14:02', 'row'],
  ['/hotfix timeline hotfix-deployed 14:02', 'row'],
  ['/hotfix timeline detectedly 14:02', 'row'],
  ['/hotfix timeline detected', 'time'],
  ['/hotfix timeline detected soon', 'time'],
  ['/hotfix timeline detected unknowable', 'time'],
  ['/hotfix timeline detected 2026-11-23 16:01', 'time'],
])('%s lacks a %s', (line, missing) => {
  expect(read(line)).toEqual({ verb: 'incomplete', of: 'timeline', missing });
});

const rowsOf = (incident: Parameters<typeof timelineOf>[0]) =>
  Object.fromEntries(
    timelineOf(incident).rows.map((row) => [row.row, momentOf(row)?.toISOString().slice(11, 16) ?? row.how]),
  );

const [good, bad, fix] = [sha('good'), sha('bad'), sha('fix')];

test('an incident began with the deploy that a rollback replaced', () => {
  const production = [
    seen('12:00', { sha: good, deployment: 1 }),
    seen('13:00', { sha: bad, deployment: 2, startedAt: new Date(at('12:55')) }),
    // Another repository's, in between.
    seen('13:05', { sha: sha('x'), deployment: 3, repository: ledger }),
    seen('13:30', { sha: good, deployment: 4, startedAt: new Date(at('13:28')) }),
    seen('13:50', { sha: sha('after'), deployment: 5 }),
  ];
  expect(rowsOf(incidentWith({ production }))).toMatchObject({ deploy: '12:55', rollback: '13:28' });
});

test('without a rollback it began with the last deploy before the first push', () => {
  const production = [
    seen('12:00', { sha: good, deployment: 1 }),
    seen('13:00', { sha: bad, deployment: 2 }),
    seen('15:00', { sha: sha('later'), deployment: 3 }),
  ];
  expect(rowsOf(incidentWith({ production }))).toMatchObject({ deploy: '13:00', rollback: 'open' });
});

test('a rollback of the hotfix itself does not make the hotfix the beginning', () => {
  const facts = [pushed({ at: '14:02', sha: fix }), deployment({ at: '14:10', sha: fix, state: 'success' })];
  const production = [
    seen('13:00', { sha: bad, deployment: 2 }),
    seen('14:10', { sha: fix, deployment: 42 }),
    seen('14:20', { sha: bad, deployment: 43 }),
  ];
  const incident = incidentWith({ hotfixes: [hotfixAt('15:00', facts)], production });
  expect(rowsOf(incident)).toMatchObject({ deploy: '13:00', rollback: '14:20' });
});

test('a rollback long before the hotfix, or long after the cure, belongs to another incident', () => {
  const facts = [pushed({ at: '14:02', sha: fix }), deployment({ at: '14:10', sha: fix, state: 'success' })];
  const production = [
    seen('2026-11-20T10:00:00Z', { sha: good, deployment: 1 }),
    seen('2026-11-20T11:00:00Z', { sha: bad, deployment: 2 }),
    seen('2026-11-20T12:00:00Z', { sha: good, deployment: 3 }),
    seen('2026-11-27T12:00:00Z', { sha: bad, deployment: 4 }),
  ];
  const incident = incidentWith({ hotfixes: [hotfixAt('15:00', facts)], production });
  expect(rowsOf(incident)).toMatchObject({ rollback: 'open' });
});

test('people overrule the records, and the last command counts, wherever it was given', () => {
  const facts = [
    pushed({ at: '14:02', sha: fix }),
    pull({ at: '14:06', sha: fix }),
    commanded({ at: '16:30', line: '/hotfix timeline detected 13:10', timezone: 'UTC' }),
    entitlement({ at: '16:31', entitled: true }),
    commanded({ at: '17:30', comment: 502, line: '/hotfix timeline detected 13:59' }),
    entitlement({ at: '17:31', command: 'command:502:0', entitled: false }),
  ];
  const production = [seen('13:00', { sha: bad, deployment: 2 })];
  const said = told('/hotfix timeline detected 14:20', '/hotfix timeline deploy 13:50');
  const incident = incidentWith({ hotfixes: [hotfixAt('18:00', facts)], production, commands: said });
  expect(rowsOf(incident)).toMatchObject({ detected: '13:10', deploy: '12:50' });
});

test('rows in the wrong order are named and kept', () => {
  const commands = told('/hotfix timeline detected 15:00', '/hotfix timeline recovered 14:30');
  expect(timelineOf(incidentWith({ commands })).odd).toEqual([['detected', 'recovered']]);
});

test('a review is complete once nothing in it is unfilled, unanswered, unlinked or unchecked', () => {
  const lines = ['deploy 14:40', 'detected 14:52', 'rollback none', 'recovered 15:07', 'root-cause unknown'];
  const whole = lines.map((line) => `/hotfix timeline ${line}`);
  const state = { path: 'runbooks/a.sh', changedAt: null, by: null, url: '', stale: false, touched: false };
  const missing = (commands: string[], people: string, touched = false) => {
    const runbooks = [
      { repository, states: [{ ...state, touched }], complete: true },
      { repository: ledger, states: [{ ...state, touched }], complete: true },
    ];
    return missingParts(incidentWith({ commands: told(...commands), runbooks, review: reviewWith(people) }));
  };
  const signed = `${answered}\n## Runbooks\n\n- [x] \`runbooks/a.sh\`\n- [x] \`ledger:runbooks/a.sh\`\n`;
  expect(missing(whole, signed)).toEqual([]);
  expect(missing(whole, answered, true)).toEqual([]);
  expect(missing(whole, answered)).toEqual([
    { kind: 'runbook', name: 'runbooks/a.sh' },
    { kind: 'runbook', name: 'ledger:runbooks/a.sh' },
  ]);
  expect(missing(whole.slice(1), signed)).toEqual([{ kind: 'row', row: 'deploy' }]);
  expect(missing(whole, signed.replace('[x] Was', '[ ] Was'))).toMatchObject([{ kind: 'gap' }]);
  expect(missing(whole, signed.replace(' acme/checkout-service#31', ''))).toMatchObject([
    { kind: 'improvement' },
  ]);
  expect(missing(whole, signed.replace(/1\. Add[\s\S]*?(?=## Runbooks)/, ''))).toEqual([
    { kind: 'no-improvements' },
  ]);
  expect(missing(whole, signed.replace(/1\. Add[\s\S]*?(?=## Runbooks)/, 'None: a typo\n\n'))).toEqual([]);
  expect(branch).toContain('INCIDENT-123');
});
