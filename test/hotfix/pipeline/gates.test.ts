import type { Fact } from '../../../src/facts/fact.ts';
import { gateStories } from '../../../src/hotfix/pipeline/gates.ts';
import { at, checksRead, deployment, pull, pushed, sha, workflowRun } from '../../support/facts.ts';
import { hotfixAt, job, jobsRead } from '../../support/incidents.ts';

const fix = sha('fix');
const base: Fact[] = [
  pushed({ at: '14:02', sha: fix }),
  deployment({ at: '14:06', sha: fix, state: 'success', createdAt: at('14:03') }),
];
const lanes = (facts: Fact[], time = '18:00') =>
  Object.fromEntries(
    (gateStories(hotfixAt(time, [...base, ...facts]))?.gates ?? []).map(({ gate, lane }) => [gate, lane]),
  );
const run = workflowRun({ at: '14:06:10', sha: fix });
const jobs = (...read: ReturnType<typeof job>[]): Fact => jobsRead({ at: '14:07', sha: fix, jobs: read });

test('a hotfix that was never deployed has no gates to show', () => {
  expect(gateStories(hotfixAt('18:00', base.slice(0, 1)))).toBeNull();
});

test('with nothing seen, nothing is known but the deploy itself', () => {
  expect(lanes([])).toMatchObject({
    'unit-tests': 'not-known',
    lint: 'not-known',
    'production-deploy': 'passed',
  });
});

test('before the jobs of its run were read, nothing is said to be missing', () => {
  expect(lanes([run])).toMatchObject({ 'unit-tests': 'not-known' });
  expect(lanes([run, jobs(job('build'))])).toMatchObject({
    'unit-tests': 'did-not-run',
    lint: 'did-not-run',
  });
});

test('a name is one gate’s, the first that recognises it; a skipped step has judged nothing', () => {
  const ran = job('hotfix', {
    'Unit tests (short)': 'failed',
    'Critical security scan': 'passed',
    Lint: 'skipped',
  });
  expect(lanes([run, jobs(ran)])).toMatchObject({
    'unit-tests': 'failed',
    'critical-scan': 'passed',
    // Its pattern takes the critical scan as well.
    'high-scan': 'did-not-run',
    lint: 'did-not-run',
  });
});

test('a check run counts for the lane when it had begun by the end of the deploy, and for the backfill after it', () => {
  const url = null;
  const checks = [
    { name: 'lint', state: 'passed' as const, startedAt: at('14:05'), url },
    { name: 'integration', state: 'failed' as const, startedAt: at('14:06:01'), url },
    { name: 'unit', state: 'passed' as const, startedAt: at('14:20'), url },
  ];
  const facts = [pull({ at: '14:07', sha: fix }), checksRead({ at: '14:30', sha: fix, checks })];
  const open = gateStories(hotfixAt('18:00', [...base, ...facts]));
  const of = (stories: typeof open, name: string) => stories?.gates.find(({ gate }) => gate === name);
  expect(of(open, 'lint')).toMatchObject({ lane: 'passed', later: [] });
  expect(of(open, 'integration-tests')).toMatchObject({
    lane: 'did-not-run',
    later: [{ state: 'failed', sha: fix }],
  });
  // That something passed is told when the hotfix is over.
  expect(of(open, 'unit-tests')).toMatchObject({ lane: 'did-not-run', later: [] });
  const over = gateStories(
    hotfixAt('19:00', [
      ...base,
      ...facts,
      pull({ at: '18:00', sha: fix, state: 'merged', createdAt: at('14:07') }),
    ]),
  );
  expect(of(over, 'unit-tests')).toMatchObject({ later: [{ state: 'passed', sha: fix }] });
});
