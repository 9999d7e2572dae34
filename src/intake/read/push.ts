import { z } from 'zod';
import type { Actor, Fact } from '../../facts/fact.ts';
import { ghost } from '../../facts/happened.ts';
import { factKey } from '../../facts/keys.ts';
import { make } from '../../facts/make.ts';
import type { Policy } from '../../policy/policy.ts';
import { policyPath, twinPath } from '../../policy/policy-file.ts';
import { isRunbookScript } from '../../policy/runbook-paths.ts';
import type { CandidateHead } from '../../store/candidates.ts';
import { longestClockLag, oldestPush } from '../../waiting/timings.ts';
import { branchOfRef, isFollowed } from './hotfix-branch.ts';
import { account, branchName, commitId, line, repositoryId, subjectOf } from './payload-parts.ts';
import { type Delivery, nothing, type Reading, type ReadingContext, readingOf } from './reading.ts';
import { requireShape } from './unreadable-delivery.ts';

/** Most commits that GitHub lists for a push, and most files for a commit. */
const commitLimit = 2048;
const fileLimit = 3000;
/** Most files that are kept for one push; where there are more, any file may have changed. */
const keptFiles = 500;
/** Each of them is compared with each glob of the policy; where a push has more, GitHub is asked what has changed. */
const matchedFiles = 1000;
const none = '0'.repeat(40);
const policyFiles = [policyPath, twinPath];

const paths = z.array(z.string()).nullish();

/** Under this name GitHub commits what people do in its pages. */
const committer = z
  .object({ username: z.string().nullish(), email: z.string().nullish() })
  .nullish()
  .transform((who) => who?.username === 'web-flow' || who?.email === 'noreply@github.com');

const commit = z.object({
  id: commitId,
  committer,
  /** False for a commit that was in the repository before. */
  distinct: z.boolean().nullish(),
  added: paths,
  removed: paths,
  modified: paths,
});

export const pushShape = z.object({
  ref: z.string().max(300),
  before: commitId,
  after: commitId,
  forced: z.boolean().nullish(),
  commits: z
    .array(commit)
    .nullish()
    .transform((list) => list ?? []),
  head_commit: z.object({ message: z.string().nullish() }).nullish(),
  repository: repositoryId.extend({
    default_branch: branchName.nullish(),
    pushed_at: z.union([z.number(), z.string()]).nullish(),
  }),
  pusher: z.object({ name: line(100).nullish() }).nullish(),
  sender: account,
});

type Push = z.output<typeof pushShape>;

/** A branch was created, moved or deleted. Tags and the branches of a merge queue say nothing here. */
export function readPush(delivery: Delivery, context: ReadingContext): Reading {
  const { target } = context;
  const push = requireShape(pushShape, delivery.event, delivery.payload);
  const ref = branchOfRef(push.ref);
  if (ref === null) return nothing();
  const branch = requireShape(branchName, delivery.event, ref);
  const facts: Fact[] = [];
  if (branch === target) facts.push(...readTargetPush(push, branch, delivery));
  else if (isFollowed(context, branch)) facts.push(...readHotfixPush(push, branch, delivery));
  const onDefault = branch === (push.repository.default_branch ?? target);
  return {
    ...readingOf(facts),
    policyMayHaveChanged: onDefault && mayTouchPolicy(push),
    candidates: onDefault ? [] : candidates(push, branch, context),
  };
}

/** Branches of a merge queue are GitHub's own: what they bring was looked at before. */
function candidates(push: Push, branch: string, { policy, target }: ReadingContext): CandidateHead[] {
  const { before, after, commits, forced } = push;
  if (branch.startsWith('gh-readonly-queue/')) return [];
  const moved = {
    branch,
    sha: after === none ? null : after,
    before: before === none ? null : before,
    rewritten: forced ?? false,
  };
  const policyFile: CandidateHead = {
    ...moved,
    topic: 'policy',
    files: touchesPolicy(commits) ? policyFiles : [],
  };
  const runbooks: CandidateHead = { ...moved, topic: 'runbooks', files: scriptsIn(push, policy) };
  return branch === target ? [policyFile] : [policyFile, runbooks];
}

/** Runbooks that the push's own commits changed, and that may be scripts; `null` where the delivery does not tell. */
function scriptsIn({ commits }: Push, { runbooks: { paths: globs } }: Policy): string[] | null {
  if (globs.length === 0) return [];
  // A merge of the target brings what was looked at before.
  const own = commits.filter(({ distinct }) => distinct !== false);
  const told = commits.length < commitLimit && own.every(listsFiles);
  if (!told || own.some((one) => filesOfCommit(one).length >= fileLimit)) return null;
  const changed = own.flatMap(({ added, modified }) => [...(added ?? []), ...(modified ?? [])]);
  const distinct = new Set(changed);
  if (distinct.size > matchedFiles) return null;
  return [...distinct].filter((path) => isRunbookScript(path, globs));
}

