import { withoutBlock } from '../../artefact/review-block.ts';
import type { RepositoryContext, RepositoryContexts } from '../../context/repository-context.ts';
import { isDoubtful } from '../../context/review-texts.ts';
import type { Work } from '../../context/work.ts';
import type { Fact } from '../../facts/fact.ts';
import { factKey } from '../../facts/keys.ts';
import { adoptedHash } from '../../github/perform/perform.ts';
import { assess } from '../../hotfix/assess.ts';
import { foldHotfix } from '../../hotfix/fold/fold.ts';
import type { HotfixLedger } from '../../hotfix/hotfix.ts';
import type { Situation } from '../../hotfix/situation.ts';
import { claimsIn } from '../../incident/claims.ts';
import { foldIncident, storyBegins } from '../../incident/fold.ts';
import { homeRepository } from '../../incident/home.ts';
import type { Incident, Review } from '../../incident/incident.ts';
import { readPeopleParts } from '../../incident/people-parts.ts';
import { momentsElsewhere } from '../../incident/rows-from-elsewhere.ts';
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

/** Everything that is known about an incident; `null`: it has no hotfix, or no repository for its review. */
export async function incidentState(
  work: Work,
  name: IncidentName,
  contexts: RepositoryContexts,
): Promise<{ incident: Incident; context: RepositoryContext } | null> {
  const hotfixes = await situationsOf(work, name, contexts);
  const [first] = hotfixes;
  if (!first) return null;
  const repositories = [...new Set(hotfixes.map(({ hotfix }) => hotfix.repository.id))];
  const facts = await withEntitlements(work, await factsOfReviews(work.db, repositories));
  const claims = claimsIn(facts, { id: name.id, hotfixes });
  const found = await findReview(work.db, name);
  const home = found ? found.repository : homeRepository({ id: name.id, hotfixes, claims, facts });
  const context = home === null ? null : await contexts(home);
  if (!context) return null;
  const { repository, inForce } = context;
  const review = found?.state === 'there' ? await reviewOf(work, name, { found, context }) : null;
  const incident = foldIncident({
    ...name,
    hotfixes,
    facts: [
      ...facts,
      ...(review
        ? await withEntitlements(work, await commandsOn(work.db, repository.id, review.number))
        : []),
      ...(await rulingsOnRows(work, hotfixes, repository.id)),
      ...(await productionFacts(work, { repositories, since: storyBegins(first) })),
    ],
    home: { repository, inForce },
    review,
    written: await writtenOf(work, name, repository.id),
  });
  return { context, incident };
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

/** The facts, and whether those who gave a command or opened an issue may do so. */
async function withEntitlements({ db }: Work, facts: Fact[]): Promise<Fact[]> {
  const asked = facts.filter(({ kind }) => kind === 'commanded' || kind === 'review-claimed');
  const read: Fact[] = [];
  for (const [repository, its] of Map.groupBy(asked, (fact) => fact.repository)) {
    const keys = its.map(({ key }) => factKey.entitlementRead({ command: key, branch: null }));
    read.push(...(await factsByKey(db, repository, keys)));
  }
  return [...facts, ...read];
}

/** Whether those who gave rows in other repositories may write in that of the review. */
function rulingsOnRows({ db }: Work, hotfixes: Situation[], home: number): Promise<Fact[]> {
  const keys = momentsElsewhere(hotfixes, { id: home }).map(({ command }) =>
    factKey.entitlementRead({ command: command.key, branch: null }),
  );
  return factsByKey(db, home, keys);
}

async function productionFacts(
  { db }: Work,
  { repositories, since }: { repositories: number[]; since: Date },
): Promise<Fact[]> {
  const facts: Fact[] = [];
  for (const repository of repositories) facts.push(...(await successesOf(db, repository, { from: since })));
  return facts;
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

/** The App's own artefacts for the incident, in the repository of its review. */
async function writtenOf(
  { db }: Work,
  name: IncidentName,
  repository: number,
): Promise<HotfixLedger['written']> {
  const entries = await entriesOfSubject(db, repository, incidentSubject(name).key);
  return Object.fromEntries(
    entries.map(({ key, number, url, createdAt, intendedAt }) => [
      key,
      { number, url, at: createdAt ?? intendedAt },
    ]),
  );
}
