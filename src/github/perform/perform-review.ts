import type { Fact, Refused } from '../../facts/fact.ts';
import type { Incident, ReviewArtefact } from '../../incident/incident.ts';
import { reviewCommentText } from '../../wording/review/review-comment-text.ts';
import { peopleHalf, reviewBlock, reviewTitle } from '../../wording/review/review-text.ts';
import { GitHubTrouble } from '../client/errors.ts';
import { commentWriter } from './comment.ts';
import { areIssuesOff } from './issue.ts';
import { react } from './reaction.ts';
import { performReview, type ReviewWriting } from './review.ts';
import { upsertArtefact } from './upsert-artefact.ts';

/** In the ledger, of a review that a person opened: its text is theirs. */
export const adoptedHash = 'adopted';

/** Makes one artefact of an incident's plan be as wanted; what GitHub refuses is a fact. */
export async function performReviewArtefact(
  artefact: ReviewArtefact,
  incident: Incident,
  { now, ...writing }: ReviewWriting & { now: () => Date },
): Promise<Fact[]> {
  const refusal = {
    artefact: artefact.key,
    repository: incident.home.repository.id,
    at: now().toISOString(),
  };
  try {
    await attempt(artefact, incident, writing);
    return [];
  } catch (error) {
    const trouble = error instanceof GitHubTrouble ? error.trouble : null;
    if (trouble?.kind === 'refused')
      return [refused({ ...refusal, reason: trouble.reasons.join('; '), final: false })];
    if (trouble?.kind !== 'gone' || artefact.kind !== 'review') throw error;
    if (!(await areIssuesOff(writing.github))) throw error;
    return [refused({ ...refusal, reason: 'issues are switched off in this repository', final: true })];
  }
}

async function attempt(artefact: ReviewArtefact, incident: Incident, writing: ReviewWriting): Promise<void> {
  const { github, ledger } = writing;
  switch (artefact.kind) {
    case 'adopted': {
      const { number, url } = artefact.claim;
      return ledger.written(artefact.key, { number, url, hash: adoptedHash });
    }
    case 'review': {
      const { labels, assignees } = incident.home.inForce.policy.issues;
      const block = reviewBlock(incident);
      if (incident.review && !incident.review.ours) return ownComment(writing, incident, block);
      const title = reviewTitle(incident);
      const content = { key: artefact.key, incident: incident.id, title, block, labels, assignees };
      return performReview(writing, { ...content, half: peopleHalf(incident) });
    }
    case 'review-comment': {
      const body = reviewCommentText(artefact, incident);
      const content = { number: artefact.number, mark: firstLine(body), body };
      const wanted = { key: artefact.key, content, keepCurrent: false, onlyUpdate: false };
      await upsertArtefact(github, ledger, commentWriter, wanted);
      return;
    }
    case 'reaction': {
      const { key, comment, content } = artefact;
      if (await ledger.entry(key)) return;
      await react(github, comment, content);
      return ledger.written(key, { number: comment, url: null, hash: '' });
    }
  }
}

async function ownComment({ github, ledger }: ReviewWriting, { id, review }: Incident, body: string) {
  if (!review) return;
  const content = { number: review.number, mark: firstLine(body), body };
  const wanted = { key: `review-block:${id}`, content, keepCurrent: true, onlyUpdate: false };
  await upsertArtefact(github, ledger, commentWriter, wanted);
}

function refused(what: Pick<Refused, 'artefact' | 'repository' | 'at' | 'reason' | 'final'>): Refused {
  const key = `refused:${what.artefact}:${what.at}`;
  return { kind: 'refused', key, clock: 'receipt', branch: null, sha: null, ...what };
}

function firstLine(body: string): string {
  return body.split('\n', 1)[0] ?? '';
}