function readHotfixPush(push: Push, branch: string, delivery: Delivery): Fact[] {
  const { before, after } = push;
  if (after === none && before === none) return [];
  const happened = { ...happening(push, branch, delivery), branch, by: byWhom(push) };
  if (after === none) return [make.branchDeleted({ ...happened, sha: before })];
  return [
    make.pushed({
      ...happened,
      sha: after,
      before: before === none ? null : before,
      forced: push.forced ?? false,
      subject: subjectOf(push.head_commit?.message),
      // A commit that came in with a merge of the target was there before: it is none of the hotfix's own.
      commits: push.commits.filter(({ distinct }) => distinct !== false).map(({ id }) => id),
      files: filesOf(push),
      merging: push.commits.some(({ distinct }) => distinct === false),
    }),
  ];
}

function readTargetPush(push: Push, branch: string, delivery: Delivery): Fact[] {
  if (push.after === none) return [];
  const ids = push.commits.map(({ id }) => id).filter((id) => id !== push.after);
  const commits = [...ids.slice(-(commitLimit - 1)), push.after];
  const newest = push.commits.find(({ id }) => id === push.after);
  const byGitHub = newest?.committer ?? false;
  const filesIn = (one: Commit): string[] | null => {
    const files = filesOfCommit(one);
    const clean = one.id === push.after && byGitHub;
    return files.length > 0 || clean ? files : null;
  };
  const changes = filesOf(push) && push.commits.map((one) => ({ sha: one.id, files: filesIn(one) }));
  const happened = happening(push, branch, delivery);
  return [make.targetPushed({ ...happened, branch, sha: push.after, commits, changes, byGitHub })];
}

/** Every file that the push changed; `null` where the delivery does not tell, or tells of more than is worth keeping. */
function filesOf(push: Push): string[] | null {
  const files = new Set(push.commits.flatMap(filesOfCommit));
  const listed = push.commits.length > 0 && push.commits.length < commitLimit && !push.forced;
  const whole = listed && push.commits.every(listsFiles);
  return whole && files.size <= keptFiles ? [...files] : null;
}

type Commit = Push['commits'][number];

function filesOfCommit({ added, removed, modified }: Commit): string[] {
  return [...(added ?? []), ...(removed ?? []), ...(modified ?? [])];
}

/** GitHub need not list the files of a commit; where it does, each list is there, empty or not. */
function listsFiles({ added, removed, modified }: Commit): boolean {
  return Boolean(added ?? removed ?? modified);
}

/**
 * GitHub's time of the push is the repository's `pushed_at`. It tells two pushes of the same commits apart, as
 * when a branch is deleted and made again. Where it cannot be right, our receipt is the time, but never the key:
 * a redelivery is received at another time.
 */
function happening({ before, after, repository }: Push, branch: string, { id, receivedAt }: Delivery) {
  const pushedAt = dateOf(repository.pushed_at);
  const right =
    pushedAt !== null &&
    pushedAt.getTime() - receivedAt.getTime() <= longestClockLag &&
    receivedAt.getTime() - pushedAt.getTime() <= oldestPush;
  return {
    key: factKey.push(branch, { before, after, moment: right ? pushedAt.toISOString() : id }),
    at: (right ? pushedAt : receivedAt).toISOString(),
    clock: right ? ('github' as const) : ('receipt' as const),
    repository: repository.id,
  };
}

/** Unix seconds in a push payload, ISO 8601 elsewhere. */
function dateOf(pushedAt: string | number | null | undefined): Date | null {
  if (pushedAt === null || pushedAt === undefined) return null;
  const date = new Date(typeof pushedAt === 'number' ? pushedAt * 1000 : pushedAt);
  return Number.isNaN(date.getTime()) ? null : date;
}

/** The account that pushed; where the payload has none, the name that git was given. */
function byWhom({ sender, pusher }: Push): Actor {
  if (sender) return sender;
  return pusher?.name ? { login: pusher.name, bot: false } : ghost;
}

/** True also where the payload cannot say: looking at the file once too often costs one request. */
function mayTouchPolicy({ before, after, forced, commits }: Push): boolean {
  if (after === none) return false;
  const listed = before !== none && !forced && commits.length < commitLimit;
  if (!listed || (commits.length === 0 && before !== after)) return true;
  return touchesPolicy(commits);
}

function touchesPolicy(commits: Commit[]): boolean {
  return commits.some((one) => {
    const files = filesOfCommit(one);
    return !listsFiles(one) || files.length >= fileLimit || files.some((file) => policyFiles.includes(file));
  });
}
