/** GitHub's JSON of the stand-in's state: its own example of each resource, overwritten with the state. */

import { answerExample } from './examples.ts';
import type { Commit, FileChange } from './git-repository.ts';
import type {
  Account,
  Activity,
  CheckRun,
  Comment,
  CommitStatus,
  Deployment,
  Installation,
  Issue,
  Job,
  Label,
  Repository,
  ReviewNotice,
  Team,
  WorkflowRun,
} from './model.ts';

export type Json = Record<string, unknown>;

export interface Site {
  /** Address of the API and of the pages, without a slash at the end. */
  api: string;
  web: string;
  app: { id: number; slug: string };
  account(login: string): Account;
}

export function userJson({ api, web }: Site, { id, login, type }: Account): Json {
  const url = `${api}/users/${encodeURIComponent(login)}`;
  return {
    login,
    id,
    node_id: `U_${id}`,
    avatar_url: `${web}/avatars/${id}`,
    gravatar_id: '',
    url,
    html_url: `${web}/${type === 'Bot' ? 'apps/' : ''}${login.replace('[bot]', '')}`,
    followers_url: `${url}/followers`,
    following_url: `${url}/following{/other_user}`,
    gists_url: `${url}/gists{/gist_id}`,
    starred_url: `${url}/starred{/owner}{/repo}`,
    subscriptions_url: `${url}/subscriptions`,
    organizations_url: `${url}/orgs`,
    repos_url: `${url}/repos`,
    events_url: `${url}/events{/privacy}`,
    received_events_url: `${url}/received_events`,
    type,
    site_admin: false,
  };
}

export function time(date: Date): string {
  return `${date.toISOString().slice(0, 19)}Z`;
}

function repositoryState(site: Site, repository: Repository): Json {
  const full = `${repository.owner.login}/${repository.name}`;
  return {
    id: repository.id,
    node_id: `R_${repository.id}`,
    name: repository.name,
    full_name: full,
    owner: userJson(site, repository.owner),
    private: repository.visibility !== 'public',
    visibility: repository.visibility,
    html_url: `${site.web}/${full}`,
    url: `${site.api}/repos/${full}`,
    default_branch: repository.defaultBranch,
    has_issues: repository.hasIssues,
    archived: repository.archived,
    pushed_at: time(repository.pushedAt),
  };
}

export function fullRepositoryJson(site: Site, repository: Repository): Json {
  const {
    parent: _,
    source: __,
    template_repository: ___,
    ...example
  } = answerExample('full-repository-default-response');
  const organization = userJson(site, repository.owner);
  const delete_branch_on_merge = repository.deleteBranchOnMerge;
  return {
    ...example,
    language: null,
    ...repositoryState(site, repository),
    organization,
    delete_branch_on_merge,
  };
}

function embeddedRepository(site: Site, repository: Repository): Json {
  const pull = answerExample('pull-request') as { base: { repo: Json } };
  return { ...pull.base.repo, ...repositoryState(site, repository) };
}

export function labelJson({ api }: Site, repository: Repository, label: Label): Json {
  const { id, name, color, description } = label;
  const url = `${address(api, repository)}/labels/${encodeURIComponent(name)}`;
  return { id, node_id: `LA_${id}`, url, name, color, description, default: false };
}

function labelsJson(site: Site, repository: Repository, names: string[]): Json[] {
  return names.flatMap((name) => {
    const label = repository.labels.get(name.toLowerCase());
    return label ? [labelJson(site, repository, label)] : [];
  });
}

function address(api: string, repository: Repository): string {
  return `${api}/repos/${repository.owner.login}/${repository.name}`;
}

