import { z } from 'zod';
import type { Tampered } from '../../facts/fact.ts';
import { make } from '../../facts/make.ts';
import { pullRequestFact } from '../../facts/pull-request.ts';
import { overdueLabel } from '../../policy/own-names.ts';
import type { Policy } from '../../policy/policy.ts';
import { type CandidateHead, headOfFork } from '../../store/candidates.ts';
import { isFollowed } from './hotfix-branch.ts';
import { account, branchName, commitId, databaseId, line, moment, repositoryId } from './payload-parts.ts';
import { type Delivery, nothing, type Reading, type ReadingContext, readingOf } from './reading.ts';
import { requireShape } from './unreadable-delivery.ts';

const user = z
  .object({ login: line(100), type: z.string().optional() })
  .nullish()
  .transform((who) => who ?? null);

const end = z.object({ ref: branchName, sha: commitId, repo: repositoryId.nullish() });

type End = z.output<typeof end>;

export const pullRequestShape = z.object({
  action: z.string(),
  pull_request: z.object({
    number: databaseId,
    state: z.string(),
    draft: z.boolean().nullish(),
    merged: z.boolean().nullish(),
    merged_at: moment.nullish(),
    merged_by: user,
    merge_commit_sha: commitId.nullish(),
    closed_at: moment.nullish(),
    created_at: moment,
    updated_at: moment,
    html_url: line(2048),
    head: end,
    base: end,
    user,
    performed_via_github_app: z.object({ id: databaseId }).nullish(),
  }),
  repository: repositoryId,
});

/** Only its pull request shows what a fork pushes, without the files that change. */
function ofFork(
  action: string,
  { number, head, base }: { number: number; head: End; base: End },
  { repository, policy }: { repository: number; policy: Policy },
): CandidateHead[] {
  const isOver = action === 'closed';
  if (base.repo?.id !== repository || !(isOver || headActions.includes(action))) return [];
  const sha = isOver ? null : head.sha;
  const moved = { branch: headOfFork(number), sha, before: null, files: null, rewritten: false };
  const hasRunbooks = isOver || policy.runbooks.paths.length > 0;
  return [{ ...moved, topic: 'policy' }, ...(hasRunbooks ? [{ ...moved, topic: 'runbooks' as const }] : [])];
}

/** Actions that give the pull request another head, or have it looked at again. */
const headActions = ['opened', 'synchronize', 'reopened'];

/** A pull request from a hotfix branch of this repository, whatever its base; a fork's is none of ours. */
export function readPullRequest(delivery: Delivery, context: ReadingContext): Reading {
  const { appId, appSlug, policy } = context;
  const {
    action,
    pull_request: pull,
    repository,
  } = requireShape(pullRequestShape, delivery.event, delivery.payload);
  const sameRepository = pull.head.repo?.id === repository.id && pull.base.repo?.id === repository.id;
  if (!sameRepository)
    return { ...nothing(), candidates: ofFork(action, pull, { repository: repository.id, policy }) };
  if (!isFollowed(context, pull.head.ref)) return nothing();

  const fact = pullRequestFact(pull, repository.id, appSlug === undefined ? null : `${appSlug}[bot]`);
  const ours = fact.ours || (fact.author.bot && pull.performed_via_github_app?.id === appId);
  const touched = tamperedLabel(delivery, context);
  return readingOf([{ ...fact, ours }, ...(touched ? [touched] : [])]);
}

/** Somebody took a label away that the pull request should carry, or says that it is overdue. */
function tamperedLabel(delivery: Delivery, { policy }: ReadingContext): Tampered | null {
  const {
    action,
    label,
    sender,
    pull_request: pull,
    repository,
  } = requireShape(labelledShape, delivery.event, delivery.payload);
  if (!label || !sender || (action !== 'labeled' && action !== 'unlabeled')) return null;
  // On a pull request of its own the App is the author; on a person's, bots are left to themselves.
  const ours = pull.user?.type === 'Bot' ? sender.login === pull.user.login : sender.bot;
  const change = action === 'labeled' ? ('added' as const) : ('removed' as const);
  const wanted = [overdueLabel, ...(change === 'removed' ? policy.backfill.labels : [])];
  if (ours || !wanted.includes(label.name)) return null;
  const { number, updated_at: at } = pull;
  const happened = { what: 'label', number, change, detail: label.name, by: sender } as const;
  return make.tampered({ ...happened, at, repository: repository.id });
}

export const labelledShape = z.object({
  action: z.string(),
  label: z.object({ name: line(100) }).nullish(),
  pull_request: z.object({ number: databaseId, updated_at: moment, user }),
  repository: repositoryId,
  sender: account,
});
