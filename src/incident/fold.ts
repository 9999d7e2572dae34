import { subMilliseconds } from 'date-fns/subMilliseconds';
import { entitledIn } from '../facts/entitlement.ts';
import type { DeploymentSeen, Fact } from '../facts/fact.ts';
import type { Command } from '../hotfix/commands/command.ts';
import { productionDeploys } from '../hotfix/production-deploys.ts';
import { refusalsOf } from '../hotfix/refusals.ts';
import { maySay } from '../hotfix/review-home.ts';
import type { Situation } from '../hotfix/situation.ts';
import { runbookStates } from '../runbook/runbooks.ts';
import { storyBeforePush } from '../waiting/timings.ts';
import { claimsIn } from './claims.ts';
import type { Incident, Runbooks, SeenDeploy } from './incident.ts';
import { rowsFromElsewhere } from './rows-from-elsewhere.ts';

/** What an incident is folded from. */
export interface IncidentHistory extends Pick<Incident, 'account' | 'id' | 'home' | 'review' | 'written'> {
  /** All hotfixes of the incident, by their first push. */
  hotfixes: Situation[];
  /** What no hotfix has among its own, in any order of repositories; those of one repository oldest first. */
  facts: Fact[];
}

/** The incident as a review in its home repository may show it. */
export function foldIncident({ hotfixes: all, facts, ...rest }: IncidentHistory): Incident {
  const { id, home, review } = rest;
  const hotfixes = all.filter(({ hotfix }) => maySay(hotfix.repository, home.repository));
  const here = facts.filter(({ repository }) => repository === home.repository.id);
  return {
    ...rest,
    hotfixes,
    production: productionIn(facts, hotfixes),
    claims: claimsIn(facts, { id, hotfixes: all }),
    commands: review ? commandsOn(review.number, here) : [],
    fromElsewhere: rowsFromElsewhere(hotfixes, home.repository, facts),
    runbooks: runbooksIn(facts, hotfixes),
    refused: refusalsOf(here.filter((fact) => fact.kind === 'refused')),
  };
}

/** Production deploys may be a part of the incident's story from this moment on. `first`: its first hotfix. */
export function storyBegins({ hotfix: first }: Situation): Date {
  return subMilliseconds(first.startedAt, storyBeforePush);
}

function productionIn(facts: Fact[], hotfixes: Situation[]): SeenDeploy[] {
  const [first] = hotfixes;
  if (!first) return [];
  const since = storyBegins(first);
  const seen = facts.filter((fact) => fact.kind === 'deployment').filter(({ at }) => new Date(at) >= since);
  const byRepository = new Map(hotfixes.map((one) => [one.hotfix.repository.id, one]));
  return [...byRepository.values()]
    .flatMap((situation) => seenDeploys(seen, situation))
    .sort((a, b) => a.at.getTime() - b.at.getTime() || a.deployment - b.deployment);
}

/** The successful production deploys of one repository, oldest first. */
function seenDeploys(all: DeploymentSeen[], { hotfix: { repository }, inForce }: Situation): SeenDeploy[] {
  const seen = all.filter((fact) => fact.repository === repository.id);
  const created = new Map(seen.map(({ deployment, createdAt }) => [deployment, new Date(createdAt)]));
  return productionDeploys(seen, inForce.policy).map((deploy) => ({
    ...deploy,
    repository,
    startedAt: created.get(deploy.deployment) ?? deploy.at,
  }));
}

function commandsOn(review: number, here: Fact[]): Command[] {
  return here
    .filter((fact) => fact.kind === 'commanded')
    .filter(({ number }) => number === review)
    .map((fact) => {
      const { key, number, comment, url, line, timezone, by, at } = fact;
      const entitled = entitledIn(here, fact);
      return { key, number, comment, url, line, timezone, by, at: new Date(at), entitled };
    });
}

/** Asked once, when the first hotfix is deployed: the first answer since the incident began counts. */
function runbooksIn(facts: Fact[], hotfixes: Situation[]): Runbooks[] {
  const begun = hotfixes[0]?.hotfix.startedAt;
  const byRepository = Map.groupBy(hotfixes, ({ hotfix }) => hotfix.repository.id);
  return [...byRepository.values()].flatMap((its): Runbooks[] => {
    const [first] = its;
    if (!first || !begun) return [];
    const { repository } = first.hotfix;
    const read = facts
      .filter((fact) => fact.kind === 'runbooks-read')
      .find((fact) => fact.repository === repository.id && new Date(fact.at) >= begun);
    if (!read) return [{ repository, states: null, complete: false }];
    const touched = its.flatMap(({ hotfix }) => hotfix.readings.forkPoints.flatMap(({ files }) => files));
    const { maxAge } = first.inForce.policy.runbooks;
    const states = runbookStates(read, { touched, maxAge, now: new Date(read.at) });
    return [{ repository, states, complete: read.complete }];
  });
}
