/** The webhooks that GitHub sends: its own example of each event, overwritten with the state. */
import { deliveryExample } from './examples.ts';
import type { ChangedFiles, Commit } from './git-repository.ts';
import type { Hub } from './hub.ts';
import type { Account, CheckRun, Comment, Deployment, Issue, Repository, WorkflowRun } from './model.ts';
import * as shapes from './shapes.ts';

type Json = Record<string, unknown>;

/** Events that every App with permission to see checks receives, requested or not. */
const automatic = ['installation', 'installation_repositories', 'check_run', 'check_suite'];

function send(hub: Hub, repository: Repository, event: string, payload: Json): void {
  const installation = hub.installationOf(repository);
  if (!installation || installation.suspended) return;
  if (!hub.app.events.includes(event) && !automatic.includes(event)) return;
  hub.wire.emit(event, payload);
}

/** The fields of every delivery about a repository. */
function around(hub: Hub, repository: Repository, sender: Account, example: Json): Json {
  const installation = hub.installationOf(repository);
  const { organization: _, enterprise: __, ...rest } = example;
  return {
    ...rest,
    repository: repositoryOf(hub, repository, example.repository as Json),
    sender: shapes.userJson(hub, sender),
    ...(installation ? { installation: { id: installation.id, node_id: `INS_${installation.id}` } } : {}),
  };
}

function repositoryOf(hub: Hub, repository: Repository, example: Json): Json {
  const {
    id,
    node_id,
    name,
    full_name,
    owner,
    private: hidden,
    html_url,
    url,
    default_branch,
    has_issues,
    archived,
    pushed_at,
  } = shapes.fullRepositoryJson(hub, repository);
  const state = {
    id,
    node_id,
    name,
    full_name,
    owner,
    private: hidden,
    html_url,
    url,
    default_branch,
    has_issues,
    archived,
    pushed_at,
  };
  const newer = {
    topics: [],
    has_discussions: false,
    disabled: false,
    visibility: repository.visibility,
  };
  return { ...example, ...newer, ...state };
}

function usernameOf({ name, email }: Commit['committer']): string {
  return email === 'noreply@github.com' ? 'web-flow' : name;
}

export interface PushHappened {
  branch: string;
  before: string | null;
  after: string | null;
  forced: boolean;
  commits: Commit[];
  /** The ones that no other branch had before. */
  fresh: ReadonlySet<string>;
  /** The files that they changed, by commit. */
  files: Map<string, ChangedFiles>;
  head: Commit | null;
  by: Account;
}

const none = '0'.repeat(40);

export function push(
  hub: Hub,
  repository: Repository,
  { branch, before, after, forced, commits, fresh, files, head, by }: PushHappened,
): void {
  const example = deliveryExample('push', null);
  const whole = around(hub, repository, by, example);
  const inRepository = whole.repository as Json;
  const seconds = Math.floor(repository.pushedAt.getTime() / 1000);
  const person = { name: by.login, email: `${by.login}@example.com` };
  const listed = (commit: Commit): Json => ({
    id: commit.sha,
    tree_id: commit.tree,
    distinct: fresh.has(commit.sha),
    message: commit.message,
    timestamp: shapes.time(commit.author.at),
    url: `${String(inRepository.html_url)}/commit/${commit.sha}`,
    author: { name: commit.author.name, email: commit.author.email, username: commit.author.name },
    committer: { ...commit.committer, username: usernameOf(commit.committer) },
    added: [],
    removed: [],
    modified: [],
    ...files.get(commit.sha),
  });
  send(hub, repository, 'push', {
    ...whole,
    ref: `refs/heads/${branch}`,
    before: before ?? none,
    after: after ?? none,
    created: before === null,
    deleted: after === null,
    forced,
    base_ref: null,
    compare: `${String(inRepository.html_url)}/compare`,
    commits: commits.map(listed),
    head_commit: head && listed(head),
    pusher: person,
    repository: {
      ...inRepository,
      created_at: seconds - 86_400,
      pushed_at: seconds,
      stargazers: 0,
      master_branch: repository.defaultBranch,
    },
  });
}

export function pullRequest(
  hub: Hub,
  repository: Repository,
  { action, issue, by, more = {} }: { action: string; issue: Issue; by: Account; more?: Json },
): void {
  const example = deliveryExample('pull_request', action);
  const before = example.pull_request as Json;
  const pull_request = { ...before, ...shapes.pullJson(hub, repository, issue, { full: true }) } as Json;
  for (const end of ['head', 'base']) {
    const side = pull_request[end] as Json;
    side.repo = { ...((before[end] as Json).repo as Json), ...(side.repo as Json), allow_auto_merge: false };
  }
  send(hub, repository, 'pull_request', {
    ...around(hub, repository, by, example),
    action,
    number: issue.number,
    pull_request,
    ...more,
  });
}