export function issueJson(site: Site, repository: Repository, issue: Issue): Json {
  const url = `${address(site.api, repository)}/issues/${issue.number}`;
  const kind = issue.pull ? 'pull' : 'issues';
  const page = `${site.web}/${repository.owner.login}/${repository.name}/${kind}/${issue.number}`;
  const { repository: _, pull_request: __, milestone: ___, ...example } = answerExample('issue');
  return {
    ...example,
    id: issue.id,
    node_id: `I_${issue.id}`,
    url,
    repository_url: address(site.api, repository),
    labels_url: `${url}/labels{/name}`,
    comments_url: `${url}/comments`,
    events_url: `${url}/events`,
    html_url: page,
    number: issue.number,
    state: issue.state,
    state_reason: issue.stateReason,
    title: issue.title,
    body: issue.body,
    user: userJson(site, issue.author),
    labels: labelsJson(site, repository, issue.labels),
    assignee: issue.assignees[0] ? userJson(site, site.account(issue.assignees[0])) : null,
    assignees: issue.assignees.map((login) => userJson(site, site.account(login))),
    milestone: null,
    locked: false,
    active_lock_reason: null,
    comments: issue.comments.length,
    closed_at: issue.closedAt && time(issue.closedAt),
    closed_by: null,
    created_at: time(issue.createdAt),
    updated_at: time(issue.updatedAt),
    author_association: 'CONTRIBUTOR',
    performed_via_github_app: appOf(site, issue.app),
    ...(issue.pull
      ? {
          pull_request: {
            url: url.replace('/issues/', '/pulls/'),
            html_url: page,
            diff_url: `${page}.diff`,
            patch_url: `${page}.patch`,
            merged_at: issue.pull.merged && time(issue.pull.merged.at),
          },
        }
      : {}),
  };
}

function appOf(site: Site, app: number | null): Json | null {
  return app === null ? null : appJson(site, { id: app, slug: site.app.slug, name: site.app.slug });
}

export function installationJson(
  site: Site & { app: { id: number; slug: string; permissions: Record<string, string>; events: string[] } },
  { id, account, suspended, createdAt }: Installation,
): Json {
  const example = answerExample('base-installation-items');
  const at = time(createdAt);
  const { id: appId, slug, permissions, events } = site.app;
  return {
    ...example,
    id,
    account: userJson(site, site.account(account)),
    app_id: appId,
    app_slug: slug,
    repository_selection: 'all',
    permissions,
    events,
    created_at: at,
    updated_at: at,
    suspended_by: null,
    suspended_at: suspended ? at : null,
  };
}

export function appJson(site: Site, { id, slug, name }: { id: number; slug: string; name: string }): Json {
  const example = answerExample('integration');
  return {
    ...example,
    id,
    slug,
    name,
    node_id: `A_${id}`,
    html_url: `${site.web}/apps/${slug}`,
    external_url: site.web,
  };
}

export function commentJson(site: Site, repository: Repository, issue: Issue, comment: Comment): Json {
  const kind = issue.pull ? 'pull' : 'issues';
  const page = `${site.web}/${repository.owner.login}/${repository.name}/${kind}/${issue.number}`;
  return {
    ...answerExample('issue-comment'),
    id: comment.id,
    node_id: `IC_${comment.id}`,
    url: `${address(site.api, repository)}/issues/comments/${comment.id}`,
    html_url: `${page}#issuecomment-${comment.id}`,
    issue_url: `${address(site.api, repository)}/issues/${issue.number}`,
    body: comment.body,
    user: userJson(site, comment.author),
    created_at: time(comment.createdAt),
    updated_at: time(comment.updatedAt),
    author_association: 'CONTRIBUTOR',
    performed_via_github_app: appOf(site, comment.app),
  };
}

/** A review request, as an event of its pull request. */
export function reviewNoticeJson(
  site: Site,
  repository: Repository,
  { id, to, team, by, at }: ReviewNotice,
): Json {
  const who = team
    ? { requested_team: teamJson(site, { id: 1, slug: to, name: to, members: [] }) }
    : { requested_reviewer: userJson(site, site.account(to)) };
  const { label: _, ...example } = answerExample('issue-event-for-issue-items');
  return {
    ...example,
    id,
    node_id: `RRE_${id}`,
    url: `${address(site.api, repository)}/issues/events/${id}`,
    actor: userJson(site, by),
    event: 'review_requested',
    commit_id: null,
    commit_url: null,
    created_at: time(at),
    review_requester: userJson(site, by),
    ...who,
  };
}

