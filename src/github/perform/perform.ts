import type {
  LabelContent,
  LabelsContent,
  PullRequestContent,
  ReactionContent,
  Rendered,
  ReviewersContent,
} from '../../artefact/content.ts';
import type { Ledger, LedgerKey } from '../../artefact/ledger.ts';
import type { Fact } from '../../facts/fact.ts';
import { make } from '../../facts/make.ts';
import { GitHubTrouble } from '../client/errors.ts';
import { type RepositoryApi, withUrgency } from '../client/repository-api.ts';
import { checkRunWriter } from './check-run.ts';
import { commentWriter } from './comment.ts';
import { hashOf } from './hash.ts';
import { areIssuesOff, issueWriter } from './issue.ts';
import { addLabels, ensureLabels, removeLabel } from './labels.ts';
import { openPullRequest } from './pull-request.ts';
import { react } from './reaction.ts';
import { performReview } from './review.ts';
import type { ReviewTexts } from './review-texts.ts';
import { neverAsked, requestReviewers } from './reviewers.ts';
import { assertListed, upsertArtefact } from './upsert-artefact.ts';

/** Where something is written, and what is known of that. */
export interface Performing {
  github: RepositoryApi;
  ledger: Ledger;
  texts: ReviewTexts;
}

/** A write that GitHub refused. `final`: until somebody changes a setting. */
export interface RefusedWrite {
  reason: string;
  final: boolean;
  error: unknown;
}

/** Result of a write. */
export interface Performed {
  facts: Fact[];
  refusal: RefusedWrite | null;
}

/** In the ledger, of an issue of a person's that was taken for the artefact: its text is theirs. */
export const adoptedHash = 'adopted';

/**
 * Makes one artefact be as wanted, writing only the difference; what was written is in the ledger. Throws where GitHub
 * fails; what it refuses comes back, so that it is not tried for ever.
 */
export async function perform(artefact: Rendered, performing: Performing): Promise<Performed> {
  const { urgent, content } = artefact;
  const github = urgent ? withUrgency(performing.github) : performing.github;
  try {
    return await attempt(artefact, { ...performing, github });
  } catch (error) {
    const trouble = error instanceof GitHubTrouble ? error.trouble : null;
    if (trouble?.kind === 'refused') return refused(trouble.reasons.join('; '), error);
    if (trouble?.kind !== 'gone' || (content.kind !== 'issue' && content.kind !== 'review')) throw error;
    if (!(await areIssuesOff(github))) throw error;
    return { ...refused('issues are switched off in this repository', error, true) };
  }
}

async function attempt(artefact: Rendered, performing: Performing): Promise<Performed> {
  const { key, upkeep, content } = artefact;
  const { github, ledger } = performing;
  const of = { key, upkeep };
  const entry = await ledger.entry(key);
  if (entry?.state === 'there' && entry.upkeep !== upkeep) await ledger.keepAs(of);
  switch (content.kind) {
    case 'check-run':
      await upsertArtefact({ github, ledger, writer: checkRunWriter }, { ...of, content });
      return nothing;
    case 'comment':
      await upsertArtefact({ github, ledger, writer: commentWriter }, { ...of, content });
      return nothing;
    case 'issue': {
      const isClosed = content.state === 'closed';
      await ensureLabels(github, ledger, isClosed ? [] : content.labels);
      const wanted = { ...of, content, onlyUpdate: isClosed };
      await upsertArtefact({ github, ledger, writer: issueWriter }, wanted);
      return nothing;
    }
    case 'review':
      await performReview(performing, of, content);
      return nothing;
    case 'adopted-issue': {
      const { number, url } = content;
      await ledger.written(of, { number, url, hash: adoptedHash });
      return nothing;
    }
    case 'pull-request':
      return performPullRequest(of, content, performing);
    case 'labels':
      return performLabels(of, content, performing);
    case 'label':
      return performLabel(of, content, performing);
    case 'reviewers':
      return performReviewers(of, content, performing);
    case 'reaction':
      return performReaction(of, content, performing);
  }
}

/** Nothing to tell. */
const nothing: Performed = { facts: [], refusal: null };

function refused(reason: string, error: unknown, final = false): Performed {
  return { facts: [], refusal: { reason, final, error } };
}

async function performPullRequest(
  of: LedgerKey,
  content: PullRequestContent,
  { github, ledger }: Performing,
): Promise<Performed> {
  if (content.number !== null) return nothing;
  const opening = await openPullRequest(github, content);
  switch (opening.kind) {
    case 'opened':
    case 'adopted':
      await ledger.written(of, { number: opening.number, url: opening.url, hash: '' });
      return { facts: [opening.fact], refusal: null };
    case 'nothing-to-merge': {
      const { branch, sha, target } = content;
      const read = { at: ledger.now().toISOString(), repository: github.repository.id };
      return { facts: [make.nothingToMerge({ ...read, branch, sha, target })], refusal: null };
    }
    case 'refused':
      return refused(opening.reason, opening.error);
  }
}

async function performLabels(
  of: LedgerKey,
  { number, labels }: LabelsContent,
  { github, ledger }: Performing,
): Promise<Performed> {
  const names = labels.map(({ name }) => name);
  const hash = hashOf(names);
  if ((await ledger.entry(of.key))?.hash === hash) return nothing;
  await ensureLabels(github, ledger, labels);
  await addLabels(github, number, names);
  await ledger.written(of, { number, url: null, hash });
  return nothing;
}

async function performLabel(
  of: LedgerKey,
  { number, label, present }: LabelContent,
  { github, ledger }: Performing,
): Promise<Performed> {
  const hash = hashOf(present);
  if ((await ledger.entry(of.key))?.hash === hash) return nothing;
  if (present) {
    await ensureLabels(github, ledger, [label]);
    await addLabels(github, number, [label.name]);
  } else await removeLabel(github, number, label.name);
  await ledger.written(of, { number, url: null, hash });
  return nothing;
}

async function performReaction(
  of: LedgerKey,
  { comment, content }: ReactionContent,
  { github, ledger }: Performing,
): Promise<Performed> {
  if (await ledger.entry(of.key)) return nothing;
  await react(github, comment, content);
  await ledger.written(of, { number: comment, url: null, hash: '' });
  return nothing;
}

async function performReviewers(
  of: LedgerKey,
  { number, reviewers, mayBeAsked }: ReviewersContent,
  { github, ledger }: Performing,
): Promise<Performed> {
  const hash = hashOf(reviewers);
  const entry = await ledger.entry(of.key);
  if (entry?.state === 'there' && entry.hash === hash) return nothing;
  // It may have been begun; the policy may name others by now; and whoever opened it may have asked somebody.
  const isFirst = !entry && !mayBeAsked;
  const wanted = isFirst ? reviewers : await neverAsked(github, number, reviewers);
  if (entry && wanted.length > 0) assertListed(entry, ledger.now());
  await ledger.intend(of);
  const failed = wanted.length > 0 ? await requestReviewers(github, number, wanted) : [];
  await ledger.written(of, { number, url: null, hash });
  const reason = failed.join(', ');
  return failed.length > 0 ? refused(reason, new Error(`cannot be asked to review: ${reason}`)) : nothing;
}
