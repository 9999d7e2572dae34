/** The actions of people, the App and GitHub itself, each with all its consequences. */
import * as announce from './announce.ts';
import type { ChangedFiles, Changes } from './git-repository.ts';
import type { Hub } from './hub.ts';
import type { Account, Issue, Repository, ReviewNotice } from './model.ts';
import { labelJson } from './shapes.ts';
import { invalid, SiteError } from './site-error.ts';

const bodyLimit = 65_536;

export async function commitAndPush(
  hub: Hub,
  repository: Repository,
  {
    branch,
    from,
    files,
    message,
    by,
    forced = false,
  }: { branch: string; from: string | null; files: Changes; message: string; by: Account; forced?: boolean },
): Promise<string> {
  const parent = from === null ? await repository.git.head(branch) : await repository.git.resolve(from);
  const author = { name: by.login, email: `${by.login}@example.com`, at: hub.now() };
  const sha = await repository.git.commitChanges(parent === null ? [] : [parent], files, message, author);
  await moveBranch(hub, repository, { branch, to: sha, by, forced });
  return sha;
}

/** Moves, creates or (`to: null`) deletes a branch, as a push does. */
export async function moveBranch(
  hub: Hub,
  repository: Repository,
  {
    branch,
    to,
    by,
    forced = false,
    merging = false,
  }: { branch: string; to: string | null; by: Account; forced?: boolean; merging?: boolean },
): Promise<void> {
  const { git } = repository;
  const before = await git.head(branch);
  if (before === to) return;
  const others: string[] = [];
  for (const name of await git.branches()) {
    const head = name === branch ? null : await git.head(name);
    if (head !== null) others.push(head);
  }
  if (to === null) await git.deleteBranch(branch);
  else await git.setHead(branch, to);
  repository.pushedAt = hub.now();
  const moved = forced ? 'force_push' : merging ? 'pr_merge' : 'push';
  repository.activities.push({
    id: hub.nextId(),
    branch,
    before,
    after: to,
    at: repository.pushedAt,
    type: before === null ? 'branch_creation' : to === null ? 'branch_deletion' : moved,
    actor: by,
  });
  const commits = to === null ? [] : await git.brought(before, to, before === null ? others : []);
  const unknown = to === null ? [] : await git.brought(before, to, others);
  const fresh = new Set(unknown.map(({ sha }) => sha));
  const head = to === null ? null : await git.commit(to);
  const listed = head && !commits.some(({ sha }) => sha === head.sha) ? [...commits, head] : commits;
  const files = new Map<string, ChangedFiles>();
  for (const commit of listed) files.set(commit.sha, await git.filesOf(commit));
  announce.push(hub, repository, { branch, before, after: to, forced, commits, fresh, files, head, by });
  await followPush(hub, repository, { branch, to, by });
}

/**
 * Pull requests follow their branches: moved, merged because their commits arrived, closed because the branch is
 * gone.
 */
async function followPush(
  hub: Hub,
  repository: Repository,
  { branch, to, by }: { branch: string; to: string | null; by: Account },
): Promise<void> {
  for (const issue of repository.issues.values()) {
    const { pull } = issue;
    if (!pull || issue.state === 'closed') continue;
    if (pull.head === branch && to === null) {
      close(hub, issue, null);
      announce.pullRequest(hub, repository, { action: 'closed', issue, by });
    } else if (pull.head === branch && to !== null) {
      const before = pull.headSha;
      pull.headSha = to;
      pull.mergeable = null;
      pull.mergeableSince = hub.now();
      touch(hub, issue);
      announce.pullRequest(hub, repository, {
        action: 'synchronize',
        issue,
        by,
        more: { before, after: to },
      });
    } else if (pull.base === branch && to !== null) {
      pull.mergeable = null;
      pull.mergeableSince = null;
      if (await repository.git.isAncestor(pull.headSha, to)) {
        pull.merged = { at: hub.now(), by, commit: to };
        close(hub, issue, null);
        announce.pullRequest(hub, repository, { action: 'closed', issue, by });
      }
    }
  }
}