export function reactionJson(site: Site, { by, content }: Comment['reactions'][number]): Json {
  return { ...answerExample('reaction'), content, user: userJson(site, by) };
}

/** The rights of a role: each includes those before it. */
const roles = ['none', 'read', 'triage', 'write', 'maintain', 'admin'];

export function permissionJson(site: Site, role: string, account: Account): Json {
  const rank = roles.indexOf(role);
  const may = (least: string): boolean => rank >= roles.indexOf(least);
  // The older field knows no triage and no maintain.
  const older: Record<string, string> = { triage: 'read', maintain: 'write' };
  const permissions = {
    pull: may('read'),
    triage: may('triage'),
    push: may('write'),
    maintain: may('maintain'),
    admin: may('admin'),
  };
  const user = { ...userJson(site, account), permissions, role_name: role };
  return { permission: older[role] ?? role, role_name: role, user };
}

/** `full`: a single pull request; a list leaves out what GitHub has to work out. */
export function pullJson(
  site: Site,
  repository: Repository,
  issue: Issue,
  { full }: { full: boolean },
): Json {
  const { pull } = issue;
  if (!pull) throw new Error(`#${issue.number} is no pull request`);
  const example = answerExample(full ? 'pull-request' : 'pull-request-simple-items');
  const url = `${address(site.api, repository)}/pulls/${issue.number}`;
  const page = `${site.web}/${repository.owner.login}/${repository.name}/pull/${issue.number}`;
  const end = (ref: string, sha: string): Json => ({
    label: `${repository.owner.login}:${ref}`,
    ref,
    sha,
    user: userJson(site, repository.owner),
    repo: embeddedRepository(site, repository),
  });
  const ended = pull.merged ? pull.merged.at : issue.closedAt;
  const simple = {
    ...example,
    url,
    id: pull.id,
    node_id: `PR_${pull.id}`,
    html_url: page,
    diff_url: `${page}.diff`,
    patch_url: `${page}.patch`,
    issue_url: url.replace('/pulls/', '/issues/'),
    number: issue.number,
    state: issue.state,
    locked: false,
    active_lock_reason: null,
    title: issue.title,
    body: issue.body,
    user: userJson(site, issue.author),
    labels: labelsJson(site, repository, issue.labels),
    milestone: null,
    assignee: null,
    assignees: issue.assignees.map((login) => userJson(site, site.account(login))),
    requested_reviewers: pull.requestedReviewers.map((login) => userJson(site, site.account(login))),
    requested_teams: pull.requestedTeams.map((slug) =>
      teamJson(site, { id: 1, slug, name: slug, members: [] }),
    ),
    head: end(pull.head, pull.headSha),
    base: end(pull.base, pull.headSha),
    created_at: time(issue.createdAt),
    updated_at: time(issue.updatedAt),
    closed_at: ended && time(ended),
    merged_at: pull.merged && time(pull.merged.at),
    merge_commit_sha: pull.merged?.commit ?? null,
    draft: pull.draft,
    auto_merge: null,
    author_association: 'CONTRIBUTOR',
  };
  if (!full) return simple;
  return {
    ...simple,
    merged: pull.merged !== null,
    merged_by: pull.merged && userJson(site, pull.merged.by),
    mergeable: pull.merged ? null : pull.mergeable,
    mergeable_state: pull.mergeable === false ? 'dirty' : pull.mergeable ? 'clean' : 'unknown',
    rebaseable: pull.mergeable,
    comments: issue.comments.length,
    review_comments: 0,
  };
}

/** A user, as GitHub shows them to strangers. */
export function accountJson(site: Site, account: Account): Json {
  const { plan: _, ...example } = answerExample('public-user-default-response');
  return { ...example, ...userJson(site, account), name: account.login };
}

export function wholeTeamJson(site: Site, team: Team, organization: Account): Json {
  const example = answerExample('team-full') as Json & { organization: Json };
  const { id, node_id, url, html_url, login } = userJson(site, organization);
  return {
    ...example,
    ...teamJson(site, team),
    type: 'organization',
    members_count: team.members.length,
    organization: { ...example.organization, archived_at: null, id, node_id, url, html_url, login },
  };
}

