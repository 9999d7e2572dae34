import { assess } from '../../src/hotfix/assess.ts';
import type { Fact } from '../../src/hotfix/fact.ts';
import { foldHotfix } from '../../src/hotfix/fold.ts';
import { plan } from '../../src/hotfix/plan.ts';
import { defaultPolicy } from '../../src/policy/default-policy.ts';
import { checksChanged, deployment, pushed, sha } from '../../test/support/facts.ts';
import { inForceOf } from '../../test/support/policy.ts';
import { repository } from '../../test/support/repository.ts';
import { median } from '../report/median.ts';
import type { Row } from '../report/row.ts';

const branch = 'hotfix/INCIDENT-123-fix-payment-timeout';
const rounds = 15;

/** How long it takes to fold and plan one hotfix, by how much happened to it. */
export async function fold(): Promise<Row[]> {
  // Once unmeasured, so that the first is not measured while its code is still being compiled.
  timeOf(history(1_000));
  const times = new Map([100, 300, 1_000, 3_000].map((count) => [count, timeOf(history(count))]));
  const hundred = times.get(100) ?? Number.NaN;
  return [...times].map(([count, value]) => ({
    measure: `fold and plan of one hotfix of ${count.toLocaleString('en-US')} facts`,
    value,
    unit: 'ms',
    // Linear would be this many times the time of a hundred.
    against: count === 100 ? null : { what: 'linear from 100', value: (hundred * count) / 100 },
    goal: count === 100 ? null : { of: 'ratio', is: 'at most', limit: 1.5 },
  }));
}

function timeOf(facts: Fact[]): number {
  const now = new Date('2026-11-24T09:00:00.000Z');
  const inForce = inForceOf(defaultPolicy);
  const times: number[] = [];
  for (let round = 0; round < rounds; round++) {
    const began = performance.now();
    const hotfix = foldHotfix(facts, { repository, branch, policy: defaultPolicy });
    if (!hotfix) throw new Error('the facts make no hotfix');
    plan(assess(hotfix, inForce, now), now);
    times.push(performance.now() - began);
  }
  return median(times);
}

/** A busy hotfix: for each push two deploys, and eight changes of its checks. */
function history(count: number): Fact[] {
  const start = Date.parse('2026-11-23T09:00:00.000Z');
  const at = (index: number): string => new Date(start + index * 1_000).toISOString();
  return Array.from({ length: count }, (_, index): Fact => {
    const push = Math.floor(index / 11);
    const head = sha(`head ${push}`);
    const step = index % 11;
    if (step === 0)
      return pushed({
        at: at(index),
        sha: head,
        before: push === 0 ? null : sha(`head ${push - 1}`),
        commits: [head],
      });
    if (step < 3)
      return deployment({
        at: at(index),
        sha: head,
        state: 'success',
        deployment: push * 2 + step,
        createdAt: at(index),
      });
    return checksChanged({ at: at(index), sha: head });
  });
}