export async function openPull(
  hub: Hub,
  repository: Repository,
  {
    head,
    base,
    title,
    body,
    draft,
    by,
  }: { head: string; base: string; title: string; body: string; draft: boolean; by: Account },
): Promise<Issue> {
  const branch = head.includes(':') ? head.slice(head.indexOf(':') + 1) : head;
  const headSha = await repository.git.head(branch);
  const baseSha = await repository.git.head(base);
  const wrong = (field: string): SiteError =>
    invalid('Validation Failed', { resource: 'PullRequest', field, code: 'invalid' });
  if (headSha === null) throw wrong('head');
  if (baseSha === null) throw wrong('base');
  const custom = (message: string): SiteError =>
    invalid('Validation Failed', { resource: 'PullRequest', code: 'custom', message });
  const open = [...repository.issues.values()].some(
    (one) => one.state === 'open' && one.pull?.head === branch && one.pull.base === base,
  );
  if (open) throw custom(`A pull request already exists for ${repository.owner.login}:${branch}.`);
  const comparison = await repository.git.compare(baseSha, headSha);
  if (!comparison) throw custom(`The ${branch} branch has no history in common with ${base}`);
  if (comparison.ahead.length === 0) throw custom(`No commits between ${base} and ${branch}`);
  const issue = newIssue(hub, repository, { title, body, by });
  issue.pull = {
    id: hub.nextId(),
    base,
    head: branch,
    headSha,
    draft,
    merged: null,
    requestedReviewers: [],
    requestedTeams: [],
    reviewNotices: [],
    mergeable: null,
    mergeableSince: hub.now(),
  };
  announce.pullRequest(hub, repository, { action: 'opened', issue, by });
  return issue;
}

/** Reviewers who were asked already stay asked, and are notified again. */
export function requestReviews(
  hub: Hub,
  { pull }: Issue,
  { people, teams, by }: { people: string[]; teams: string[]; by: Account },
): void {
  if (!pull) throw new Error('only a pull request is reviewed');
  pull.requestedReviewers = [...new Set([...pull.requestedReviewers, ...people])];
  pull.requestedTeams = [...new Set([...pull.requestedTeams, ...teams])];
  const notice = (to: string, team: boolean): ReviewNotice => ({
    id: hub.nextId(),
    to,
    team,
    by,
    at: hub.now(),
  });
  pull.reviewNotices.push(...people.map((to) => notice(to, false)), ...teams.map((to) => notice(to, true)));
}

export async function mergePull(
  hub: Hub,
  repository: Repository,
  { number, method, by }: { number: number; method: 'merge' | 'squash' | 'rebase'; by: Account },
): Promise<string> {
  const issue = hub.issue(repository, number);
  const { pull } = issue;
  const base = pull && (await repository.git.head(pull.base));
  if (!pull || issue.state === 'closed' || !base) throw new SiteError(405, 'Pull Request is not mergeable');
  const author = { name: by.login, email: `${by.login}@example.com`, at: hub.now() };
  const message =
    method === 'squash'
      ? `${issue.title} (#${number})`
      : `Merge pull request #${number} from ${repository.owner.login}/${pull.head}\n\n${issue.title}`;
  // GitHub is the committer of merges made with its button.
  const committer = { name: 'GitHub', email: 'noreply@github.com' };
  const merging = { base, head: pull.headSha, message, author, committer };
  const commit = await repository.git.merge(method, merging);
  if (commit === null) throw new SiteError(405, 'Pull Request is not mergeable');
  pull.merged = { at: hub.now(), by, commit };
  close(hub, issue, null);
  await moveBranch(hub, repository, { branch: pull.base, to: commit, by, merging: true });
  announce.pullRequest(hub, repository, { action: 'closed', issue, by });
  if (repository.deleteBranchOnMerge) await moveBranch(hub, repository, { branch: pull.head, to: null, by });
  return commit;
}

export function newIssue(
  hub: Hub,
  repository: Repository,
  {
    title,
    body,
    by,
    labels = [],
    assignees = [],
  }: { title: string; body: string; by: Account; labels?: string[]; assignees?: string[] },
): Issue {
  limit(body);
  ensureLabels(hub, repository, labels);
  const number = Math.max(0, ...repository.issues.keys()) + 1;
  const at = hub.now();
  const app = by === hub.bot ? hub.app.id : null;
  const issue: Issue = {
    id: hub.nextId(),
    number,
    title,
    body,
    author: by,
    app,
    state: 'open',
    stateReason: null,
    labels,
    assignees,
    comments: [],
    createdAt: at,
    updatedAt: at,
    closedAt: null,
    pull: null,
  };
  repository.issues.set(number, issue);
  announce.issues(hub, repository, { action: 'opened', issue, by });
  return issue;
}

export function edit(
  hub: Hub,
  repository: Repository,
  issue: Issue,
  { body, title = issue.title, by }: { body: string; title?: string; by: Account },
): void {
  limit(body);
  const more = {
    changes: {
      ...(body === issue.body ? {} : { body: { from: issue.body } }),
      ...(title === issue.title ? {} : { title: { from: issue.title } }),
    },
  };
  if (Object.keys(more.changes).length === 0) return;
  issue.body = body;
  issue.title = title;
  touch(hub, issue);
  if (!issue.pull) announce.issues(hub, repository, { action: 'edited', issue, by, more });
}

