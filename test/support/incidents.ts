/** Incidents for tests of the pure core: what matters is given, the rest is filled in. */

import type { Fact } from '../../src/facts/fact.ts';
import type { JobsRead } from '../../src/facts/incident-facts.ts';
import type { Repository } from '../../src/facts/repository.ts';
import { assess } from '../../src/hotfix/assess.ts';
import { foldHotfix } from '../../src/hotfix/fold/fold.ts';
import type { Situation } from '../../src/hotfix/situation.ts';
import type { Incident, Review, SeenDeploy } from '../../src/incident/incident.ts';
import { readPeopleParts } from '../../src/incident/people-parts.ts';
import type { PolicyInForce } from '../../src/policy/policy-in-force.ts';
import { at, branch, pushed, sha } from './facts.ts';
import { inForceFrom } from './policy.ts';
import { repository } from './repository.ts';

export const ledger: Repository = {
  ...repository,
  id: 200,
  name: 'ledger',
  url: 'https://github.com/acme/ledger',
};

export const berlin = inForceFrom(`
timezone: Europe/Berlin
owners: [grace, acme/payments]
incidents:
  url: https://incidents.example.com/{incident}
`);

/** A hotfix at a moment; of the branch that its facts push. */
export function hotfixAt(
  time: string,
  facts: Fact[],
  { in: where = repository, inForce = berlin }: { in?: Repository; inForce?: PolicyInForce } = {},
): Situation {
  const here = facts.map((fact) => ({ ...fact, repository: where.id }));
  const of = facts.find((fact) => fact.kind === 'pushed')?.branch ?? branch;
  const hotfix = foldHotfix(here, { repository: where, branch: of, policy: inForce.policy });
  if (!hotfix) throw new Error('no push among the facts');
  return assess(hotfix, inForce, new Date(at(time)));
}

/** Jobs of a run of the fast lane, in each its steps by name. */
export function jobsRead(given: { at: string; sha: string; run?: number; jobs: JobsRead['jobs'] }): JobsRead {
  const { run = 7001 } = given;
  return {
    kind: 'jobs-read',
    key: `jobs-read:${run}:1`,
    clock: 'receipt',
    repository: repository.id,
    branch,
    run,
    attempt: 1,
    ...given,
    at: at(given.at),
  };
}

export function job(name: string, steps: Record<string, 'passed' | 'failed' | 'skipped'> = {}) {
  const named = Object.entries(steps).map(([step, state]) => ({ name: step, state }));
  const url = 'https://github.com/acme/checkout-service/actions/runs/7001/job/1';
  return { name, state: 'passed' as const, url, steps: named };
}

export function seen(
  time: string,
  given: { sha: string; deployment: number } & Partial<SeenDeploy>,
): SeenDeploy {
  const moment = new Date(at(time));
  return {
    environment: 'production',
    ref: 'main',
    at: moment,
    startedAt: moment,
    by: { login: 'bob', bot: false },
    url: 'https://github.com/acme/checkout-service/actions/runs/6999',
    repository,
    ...given,
  };
}

export function incidentWith(given: Partial<Incident> = {}): Incident {
  return {
    account: repository.account,
    id: 'INCIDENT-123',
    hotfixes: [hotfixAt('14:10', [pushed({ at: '14:02', sha: sha('fix') })])],
    production: [],
    home: { repository, inForce: berlin },
    review: null,
    claims: [],
    commands: [],
    fromElsewhere: [],
    runbooks: [{ repository, states: [], complete: true }],
    written: {},
    refused: {},
    ...given,
  };
}

/** A review in which people have written this. */
export function reviewWith(people: string, rest: Partial<Review> = {}): Review {
  return {
    number: 12,
    url: 'https://github.com/acme/checkout-service/issues/12',
    openedAt: new Date(at('14:06:40')),
    ours: true,
    state: 'open',
    closedAt: null,
    people: readPeopleParts(people, { owner: 'acme', name: 'checkout-service', number: 12 }),
    editedAt: null,
    ...rest,
  };
}

/** `/hotfix` lines on the review, each by somebody who may. */
export function told(...lines: string[]): Incident['commands'] {
  return lines.map((line, index) => ({
    key: `command:${900 + index}:0`,
    number: 12,
    comment: 900 + index,
    url: `https://github.com/acme/checkout-service/issues/12#issuecomment-${900 + index}`,
    line,
    timezone: 'Europe/Berlin',
    by: { login: 'grace', bot: false },
    at: new Date(Date.parse(at('16:00')) + index * 60_000),
    entitled: true,
  }));
}

export const answered = `## Pipeline gaps

- [x] Could a test have caught this?
- [x] Could canary analysis have caught this?
- [ ] Could a security scan have caught this? No, nothing of this is about security.
- [x] Was rollback fast enough?
- [x] Did monitoring detect the issue?

## Improvements

1. Add test: acme/checkout-service#31
2. Tighten canary threshold: declined: there is no canary yet, see #32
`;