export function issueComment(
  hub: Hub,
  repository: Repository,
  {
    action,
    issue,
    comment,
    by,
    more = {},
  }: { action: string; issue: Issue; comment: Comment; by: Account; more?: Json },
): void {
  const example = deliveryExample('issue_comment', action);
  send(hub, repository, 'issue_comment', {
    ...around(hub, repository, by, example),
    action,
    issue: withReactions({ ...(example.issue as Json), ...shapes.issueJson(hub, repository, issue) }, []),
    comment: withReactions(
      { ...(example.comment as Json), ...shapes.commentJson(hub, repository, issue, comment) },
      comment.reactions,
    ),
    ...more,
  });
}

/** Only for issues, not for pull requests. */
export function issues(
  hub: Hub,
  repository: Repository,
  { action, issue, by, more = {} }: { action: string; issue: Issue; by: Account; more?: Json },
): void {
  const { changes: _, ...example } = deliveryExample('issues', action);
  send(hub, repository, 'issues', {
    ...around(hub, repository, by, example),
    action,
    issue: withReactions({ ...(example.issue as Json), ...shapes.issueJson(hub, repository, issue) }, []),
    ...more,
  });
}

const reactionKinds = ['+1', '-1', 'laugh', 'hooray', 'confused', 'heart', 'rocket', 'eyes'];

function withReactions(thing: Json, reactions: Comment['reactions']): Json {
  const count = (kind: string): number => reactions.filter(({ content }) => content === kind).length;
  const counts = Object.fromEntries(reactionKinds.map((kind) => [kind, count(kind)]));
  const url = `${String(thing.url)}/reactions`;
  return { ...thing, reactions: { url, total_count: reactions.length, ...counts } };
}

export function deployment(hub: Hub, repository: Repository, happened: Deployment): void {
  const example = deliveryExample('deployment', 'created');
  const { workflow_run: _, workflow: __, ...whole } = around(hub, repository, happened.creator, example);
  const run = repository.runs.find((one) => one.id === happened.run) ?? null;
  send(hub, repository, 'deployment', {
    ...whole,
    action: 'created',
    deployment: {
      ...(example.deployment as Json),
      ...shapes.deploymentJson(hub, repository, happened),
      performed_via_github_app: null,
    },
    workflow: null,
    workflow_run: run && { ...runOf(hub, repository, run), head_commit: null },
  });
}

export function deploymentStatus(
  hub: Hub,
  repository: Repository,
  happened: Deployment,
  status: Deployment['statuses'][number],
): void {
  // GitHub sends no event when a newer deployment replaces one.
  if (status.state === 'inactive') return;
  const example = deliveryExample('deployment_status', 'created');
  const {
    workflow_run: _,
    workflow: __,
    check_run: ___,
    ...whole
  } = around(hub, repository, happened.creator, example);
  const run = repository.runs.find((one) => one.id === happened.run) ?? null;
  const deploymentJson = shapes.deploymentJson(hub, repository, happened);
  send(hub, repository, 'deployment_status', {
    ...whole,
    action: 'created',
    deployment: { ...(example.deployment as Json), ...deploymentJson, performed_via_github_app: null },
    deployment_status: {
      ...(example.deployment_status as Json),
      ...shapes.deploymentStatusJson(hub, repository, happened, status),
      performed_via_github_app: null,
    },
    check_run: null,
    workflow: null,
    workflow_run: run && { ...runOf(hub, repository, run), head_commit: null },
  });
}

function runOf(hub: Hub, repository: Repository, run: WorkflowRun): Json {
  const example = deliveryExample('workflow_run', 'completed').workflow_run as Json;
  const { id, name, full_name, owner, url, html_url } = shapes.fullRepositoryJson(hub, repository);
  const display_title = run.name;
  const here = { ...(example.repository as Json), id, name, full_name, owner, url, html_url };
  return {
    ...example,
    ...shapes.runJson(hub, repository, run),
    display_title,
    repository: here,
    head_repository: here,
  };
}

export function workflowRun(
  hub: Hub,
  repository: Repository,
  action: 'requested' | 'in_progress' | 'completed',
  run: WorkflowRun,
): void {
  const example = deliveryExample('workflow_run', action === 'in_progress' ? 'requested' : action);
  const shape = runOf(hub, repository, run);
  send(hub, repository, 'workflow_run', {
    ...around(hub, repository, run.actor, example),
    action,
    workflow_run: shape,
  });
}

