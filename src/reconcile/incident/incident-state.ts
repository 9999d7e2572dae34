import { subMilliseconds } from 'date-fns/subMilliseconds';
import { artefactKey } from '../../artefact/keys.ts';
import { withoutBlock } from '../../artefact/review-block.ts';
import type { RepositoryContext, RepositoryContexts } from '../../context/repository-context.ts';
import { isDoubtful } from '../../context/review-texts.ts';
import type { Work } from '../../context/work.ts';
import { entitlementKey } from '../../facts/entitlement.ts';
import type { Fact } from '../../facts/fact.ts';
import { adoptedHash } from '../../github/perform/perform.ts';
import { assess } from '../../hotfix/assess.ts';
import type { Command } from '../../hotfix/commands/command.ts';
import { foldHotfix } from '../../hotfix/fold/fold.ts';
import { refusalsOf } from '../../hotfix/refusals.ts';
import { firstDeployed, hasReviews, homeOf, maySay } from '../../hotfix/review-home.ts';
import type { Situation } from '../../hotfix/situation.ts';
import type { Claim, Incident, Review, Runbooks, SeenDeploy } from '../../incident/incident.ts';
import { readPeopleParts } from '../../incident/people-parts.ts';
import { seenDeploys } from '../../incident/timeline.ts';
import { runbookStates } from '../../runbook/runbooks.ts';
import { successesOf } from '../../store/facts/facts.ts';
import {
  commandsOn,
  type FoundReview,
  factsByKey,
  factsOfReviews,
  findReview,
  hotfixesOfIncident,
} from '../../store/incidents.ts';
import { entriesOfSubject } from '../../store/ledger/ledger.ts';
import { findReviewText } from '../../store/review-texts.ts';
import { type IncidentName, incidentSubject } from '../../store/subject-key.ts';
import { storyBeforePush } from '../../waiting/timings.ts';

/** Everything that is known about an incident; `null`: it has no hotfix, or no repository for its review. */
export async function incidentState(
  work: Work,
  name: IncidentName,
  contexts: RepositoryContexts,
): Promise<{ incident: Incident; context: RepositoryContext } | null> {
  const { db } = work;
  const all = await situationsOf(work, name, contexts);
  const [first] = all;
  if (!first) return null;
  const repositories = [...new Set(all.map(({ hotfix }) => hotfix.repository.id))];
  const facts = await factsOfReviews(db, repositories);
  const claims = await claimsOf(work, name, { hotfixes: all, facts });
  const found = await findReview(db, name);
  const context = await homeContext(contexts, { name, hotfixes: all, facts, claims, found });
  if (!context) return null;
  const { repository, inForce } = context;
  const hotfixes = all.filter(({ hotfix }) => maySay(hotfix.repository, repository));
  const review = found?.state === 'there' ? await reviewOf(work, name, { found, context }) : null;
  const subject = incidentSubject(name).key;
  const entries = await entriesOfSubject(db, repository.id, subject);
  return {
    context,
    incident: {
      ...name,
      hotfixes,
      production: await productionOf(work, hotfixes),
      home: { repository, inForce },
      review,
      claims,
      commands: review ? await commandsOf(work, repository.id, review.number) : [],
      runbooks: runbooksOf(hotfixes, facts),
      written: Object.fromEntries(
        entries.map(({ key, number, url, createdAt, intendedAt }) => [
          key,
          { number, url, at: createdAt ?? intendedAt },
        ]),
      ),
      refused: refusalsOf(refusedIn(facts, repository.id)),
    },
  };
}

async function situationsOf(
  work: Work,
  name: IncidentName,
  contexts: RepositoryContexts,
): Promise<Situation[]> {
  const situations: Situation[] = [];
  for (const { repository, branch } of await hotfixesOfIncident(work.db, name)) {
    const context = await contexts(repository);
    if (!context || context.inForce.policy.mode === 'off') continue;
    const of = { repository: context.repository, branch, policy: context.inForce.policy };
    const hotfix = foldHotfix(await context.factsOf(branch), of);
    if (hotfix) situations.push(assess(hotfix, context.inForce, work.now()));
  }
  return situations;
}

interface Known {
  hotfixes: Situation[];
  facts: Fact[];
}