/** Adds or removes labels; only changes are announced. */
export function relabel(
  hub: Hub,
  repository: Repository,
  issue: Issue,
  { add = [], remove = [], by }: { add?: string[]; remove?: string[]; by: Account },
): void {
  ensureLabels(hub, repository, add);
  const gone = remove.map((name) => name.toLowerCase());
  const added = add.filter((name) => !issue.labels.includes(name));
  const removed = issue.labels.filter((name) => gone.includes(name.toLowerCase()));
  issue.labels = [...issue.labels.filter((name) => !removed.includes(name)), ...added];
  touch(hub, issue);
  const tell = (action: string, name: string): void => {
    const label = repository.labels.get(name.toLowerCase());
    const more = label ? { label: labelJson(hub, repository, label) } : {};
    const tellOf = issue.pull ? announce.pullRequest : announce.issues;
    tellOf(hub, repository, { action, issue, by, more });
  };
  for (const name of added) tell('labeled', name);
  for (const name of removed) tell('unlabeled', name);
}

/** A person closes or opens an issue; a pull request has its own events. */
export async function setState(
  hub: Hub,
  repository: Repository,
  issue: Issue,
  { state, reason, by }: { state: 'open' | 'closed'; reason: Issue['stateReason']; by: Account },
): Promise<void> {
  if (issue.state === state) return;
  if (state === 'closed') close(hub, issue, reason);
  else await reopen(hub, repository, issue, by);
  const action = state === 'closed' ? 'closed' : 'reopened';
  if (!issue.pull) announce.issues(hub, repository, { action, issue, by });
}

export function comment(
  hub: Hub,
  repository: Repository,
  issue: Issue,
  { body, by }: { body: string; by: Account },
): Issue['comments'][number] {
  limit(body);
  const at = hub.now();
  const app = by === hub.bot ? hub.app.id : null;
  const made = { id: hub.nextId(), author: by, app, body, reactions: [], createdAt: at, updatedAt: at };
  issue.comments.push(made);
  touch(hub, issue);
  announce.issueComment(hub, repository, { action: 'created', issue, comment: made, by });
  return made;
}

export function close(hub: Hub, issue: Issue, reason: Issue['stateReason']): void {
  issue.state = 'closed';
  issue.stateReason = reason;
  issue.closedAt = hub.now();
  touch(hub, issue);
}

export async function reopen(hub: Hub, repository: Repository, issue: Issue, by: Account): Promise<void> {
  const { pull } = issue;
  if (pull && (pull.merged || (await repository.git.head(pull.head)) !== pull.headSha)) {
    const message = `state cannot be changed. The ${pull.head} branch was force-pushed or recreated.`;
    throw invalid('Validation Failed', { resource: 'PullRequest', field: 'state', code: 'invalid', message });
  }
  issue.state = 'open';
  issue.stateReason = pull ? null : 'reopened';
  issue.closedAt = null;
  touch(hub, issue);
  if (pull) announce.pullRequest(hub, repository, { action: 'reopened', issue, by });
}

export function touch(hub: Hub, issue: Issue): void {
  issue.updatedAt = hub.now();
}

/** A missing label is created, grey and without a description. */
function ensureLabels(hub: Hub, repository: Repository, names: string[]): void {
  for (const name of names) {
    const key = name.toLowerCase();
    if (repository.labels.has(key)) continue;
    repository.labels.set(key, { id: hub.nextId(), name, color: 'ededed', description: null });
  }
}

export function limit(body: string): void {
  if (body.length <= bodyLimit) return;
  const message = `body is too long (maximum is ${bodyLimit} characters)`;
  throw invalid('Validation Failed', { resource: 'Issue', field: 'body', code: 'custom', message });
}

/** How long GitHub takes to work it out, milliseconds. */
const workingOut = 3_000;

/** Whether GitHub knows by now, unasked, if the pull request can be merged. */
export function isWorkedOut({ pull }: Issue, now: Date): boolean {
  const since = pull?.mergeableSince ?? null;
  return since !== null && now.getTime() - since.getTime() >= workingOut;
}

/** Whether the pull request can be merged; GitHub answers "not known" once, and works it out in the background. */
export async function workOutMergeable(repository: Repository, issue: Issue): Promise<void> {
  const { pull } = issue;
  const base = pull && (await repository.git.head(pull.base));
  if (!pull || pull.mergeable !== null || issue.state === 'closed' || !base) return;
  const author = { name: 'github', email: 'noreply@github.com', at: new Date(0) };
  const merged = await repository.git.merge('merge', {
    base,
    head: pull.headSha,
    message: 'test merge',
    author,
  });
  pull.mergeable = merged !== null;
}