export function repositoryDispatch(
  hub: Hub,
  repository: Repository,
  { type, payload, by }: { type: string; payload: Json | null; by: Account },
): void {
  const example = deliveryExample('repository_dispatch', null);
  const whole = around(hub, repository, by, example);
  send(hub, repository, 'repository_dispatch', {
    ...whole,
    action: type,
    branch: repository.defaultBranch,
    client_payload: payload,
  });
}

export function checkRun(
  hub: Hub,
  repository: Repository,
  action: 'created' | 'completed',
  run: CheckRun,
): void {
  const example = deliveryExample('check_run', action);
  const before = example.check_run as Json;
  const suite = { ...(before.check_suite as Json), ...suiteState(hub, run) };
  const check_run = { ...before, ...shapes.checkRunJson(hub, repository, run), check_suite: suite } as Json;
  delete check_run.deployment;
  const by = run.app.id === hub.app.id ? hub.bot : hub.account(`${run.app.slug}[bot]`);
  send(hub, repository, 'check_run', { ...around(hub, repository, by, example), action, check_run });
}

export function checkSuite(hub: Hub, repository: Repository, run: CheckRun): void {
  const example = deliveryExample('check_suite', 'completed');
  const check_suite = { ...(example.check_suite as Json), ...suiteState(hub, run) };
  const by = hub.account(`${run.app.slug}[bot]`);
  send(hub, repository, 'check_suite', {
    ...around(hub, repository, by, example),
    action: 'completed',
    check_suite,
  });
}

function suiteState(hub: Hub, run: CheckRun): Json {
  return {
    head_branch: run.branch,
    head_sha: run.sha,
    status: run.status,
    conclusion: run.conclusion,
    app: shapes.appJson(hub, run.app),
    pull_requests: [],
  };
}

export function commitStatus(
  hub: Hub,
  repository: Repository,
  {
    status,
    commit,
    branches,
    by,
  }: { status: Repository['statuses'][number]; commit: Commit; branches: string[]; by: Account },
): void {
  const example = deliveryExample('status', null);
  const at = shapes.time(status.createdAt);
  const url = `${hub.api}/repos/${repository.owner.login}/${repository.name}`;
  send(hub, repository, 'status', {
    ...around(hub, repository, by, example),
    id: status.id,
    sha: status.sha,
    name: `${repository.owner.login}/${repository.name}`,
    context: status.context,
    state: status.state,
    created_at: at,
    updated_at: at,
    commit: statusCommit(
      example.commit as Json & { commit: Json },
      commit.sha,
      `${url}/commits/${commit.sha}`,
    ),
    branches: branches.map((name) => ({
      name,
      commit: { sha: commit.sha, url: `${url}/commits/${commit.sha}` },
      protected: false,
    })),
  });
}

function statusCommit(example: Json & { commit: Json }, sha: string, url: string): Json {
  const verification = { ...(example.commit.verification as Json), verified_at: null };
  return { ...example, sha, url, commit: { ...example.commit, verification } };
}

export function installation(hub: Hub, action: string, id: number, account: Account): void {
  const example = deliveryExample('installation', action);
  const repositories = hub.repositories
    .filter((one) => one.owner.login.toLowerCase() === account.login.toLowerCase())
    .map((one) => ({
      id: one.id,
      node_id: `R_${one.id}`,
      name: one.name,
      full_name: `${one.owner.login}/${one.name}`,
      private: one.visibility !== 'public',
    }));
  const shape = {
    ...(example.installation as Json),
    id,
    account: shapes.userJson(hub, account),
    app_id: hub.app.id,
    app_slug: hub.app.slug,
    created_at: shapes.time(hub.installations.find((one) => one.id === id)?.createdAt ?? hub.now()),
  };
  hub.wire.emit('installation', {
    ...example,
    action,
    installation: shape,
    repositories,
    sender: shapes.userJson(hub, hub.account('owner')),
  });
}

export function repositoryTransferred(hub: Hub, repository: Repository, from: Account): void {
  // In all of GitHub's own examples the former owner is a user, even where it is not.
  const user = shapes.userJson(hub, from);
  repositoryChanged(hub, repository, 'transferred', { changes: { owner: { from: { user } } } });
}

export function repositoryChanged(hub: Hub, repository: Repository, action: string, more: Json): void {
  const example = deliveryExample('repository', action);
  send(hub, repository, 'repository', {
    ...around(hub, repository, hub.account('owner'), example),
    action,
    ...more,
  });
}
