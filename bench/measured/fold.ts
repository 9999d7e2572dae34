import type { Fact } from '../../src/facts/fact.ts';
import { assess } from '../../src/hotfix/assess.ts';
import { foldHotfix } from '../../src/hotfix/fold/fold.ts';
import { plan } from '../../src/hotfix/plan.ts';
import { defaultPolicy } from '../../src/policy/default-policy.ts';
import { checksChanged, commanded, deployment, pull, pushed, sha } from '../../test/support/facts.ts';
import { inForceOf } from '../../test/support/policy.ts';
import { repository } from '../../test/support/repository.ts';
import { median } from '../report/median.ts';
import type { Row } from '../report/row.ts';

const branch = 'hotfix/INCIDENT-123-fix-payment-timeout';
const rounds = 15;

/** How long folding and planning one hotfix takes, by how much and what happened to it. */
export async function fold(): Promise<Row[]> {
  return [
    ...growth('facts', history, [100, 300, 1_000, 3_000]),
    ...growth('pushes', pushes, [300, 3_000]),
    ...growth('deployments of one commit', deployments, [300, 3_000]),
    ...growth('commands', commands, [300, 3_000]),
  ];
}

function growth(what: string, of: (count: number) => Fact[], counts: [number, ...number[]]): Row[] {
  // Once unmeasured, until its code is compiled.
  timeOf(of(1_000));
  const [least] = counts;
  const times = new Map(counts.map((count) => [count, timeOf(of(count))]));
  const first = times.get(least) ?? Number.NaN;
  return [...times].map(([count, value]) => ({
    measure: `fold and plan of one hotfix of ${count.toLocaleString('en-US')} ${what}`,
    value,
    unit: 'ms',
    // Linear growth would be this many times the first time.
    against: count === least ? null : { what: `linear from ${least}`, value: (first * count) / least },
    goal: count === least ? null : { of: 'ratio', is: 'at most', limit: 1.5 },
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

const start = Date.parse('2026-11-23T09:00:00.000Z');

function at(index: number): string {
  return new Date(start + index * 1_000).toISOString();
}

function push(index: number): Fact {
  const before = index === 0 ? null : sha(`head ${index - 1}`);
  return pushed({ at: at(index), sha: sha(`head ${index}`), before });
}

function pushes(count: number): Fact[] {
  return Array.from({ length: count }, (_, index) => push(index));
}

function deployments(count: number): Fact[] {
  return toOneHead(count, (index) =>
    deployment({ at: at(index), sha: sha('head 0'), state: 'success', deployment: index }),
  );
}

function commands(count: number): Fact[] {
  return toOneHead(count, (index) =>
    commanded({ at: at(index), line: '/hotfix recheck', comment: index, key: `command:${index}:0` }),
  );
}

/** What happens to one head, with its pull request open. */
function toOneHead(count: number, happens: (index: number) => Fact): Fact[] {
  return [
    push(0),
    pull({ at: at(1), sha: sha('head 0') }),
    ...Array.from({ length: count }, (_, index) => happens(index + 2)),
  ];
}

/** A busy hotfix: for each push two deploys, and eight changes of its checks. */
function history(count: number): Fact[] {
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