/** Issues that people opened for the incident, in any spelling, where its review may be; oldest first. */
async function claimsOf(work: Work, { id }: IncidentName, { hotfixes, facts }: Known): Promise<Claim[]> {
  const claims: Claim[] = [];
  for (const fact of facts) {
    if (fact.kind !== 'review-claimed' || fact.incident.toLowerCase() !== id.toLowerCase()) continue;
    // Where nothing was deployed there is nothing to look back on: a branch and an issue reserve no incident's review.
    const of = hotfixes.find((one) => one.hotfix.repository.id === fact.repository && firstDeployed(one));
    if (!of || !hasReviews(of) || of.inForce.policy.mode !== 'enforce') continue;
    const [read] = await factsByKey(work.db, fact.repository, [
      entitlementKey({ command: fact.key, branch: null }),
    ]);
    const { key, number, url, by } = fact;
    const entitled = read?.kind === 'entitlement-read' ? read.entitled : null;
    claims.push({
      key,
      number,
      url,
      by,
      at: new Date(fact.at),
      repository: of.hotfix.repository,
      entitled,
    });
  }
  return claims;
}

/** Where the review is; else where a person began one; else where it belongs. */
async function homeContext(
  contexts: RepositoryContexts,
  {
    name,
    hotfixes,
    facts,
    claims,
    found,
  }: Known & { name: IncidentName; claims: Claim[]; found: FoundReview | null },
): Promise<RepositoryContext | null> {
  if (found) return contexts(found.repository);
  const claim =
    claims.find(({ entitled }) => entitled === true) ?? claims.find((one) => one.entitled === null);
  if (claim) return contexts(claim.repository.id);
  const refused = facts.filter(
    (fact) => fact.kind === 'refused' && fact.final && fact.artefact === artefactKey.review(name.id),
  );
  const home = homeOf(hotfixes, new Set(refused.map(({ repository }) => repository)));
  return home && contexts(home.hotfix.repository.id);
}

async function reviewOf(
  { db }: Work,
  { id }: IncidentName,
  { found, context }: { found: FoundReview; context: RepositoryContext },
): Promise<Review | null> {
  const { number, url, createdAt, intendedAt, hash } = found;
  if (number === null) return null;
  const text = await findReviewText(db, context.repository.id, number);
  const { owner, name } = context.repository;
  const ours = hash !== adoptedHash;
  const doubtful = ours && text !== null && isDoubtful(text);
  const body = (doubtful ? text.edited : text?.body) ?? '';
  return {
    number,
    url,
    openedAt: createdAt ?? intendedAt,
    ours,
    state: text?.state ?? 'open',
    closedAt: text?.closedAt ?? null,
    people: readPeopleParts(withoutBlock(body, id), { owner, name, number }),
    editedAt: text?.editedAt ?? null,
  };
}

async function productionOf({ db }: Work, hotfixes: Situation[]): Promise<SeenDeploy[]> {
  const begun = hotfixes[0]?.hotfix.startedAt;
  if (!begun) return [];
  const byRepository = new Map(hotfixes.map((one) => [one.hotfix.repository.id, one]));
  const deploys: SeenDeploy[] = [];
  for (const [id, { hotfix, inForce }] of byRepository) {
    const seen = await successesOf(db, id, { from: subMilliseconds(begun, storyBeforePush) });
    deploys.push(...seenDeploys(seen, hotfix.repository, inForce.policy));
  }
  return deploys.sort((a, b) => a.at.getTime() - b.at.getTime() || a.deployment - b.deployment);
}

async function commandsOf({ db }: Work, repository: number, number: number): Promise<Command[]> {
  const given = (await commandsOn(db, repository, number)).filter((fact) => fact.kind === 'commanded');
  const keys = given.map(({ key }) => entitlementKey({ command: key, branch: null }));
  const read = (await factsByKey(db, repository, keys)).filter((fact) => fact.kind === 'entitlement-read');
  const entitled = new Map(read.map((fact) => [fact.command, fact.entitled]));
  return given.map(({ key, number: on, comment, url, line, timezone, by, at }) => ({
    key,
    number: on,
    comment,
    url,
    line,
    timezone,
    by,
    at: new Date(at),
    entitled: entitled.get(key) ?? null,
  }));
}

/** Asked once, when the first hotfix is deployed: the first answer since the incident began counts. */
function runbooksOf(hotfixes: Situation[], facts: Fact[]): Runbooks[] {
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

function refusedIn(facts: Fact[], repository: number) {
  return facts.filter((fact) => fact.kind === 'refused').filter((fact) => fact.repository === repository);
}
