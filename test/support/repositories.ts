/** Repositories as a whole, as rules and texts take them. */
import type { Issue } from '../../src/artefact/artefact.ts';
import type { By } from '../../src/artefact/rule.ts';
import type { HotfixSummary } from '../../src/hotfix/hotfix-summary.ts';
import type { ProductionDeploy } from '../../src/hotfix/production-deploys.ts';
import { planRepository } from '../../src/repository/plan.ts';
import type { CommitPlace } from '../../src/repository/rogue-deploys.ts';
import type { RepositorySituation } from '../../src/repository/situation.ts';
import { at, sha } from './facts.ts';
import { inForceFrom } from './policy.ts';

export function repositoryWith(given: Partial<RepositorySituation> = {}): RepositorySituation {
  return {
    inForce: inForceFrom(''),
    summaries: [],
    deploys: [],
    places: new Map(),
    old: [],
    mistakesSince: null,
    ...given,
  };
}

/** The issue that a rule wants; throws where it wants none, or several. */
export function issueOf(rule: string, situation: RepositorySituation, now: Date): By<Issue> {
  const all = planRepository(situation, now).artefacts.filter(
    (one): one is By<Issue> => one.kind === 'issue' && one.rule === rule,
  );
  const [issue, ...others] = all;
  if (!issue || others.length > 0) throw new Error(`${rule} wants ${all.length} issues`);
  return issue;
}

export function deployOf(
  time: string,
  name: string,
  given: Partial<ProductionDeploy> = {},
): ProductionDeploy {
  return {
    deployment: 42,
    sha: sha(name),
    environment: 'production',
    ref: 'feature/quick',
    at: new Date(at(time)),
    by: { login: 'eve', bot: false },
    url: 'https://github.com/acme/checkout-service/actions/runs/7002',
    ...given,
  };
}

/** On neither the target nor a hotfix branch when GitHub was asked; `arrived`: when it came to one of them after all. */
export function nowhere(arrived: string | null = null): CommitPlace {
  return { arrivedAt: arrived === null ? null : new Date(at(arrived)), read: 'neither' };
}

export const onTarget: CommitPlace = { arrivedAt: null, read: 'target' };

export function summaryOf(given: Partial<HotfixSummary> = {}): HotfixSummary {
  return {
    branch: 'hotfix/INCIDENT-118-x',
    incident: 'INCIDENT-118',
    author: { login: 'ada', bot: false },
    startedAt: new Date(at('14:00')),
    state: 'done',
    pull: null,
    doneAt: null,
    laneTime: null,
    pipelineTime: null,
    ...given,
  };
}