function teamJson({ api, web }: Site, { id, slug, name }: Team): Json {
  const url = `${api}/teams/${id}`;
  return {
    id,
    node_id: `T_${id}`,
    name,
    slug,
    description: null,
    privacy: 'closed',
    notification_setting: 'notifications_enabled',
    permission: 'pull',
    url,
    html_url: `${web}/teams/${slug}`,
    members_url: `${url}/members{/member}`,
    repositories_url: `${url}/repos`,
    parent: null,
  };
}

export function checkRunJson(site: Site, repository: Repository, run: CheckRun): Json {
  const example = answerExample('check-run') as Json & { output: Json };
  const url = `${address(site.api, repository)}/check-runs/${run.id}`;
  return {
    ...example,
    id: run.id,
    node_id: `CR_${run.id}`,
    head_sha: run.sha,
    external_id: run.externalId,
    url,
    html_url: `${site.web}/${repository.owner.login}/${repository.name}/runs/${run.id}`,
    details_url: `${site.web}/${repository.owner.login}/${repository.name}/runs/${run.id}`,
    status: run.status,
    conclusion: run.conclusion,
    started_at: time(run.startedAt),
    completed_at: run.completedAt && time(run.completedAt),
    name: run.name,
    app: appJson(site, run.app),
    pull_requests: [],
    output: {
      ...example.output,
      title: run.title,
      summary: run.summary,
      text: null,
      annotations_count: run.annotations.length,
      annotations_url: `${url}/annotations`,
    },
  };
}

export function statusJson(site: Site, repository: Repository, status: CommitStatus): Json {
  const at = time(status.createdAt);
  return {
    url: `${address(site.api, repository)}/statuses/${status.sha}`,
    avatar_url: null,
    id: status.id,
    node_id: `SC_${status.id}`,
    state: status.state,
    description: null,
    target_url: null,
    context: status.context,
    created_at: at,
    updated_at: at,
  };
}

export function commitJson(
  site: Site,
  repository: Repository,
  commit: Commit,
  files: FileChange[] | null,
): Json {
  const { name, email, at } = commit.author;
  const signature = { name, email, date: time(at) };
  const url = `${address(site.api, repository)}/commits/${commit.sha}`;
  const account = site.account(name);
  const example = answerExample('commit') as Json & { commit: Json };
  return {
    ...example,
    sha: commit.sha,
    node_id: `C_${commit.sha}`,
    url,
    html_url: `${site.web}/${repository.owner.login}/${repository.name}/commit/${commit.sha}`,
    comments_url: `${url}/comments`,
    commit: {
      ...example.commit,
      author: signature,
      committer: signature,
      message: commit.message,
      url,
      tree: { sha: commit.tree, url },
      comment_count: 0,
    },
    author: userJson(site, account),
    committer: userJson(site, account),
    parents: commit.parents.map((sha) => ({
      sha,
      url: `${address(site.api, repository)}/commits/${sha}`,
      html_url: url,
    })),
    files: (files ?? []).map((file) => fileJson(site, repository, file, commit.sha)),
  };
}

export function fileJson(site: Site, repository: Repository, file: FileChange, sha: string): Json {
  const { filename, status, patch = '' } = file;
  const signs = (sign: string): number => patch.split('\n').filter((line) => line.startsWith(sign)).length;
  const url = `${address(site.api, repository)}/contents/${encodeURIComponent(filename)}?ref=${sha}`;
  return {
    sha: file.sha,
    filename,
    ...(file.previous === undefined ? {} : { previous_filename: file.previous }),
    ...(file.patch === undefined ? {} : { patch: file.patch }),
    status,
    additions: signs('+'),
    deletions: signs('-'),
    changes: signs('+') + signs('-'),
    blob_url: url,
    raw_url: url,
    contents_url: url,
  };
}

