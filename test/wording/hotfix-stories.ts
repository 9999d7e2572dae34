/** Situations for the texts, made as the server makes them: facts, folded, assessed at a moment. */

import type { Fact } from '../../src/facts/fact.ts';
import { assess } from '../../src/hotfix/assess.ts';
import { foldHotfix } from '../../src/hotfix/fold/fold.ts';
import { plan } from '../../src/hotfix/plan.ts';
import type { Situation } from '../../src/hotfix/situation.ts';
import type { PolicyInForce } from '../../src/policy/policy-in-force.ts';
import { reportOf } from '../../src/wording/report.ts';
import type { HotfixReport } from '../../src/wording/rules/words.ts';
import {
  at,
  branch,
  checksChanged,
  checksRead,
  commanded,
  deleted,
  deployment,
  entitlement,
  mergeability,
  pull,
  pushed,
  requiredChecks,
  searched,
  sha,
  whereabouts,
} from '../support/facts.ts';
import { inForceFrom } from '../support/policy.ts';
import { repository } from '../support/repository.ts';

export const fix = sha('fix');

export function inForce(yaml = '', rest: Partial<PolicyInForce> = {}): PolicyInForce {
  return inForceFrom(yaml, rest);
}

/** The whole policy as a team in Berlin has it. */
export const berlin = `
timezone: Europe/Berlin
owners: [grace, acme/payments]
incidents:
  url: https://incidents.example.com/{incident}
`;

export function situationAt(time: string, facts: Fact[], policy: PolicyInForce = inForce(berlin)): Situation {
  const of = facts.find((fact) => fact.kind === 'pushed')?.branch ?? branch;
  const hotfix = foldHotfix(facts, { repository, branch: of, policy: policy.policy });
  if (!hotfix) throw new Error('no push among the facts');
  return assess(hotfix, policy, new Date(at(time)));
}

/** The situation with its rules' notes, as the texts need it. */
export function reportFor(situation: Situation, now: Date = new Date(at('14:07'))): HotfixReport {
  return reportOf(situation, plan(situation, now));
}

/** Pushed and deployed. */
export const deployed: Fact[] = [
  pushed({ at: '14:02', sha: fix }),
  deployment({ at: '14:06:30', sha: fix, state: 'success', createdAt: at('14:03') }),
];

/** The same, with its pull request open and its required checks known. */
export const opened: Fact[] = [
  ...deployed,
  pull({ at: '14:06:32', sha: fix }),
  requiredChecks({ at: '14:06:33', names: ['full-ci', 'license', 'security-scan', 'staging'] }),
  mergeability({ at: '14:06:36', sha: fix }),
];

/** A check began, and was not read yet. */
export const begun: Fact[] = [...opened, checksChanged({ at: '14:07:30', sha: fix })];

type State = 'passed' | 'failed' | 'pending' | 'skipped';

export function checks(states: Record<string, State>): Fact {
  const url = 'https://github.com/acme/checkout-service/runs/1';
  const read = Object.entries(states).map(([name, state]) => ({ name, state, startedAt: at('14:07'), url }));
  return checksRead({ at: '14:30', sha: fix, checks: read });
}

export const red: Fact[] = [
  ...opened,
  checks({ 'full-ci': 'failed', license: 'passed', 'security-scan': 'pending' }),
];

export const green: Fact[] = [
  ...opened,
  checks({ 'full-ci': 'passed', license: 'passed', 'security-scan': 'passed', staging: 'passed' }),
];

export const merged: Fact[] = [
  ...green,
  pull({
    at: '2026-11-24T09:12:00Z',
    sha: fix,
    state: 'merged',
    createdAt: at('14:06:32'),
    mergedBy: { login: 'grace', bot: false },
  }),
];

export const closed: Fact[] = [
  ...red,
  pull({ at: '16:00', sha: fix, state: 'closed', createdAt: at('14:06:32') }),
];

export const discarded: Fact[] = [
  ...deployed,
  deleted({ at: '15:00', sha: fix }),
  whereabouts({ at: '15:00:12', sha: fix }),
  searched({ at: '15:00:13', sha: fix, verdict: { kind: 'not-there' } }),
];

/** Merged, and reverted by a commit that says so. */
export const reverted: Fact[] = [
  ...merged,
  searched({
    at: '2026-11-24T12:00:12Z',
    sha: fix,
    verdict: {
      kind: 'reverted',
      by: { sha: sha('revert'), at: at('2026-11-24T12:00:00Z') },
      files: ['src/payment.ts'],
    },
  }),
];

/** Adapted by hand, and declared. */
export function commandedBy(line: string, entitled: boolean | null, login = 'grace'): Fact[] {
  const by = { login, bot: false };
  const may = entitled === null ? [] : [entitlement({ at: '16:00:02', entitled })];
  return [commanded({ at: '16:00', line, by }), ...may];
}

/** Names that try every escape. */
export const hostile = {
  branch: 'hotfix/$(id)-`x`-->|@bob-#1',
  login: 'eve|<!-- x -->@bob',
};
