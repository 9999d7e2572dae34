/**
 * Each folder in `reviews` is one case: `facts.json`, `policy.yml` and `now.txt` (one moment a line) go in, and, if there
 * is a review, `review.json` and people's part of it, `people.md`. At each moment the facts until then are
 * known. `plan.json` (the wanted artefacts, the questions, and the news for Slack) and `texts.md` (every text) must
 * come out. `UPDATE_GOLDEN=1 npm test -- test/golden` writes them anew: read them before you commit them.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { artefactKey } from '../../src/artefact/keys.ts';
import type { Artefact } from '../../src/artefact/artefact.ts';
import type { By } from '../../src/artefact/rule.ts';
import type { Fact } from '../../src/facts/fact.ts';
import { assess } from '../../src/hotfix/assess.ts';
import { foldHotfix } from '../../src/hotfix/fold/fold.ts';
import type { Situation } from '../../src/hotfix/situation.ts';
import { claimsIn } from '../../src/incident/claims.ts';
import { foldIncident } from '../../src/incident/fold.ts';
import { homeRepository } from '../../src/incident/home.ts';
import type { Incident, Review } from '../../src/incident/incident.ts';
import { missingParts } from '../../src/incident/missing-parts.ts';
import { readPeopleParts } from '../../src/incident/people-parts.ts';
import { planIncident } from '../../src/incident/plan.ts';
import { reviewNews } from '../../src/notify/review-news.ts';
import type { PolicyInForce } from '../../src/policy/policy-in-force.ts';
import { renderReview } from '../../src/wording/render/render-review.ts';
import { slackReviewMessage } from '../../src/wording/slack/slack-review.ts';
import { ledger } from '../support/incidents.ts';
import { inForceFrom } from '../support/policy.ts';
import { repository } from '../support/repository.ts';
import { compareWith } from './compare.ts';
import { inShort } from './in-short.ts';

const here = `${import.meta.dirname}/reviews`;
const repositories = [repository, ledger];
const { owner, account } = repository;

test.each(readdirSync(here))('%s', (name) => {
  const folder = `${here}/${name}`;
  const read = (file: string): string => readFileSync(`${folder}/${file}`, 'utf8');
  const facts = JSON.parse(read('facts.json')) as Fact[];
  const inForce = inForceFrom(read('policy.yml'));
  const review = existsSync(`${folder}/review.json`)
    ? reviewFrom(JSON.parse(read('review.json')) as Written, read('people.md'))
    : null;
  const shown = new Map<string, string>();
  const looks = read('now.txt')
    .trim()
    .split('\n')
    .map((moment) => lookAt(new Date(moment), { facts, inForce, review, shown }));
  compareWith(
    `${folder}/plan.json`,
    looks.map(({ plan }) => plan),
  );
  compareWith(`${folder}/texts.md`, looks.map(({ texts }) => texts).join('\n'));
});

interface Case {
  facts: Fact[];
  inForce: PolicyInForce;
  review: Review | null;
  /** The text of each artefact at the moment before. */
  shown: Map<string, string>;
}

function lookAt(now: Date, { facts, inForce, review, shown }: Case): { plan: unknown; texts: string } {
  const known = facts.filter(({ at }) => new Date(at) <= now);
  const there = review && now >= review.openedAt ? review : null;
  const incident = incidentAt(now, { facts: known, inForce, review: there });
  const heading = `====== ${now.toISOString()}\n`;
  if (!incident) return { plan: { now, home: null }, texts: heading };
  const { artefacts, questions, lookAgainAt } = planIncident(incident, now);
  const news = there ? reviewNews(incident, now) : [];
  return {
    plan: {
      now,
      home: incident.home.repository.name,
      missing: missingParts(incident).length,
      artefacts: artefacts.map(inShort),
      questions: questions.map((one) => ({ ...one, repository: one.repository.name })),
      ...(there && news.length > 0 && { slack: slackReviewMessage(incident, there).text }),
      lookAgainAt,
    },
    texts: [heading, ...artefacts.flatMap((one) => textOf(one, incident, shown))].join('\n'),
  };
}

function incidentAt(
  now: Date,
  { facts, inForce, review }: Pick<Case, 'facts' | 'inForce' | 'review'>,
): Incident | null {
  const hotfixes = hotfixesAt(now, facts, inForce);
  const id = hotfixes[0]?.hotfix.incident;
  if (id == null) return null;
  const claims = claimsIn(facts, { id, hotfixes });
  const home = review ? repository.id : homeRepository({ id, hotfixes, claims, facts });
  const where = repositories.find((one) => one.id === home);
  if (!where) return null;
  const written = review
    ? { [artefactKey.review(id)]: { number: review.number, url: review.url, at: review.openedAt } }
    : {};
  return foldIncident({ account, id, hotfixes, facts, home: { repository: where, inForce }, review, written });
}

function hotfixesAt(now: Date, facts: Fact[], inForce: PolicyInForce): Situation[] {
  return repositories
    .flatMap((where) => {
      const its = facts.filter((fact) => fact.repository === where.id);
      const branches = new Set(its.flatMap(({ kind, branch }) => (kind === 'pushed' ? [branch] : [])));
      return [...branches].flatMap((branch) => {
        const of = its.filter((fact) => fact.branch === branch);
        const hotfix = foldHotfix(of, { repository: where, branch, policy: inForce.policy });
        return hotfix ? [assess(hotfix, inForce, now)] : [];
      });
    })
    .sort((a, b) => a.hotfix.startedAt.getTime() - b.hotfix.startedAt.getTime());
}

/** With its title, if it has one. */
function textOf(artefact: By<Artefact>, incident: Incident, shown: Map<string, string>): string[] {
  const content = renderReview(artefact, incident);
  if (!('body' in content)) return [];
  const text = 'title' in content ? `${content.title}\n\n${content.body}` : content.body;
  const before = shown.get(artefact.key);
  shown.set(artefact.key, text);
  return [`------ ${artefact.key}\n\n${before === text ? 'as before' : text.trimEnd()}\n`];
}

/** `review.json`: the review on GitHub and in the ledger, times in ISO 8601. */
interface Written extends Pick<Review, 'number' | 'ours' | 'state'> {
  openedAt: string;
  closedAt: string | null;
  editedAt: string | null;
}

function reviewFrom(written: Written, people: string): Review {
  const { number, openedAt, closedAt, editedAt } = written;
  return {
    ...written,
    url: `${repository.url}/issues/${number}`,
    openedAt: new Date(openedAt),
    closedAt: closedAt === null ? null : new Date(closedAt),
    editedAt: editedAt === null ? null : new Date(editedAt),
    people: readPeopleParts(people, { owner, name: repository.name, number }),
  };
}