export function deploymentJson(site: Site, repository: Repository, deployment: Deployment): Json {
  const url = `${address(site.api, repository)}/deployments/${deployment.id}`;
  const { performed_via_github_app: _, ...example } = answerExample('deployment-items');
  return {
    ...example,
    url,
    id: deployment.id,
    node_id: `DE_${deployment.id}`,
    sha: deployment.sha,
    ref: deployment.ref,
    task: 'deploy',
    payload: {},
    original_environment: deployment.environment,
    environment: deployment.environment,
    description: null,
    creator: userJson(site, deployment.creator),
    created_at: time(deployment.createdAt),
    updated_at: time(deployment.createdAt),
    statuses_url: `${url}/statuses`,
    repository_url: address(site.api, repository),
    transient_environment: false,
    production_environment: false,
  };
}

export function deploymentStatusJson(
  site: Site,
  repository: Repository,
  deployment: Deployment,
  status: Deployment['statuses'][number],
): Json {
  const url = `${address(site.api, repository)}/deployments/${deployment.id}`;
  const at = time(status.createdAt);
  const page = `${site.web}/${repository.owner.login}/${repository.name}`;
  const log = deployment.run === null ? `${page}/deployments` : `${page}/actions/runs/${deployment.run}`;
  return {
    url: `${url}/statuses/${status.id}`,
    id: status.id,
    node_id: `DES_${status.id}`,
    state: status.state,
    creator: userJson(site, deployment.creator),
    description: '',
    environment: deployment.environment,
    target_url: log,
    log_url: log,
    created_at: at,
    updated_at: at,
    deployment_url: url,
    repository_url: address(site.api, repository),
  };
}

export function activityJson(site: Site, activity: Activity): Json {
  const none = '0'.repeat(40);
  return {
    id: activity.id,
    node_id: `PSH_${activity.id}`,
    before: activity.before ?? none,
    after: activity.after ?? none,
    ref: `refs/heads/${activity.branch}`,
    timestamp: time(activity.at),
    activity_type: activity.type,
    actor: userJson(site, activity.actor),
  };
}

export function runJson(site: Site, repository: Repository, run: WorkflowRun): Json {
  const url = `${address(site.api, repository)}/actions/runs/${run.id}`;
  const page = `${site.web}/${repository.owner.login}/${repository.name}/actions/runs/${run.id}`;
  const actor = userJson(site, run.actor);
  return {
    id: run.id,
    name: run.name,
    path: run.path,
    event: run.event,
    head_branch: run.branch,
    head_sha: run.sha,
    status: run.status,
    conclusion: run.conclusion,
    run_attempt: run.attempt,
    run_started_at: time(run.startedAt),
    created_at: time(run.startedAt),
    updated_at: time(run.updatedAt),
    referenced_workflows: run.referenced.map((path) => ({
      path,
      sha: run.sha,
      ref: `refs/heads/${repository.defaultBranch}`,
    })),
    actor,
    triggering_actor: actor,
    url,
    html_url: page,
    pull_requests: [],
  };
}

export function jobJson(site: Site, repository: Repository, run: WorkflowRun, job: Job): Json {
  const {
    jobs: [example],
  } = answerExample('job-paginated') as { jobs: Json[] };
  const url = `${address(site.api, repository)}/actions`;
  const page = `${site.web}/${repository.owner.login}/${repository.name}/actions/runs/${run.id}`;
  const times = { started_at: time(job.at), completed_at: time(job.at) };
  return {
    ...example,
    id: job.id,
    run_id: run.id,
    run_url: `${url}/runs/${run.id}`,
    run_attempt: run.attempt,
    workflow_name: run.name,
    head_branch: run.branch,
    head_sha: run.sha,
    url: `${url}/jobs/${job.id}`,
    html_url: `${page}/job/${job.id}`,
    status: 'completed',
    conclusion: job.conclusion,
    created_at: time(job.at),
    ...times,
    name: job.name,
    steps: job.steps.map(({ name, conclusion }, index) => ({
      name,
      status: 'completed',
      conclusion,
      number: index + 1,
      ...times,
    })),
  };
}
