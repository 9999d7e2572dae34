import { addMilliseconds } from 'date-fns/addMilliseconds';
import { min } from 'date-fns/min';
import { reaction } from '../artefact/artefact.ts';
import { artefactKey, parseArtefactKey } from '../artefact/keys.ts';
import { successfulDeploys } from '../hotfix/fold/deploys.ts';
import { isRefused, waitsOver } from '../hotfix/refusals.ts';
import { firstDeployed } from '../hotfix/review-home.ts';
import { waitForEditors, waitForEndOfRun } from '../waiting/timings.ts';
import type { Incident, Review, ReviewArtefact, ReviewPlan, ReviewQuestion } from './incident.ts';
import { missingFrom } from './missing.ts';
import { reviewOutcome } from './review-commands.ts';
import { reviewDueAt, reviewReminders } from './review-reminders.ts';
import { timelineOf } from './timeline.ts';

/**
 * What should exist of an incident's review at this moment, as plan.ts says it of a hotfix: it follows from what is so,
 * and not from what woke it up.
 */
export function planReview(incident: Incident, now: Date): ReviewPlan {
  const { review, home, refused, id } = incident;
  const opensAt = review ? null : openingOf(incident);
  const adopted = review ? null : adoptable(incident);
  const begun = review?.ours === true || incident.written[artefactKey.reviewBlock(id)] !== undefined;
  const quietAt = begun && review?.editedAt ? addMilliseconds(review.editedAt, waitForEditors) : null;
  const key = artefactKey.review(id);
  const wanted: ReviewArtefact[] = [
    ...(adopted ? [{ kind: 'adopted' as const, key, claim: adopted }] : []),
    ...(!adopted && opensAt && now >= opensAt ? [{ kind: 'review' as const, key }] : []),
    ...(review && isKept(incident, review) && (!quietAt || now >= quietAt)
      ? [{ kind: 'review' as const, key }]
      : []),
    ...(review ? reminders(incident, review, now) : []),
    ...elsewhere(incident),
    ...answers(incident),
  ];
  const since = home.inForce.policy.mode === 'enforce' ? wanted : [];
  const schedule = review ? reviewReminders(review.openedAt, home.inForce, now) : null;
  const dueAt = review ? reviewDueAt(review.openedAt, home.inForce) : null;
  const moments = [opensAt, quietAt, dueAt, schedule?.nextAt ?? null, ...waitsOver(refused)];
  const ahead = moments.filter((moment) => moment !== null && moment > now) as Date[];
  return {
    artefacts: since.filter((one) => !isRefused(refused[one.key], now)),
    questions: questionsOf(incident),
    lookAgainAt: ahead.length > 0 ? min(ahead) : null,
  };
}

/** At the first success in production; a little later where the run that did it has not ended. */
function openingOf({ hotfixes, home }: Incident): Date | null {
  const moments = hotfixes
    .filter(({ hotfix }) => hotfix.repository.id === home.repository.id)
    .flatMap((situation) => {
      const at = firstDeployed(situation);
      return at ? [{ situation, at }] : [];
    })
    .sort((a, b) => a.at.getTime() - b.at.getTime());
  const [opening] = moments;
  if (!opening) return null;
  const { situation, at } = opening;
  const { hotfix } = situation;
  const run = successfulDeploys(hotfix).find(({ finishedAt }) => finishedAt?.getTime() === at.getTime())?.run;
  const ended = run == null || hotfix.runs.some((one) => one.id === run);
  return ended ? at : addMilliseconds(at, waitForEndOfRun);
}

/** The first that was opened by somebody who may write there. */
function adoptable({ claims }: Incident) {
  return claims.find(({ entitled }) => entitled === true) ?? null;
}

/** One that people closed is theirs, until they say something new of it. */
function isKept({ hotfixes, commands }: Incident, { state, closedAt, editedAt }: Review): boolean {
  if (state === 'open' || !closedAt) return true;
  const given = [...hotfixes.flatMap(({ hotfix }) => hotfix.commands), ...commands];
  const told = given.filter(({ line }) => /^\/hotfix\s+timeline/i.test(line)).map(({ at }) => at);
  return [editedAt, ...told].some((at) => at !== null && at > closedAt);
}

function reminders(incident: Incident, review: Review, now: Date): ReviewArtefact[] {
  const { number, openedAt, people, state } = review;
  const { due } = reviewReminders(openedAt, incident.home.inForce, now);
  if (state === 'closed' || due === null || due <= newestReminder(incident, number)) return [];
  if (missingFrom(incident, timelineOf(incident), people).length === 0) return [];
  const key = artefactKey.reviewReminder(number, due);
  return [{ kind: 'review-comment', key, number, topic: 'reminder', count: due + 1 }];
}

/** Index of the newest that was written; -1: none. The clock may step back. */
function newestReminder({ written }: Incident, number: number): number {
  const sent = Object.entries(written)
    .filter(([, { number: id }]) => id !== null)
    .map(([key]) => parseArtefactKey(key))
    .map((key) => (key?.kind === 'review-reminder' && key.number === number ? key.index : -1));
  return Math.max(-1, ...sent);
}

/** Who opens another one is told where the review is. */
function elsewhere({ claims, review, home }: Incident): ReviewArtefact[] {
  if (!review) return [];
  return claims
    .filter(({ repository, number }) => repository.id === home.repository.id && number !== review.number)
    .filter(({ entitled }) => entitled === true)
    .map(({ number }) => ({
      kind: 'review-comment',
      key: artefactKey.reviewElsewhere(number),
      number,
      topic: 'elsewhere',
      count: 0,
    }));
}

/** To every command a reaction and an answer, once. */
function answers({ commands, home }: Incident): ReviewArtefact[] {
  const since = home.inForce.enforcedSince;
  const judged = commands
    .filter(({ at }) => !since || at >= since)
    .map((command) => ({ command, outcome: reviewOutcome(command) }))
    .filter(({ outcome }) => outcome.kind !== 'waiting');
  const comments = judged.map(
    ({ command: { key, number } }): ReviewArtefact => ({
      kind: 'review-comment',
      key,
      number,
      topic: 'command',
      count: 0,
    }),
  );
  const reactions = [...Map.groupBy(judged, ({ command }) => command.comment)]
    .filter(([comment, its]) => its.length === commands.filter((one) => one.comment === comment).length)
    .map(([comment, its]): ReviewArtefact => {
      const content = its.every(({ outcome }) => outcome.kind === 'accepted') ? '+1' : 'confused';
      return reaction({ key: artefactKey.reaction(comment), comment, content });
    });
  return [...reactions, ...comments];
}

function questionsOf({ commands, claims, runbooks, home, hotfixes, review }: Incident): ReviewQuestion[] {
  const opened = review !== null || hotfixes.some((one) => firstDeployed(one) !== null);
  return [
    ...commands
      .filter((command) => reviewOutcome(command).kind === 'waiting')
      .map(({ key, by }) => ({
        kind: 'entitlement' as const,
        about: key,
        login: by.login,
        repository: home.repository,
      })),
    ...claims
      .filter(({ entitled }) => entitled === null)
      .map(({ key, by, repository }) => ({
        kind: 'entitlement' as const,
        about: key,
        login: by.login,
        repository,
      })),
    ...(opened ? runbooks : [])
      .filter(({ states }) => states === null)
      .map(({ repository }) => ({ kind: 'runbooks' as const, repository })),
  ];
}
