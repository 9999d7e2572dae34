import { answerExample } from '../examples.ts';
import * as shapes from '../shapes.ts';
import { notFound, SiteError } from '../site-error.ts';
import { type Call, listed, ok, type Route, repositoryOf, route } from './route.ts';

const base = '/repos/{owner}/{repo}';

export const repositoryRoutes: Route[] = [
  route('GET', base, 'metadata:read', (call) => ok(shapes.fullRepositoryJson(call.hub, repositoryOf(call)))),
  route('GET', '/installation/repositories', 'metadata:read', ({ hub, installation }) => {
    const mine = hub.repositories.filter((one) => hub.installationOf(one)?.id === installation.id);
    const items = mine.map((one) => shapes.fullRepositoryJson(hub, one));
    return listed(items, (repositories, total_count) => ({ total_count, repositories }));
  }),
  route('GET', `${base}/contents/{path}`, 'contents:read', contents),
  route('GET', `${base}/branches/{branch}`, 'contents:read', branch),
  route('GET', `${base}/rules/branches/{branch}`, 'metadata:read', (call) => {
    const repository = repositoryOf(call);
    const rule = repository.protection.get(call.params.branch ?? '');
    if (rule?.via !== 'ruleset') return listed([]);
    const required_status_checks = rule.checks.map((context) => ({ context }));
    return listed([
      {
        type: 'required_status_checks',
        ruleset_source_type: 'Repository',
        ruleset_source: `${repository.owner.login}/${repository.name}`,
        ruleset_id: 42,
        parameters: { required_status_checks, strict_required_status_checks_policy: false },
      },
    ]);
  }),
  route('GET', `${base}/git/ref/{ref}`, 'contents:read', async (call) => {
    const repository = repositoryOf(call);
    const name = (call.params.ref ?? '').replace(/^heads\//, '');
    const sha = await repository.git.head(name);
    if (sha === null) throw notFound();
    return ok(refJson(call, name, sha));
  }),
  route('GET', `${base}/git/matching-refs/{ref}`, 'contents:read', async (call) => {
    const { git } = repositoryOf(call);
    const prefix = (call.params.ref ?? '').replace(/^heads\//, '');
    const names = (await git.branches()).filter((name) => name.startsWith(prefix));
    return listed(
      await Promise.all(names.map(async (name) => refJson(call, name, (await git.head(name)) ?? ''))),
    );
  }),
  route('GET', `${base}/compare/{basehead}`, 'contents:read', compare),
  route('GET', `${base}/collaborators/{username}/permission`, 'metadata:read', (call) => {
    const repository = repositoryOf(call);
    const login = call.params.username ?? '';
    const role =
      repository.collaborators.get(login.toLowerCase()) ??
      (repository.visibility === 'public' ? 'read' : 'none');
    return ok(shapes.permissionJson(call.hub, role, call.hub.account(login)));
  }),
  route('GET', '/users/{username}', 'metadata:read', ({ hub, params }) => {
    const account = hub.knownAccount(params.username ?? '');
    if (!account) throw notFound();
    return ok(shapes.accountJson(hub, account));
  }),
  route('GET', '/orgs/{org}/teams/{team_slug}', 'members:read', ({ hub, params }) => {
    const { org = '', team_slug = '' } = params;
    const team = hub.teams.get(org.toLowerCase())?.find((one) => one.slug === team_slug.toLowerCase());
    if (!team) throw notFound();
    return ok(shapes.wholeTeamJson(hub, team, hub.account(org)));
  }),
  route('GET', '/orgs/{org}/teams/{team_slug}/memberships/{username}', 'members:read', ({ hub, params }) => {
    const { org = '', team_slug = '', username = '' } = params;
    const team = hub.teams.get(org.toLowerCase())?.find((one) => one.slug === team_slug.toLowerCase());
    if (!team?.members.includes(username.toLowerCase())) throw notFound();
    const url = `${hub.api}/teams/${team.id}/memberships/${encodeURIComponent(username)}`;
    return ok({ url, role: 'member', state: 'active' });
  }),
  route('GET', `${base}/commits/{commit_sha}/branches-where-head`, 'contents:read', async (call) => {
    const repository = repositoryOf(call);
    const { git } = repository;
    const sha = await git.resolve(call.params.commit_sha ?? '');
    if (sha === null) throw new SiteError(422, `No commit found for SHA: ${call.params.commit_sha}`);
    const url = `${call.hub.api}/repos/${repository.owner.login}/${repository.name}/commits/${sha}`;
    const names = await git.branches();
    const heads = await Promise.all(names.map(async (name) => ({ name, at: await git.head(name) })));
    const items = heads.filter(({ at }) => at === sha);
    return ok(
      items.map(({ name }) => ({ name, commit: { sha, url }, protected: repository.protection.has(name) })),
    );
  }),
  route('GET', `${base}/commits`, 'contents:read', async (call) => {
    const repository = repositoryOf(call);
    const { git } = repository;
    const from = await git.resolve(call.query.get('sha') ?? repository.defaultBranch);
    if (from === null) throw notFound();
    const path = call.query.get('path');
    const commits =
      path === null ? (await git.brought(null, from, [])).reverse() : await git.commitsOfFile(from, path);
    return listed(commits.map((commit) => shapes.commitJson(call.hub, repository, commit, null)));
  }),
  route('GET', `${base}/commits/{ref}`, 'contents:read', async (call) => {
    const repository = repositoryOf(call);
    const sha = await repository.git.resolve(call.params.ref ?? '');
    if (sha === null) throw new SiteError(422, `No commit found for SHA: ${call.params.ref}`);
    const commit = await repository.git.commit(sha);
    const files = await repository.git.changes(commit.parents[0] ?? null, sha);
    return ok(shapes.commitJson(call.hub, repository, commit, files));
  }),
  route('GET', `${base}/commits/{ref}/pulls`, 'pull_requests:read', async (call) => {
    const repository = repositoryOf(call);
    const sha = await repository.git.resolve(call.params.ref ?? '');
    const pulls = [...repository.issues.values()].filter(
      (one) => one.pull && sha !== null && (one.pull.headSha === sha || one.pull.merged?.commit === sha),
    );
    return listed(pulls.map((one) => shapes.pullJson(call.hub, repository, one, { full: false })));
  }),
];

function refJson(call: Call, name: string, sha: string): object {
  const repository = repositoryOf(call);
  const url = `${call.hub.api}/repos/${repository.owner.login}/${repository.name}/git`;
  return {
    ref: `refs/heads/${name}`,
    node_id: 'REF_',
    url: `${url}/refs/heads/${encodeURIComponent(name)}`,
    object: { type: 'commit', sha, url: `${url}/commits/${sha}` },
  };
}

async function contents(call: Call): Promise<{ status: number; body: unknown }> {
  const repository = repositoryOf(call);
  const path = call.params.path ?? '';
  const sha = await repository.git.resolve(call.query.get('ref') ?? repository.defaultBranch);
  const file = sha === null ? null : await repository.git.file(sha, path);
  if (!file) throw notFound();
  const url = `${call.hub.api}/repos/${repository.owner.login}/${repository.name}/contents/${path}`;
  const html_url = `${call.hub.web}/${repository.owner.login}/${repository.name}/blob/${repository.defaultBranch}/${path}`;
  const content = `${file.content.toString('base64').replace(/(.{60})/g, '$1\n')}\n`;
  return ok({
    type: 'file',
    encoding: 'base64',
    size: file.content.length,
    name: path.split('/').at(-1),
    path,
    content,
    sha: file.sha,
    url,
    git_url: url,
    html_url,
    download_url: html_url,
    _links: { self: url, git: url, html: html_url },
  });
}

async function branch(call: Call): Promise<{ status: number; body: unknown }> {
  const repository = repositoryOf(call);
  const name = call.params.branch ?? '';
  const sha = await repository.git.head(name);
  if (sha === null) throw notFound();
  const rule = repository.protection.get(name);
  const contexts = rule?.via === 'protection' ? rule.checks : [];
  const checks = contexts.map((context) => ({ context, app_id: null }));
  const url = `${call.hub.api}/repos/${repository.owner.login}/${repository.name}/branches/${encodeURIComponent(name)}`;
  return ok({
    name,
    commit: shapes.commitJson(call.hub, repository, await repository.git.commit(sha), null),
    _links: { html: url, self: url },
    protected: rule !== undefined,
    protection: {
      enabled: rule !== undefined,
      required_status_checks: { enforcement_level: rule ? 'non_admins' : 'off', contexts, checks },
    },
    protection_url: `${url}/protection`,
  });
}

/** Without paging the newest 250 commits, with it all of them from the oldest on. */
function pageOf<T>(commits: T[], query: URLSearchParams): T[] {
  if (!query.has('page') && !query.has('per_page')) return commits.slice(-250);
  const size = Math.min(100, Number(query.get('per_page') ?? 30));
  const page = Number(query.get('page') ?? 1);
  return commits.slice((page - 1) * size, page * size);
}

async function compare(call: Call): Promise<{ status: number; body: unknown }> {
  const repository = repositoryOf(call);
  const [from = '', to = ''] = (call.params.basehead ?? '').split('...');
  const [a, b] = [await repository.git.resolve(from), await repository.git.resolve(to)];
  if (a === null || b === null) throw notFound();
  const comparison = await repository.git.compare(a, b);
  if (!comparison) throw new SiteError(404, `No common ancestor between ${from} and ${to}.`);
  const { mergeBase, ahead, behind, files } = comparison;
  const status =
    ahead.length === 0 ? (behind === 0 ? 'identical' : 'behind') : behind === 0 ? 'ahead' : 'diverged';
  const commitOf = async (sha: string): Promise<object> =>
    shapes.commitJson(call.hub, repository, await repository.git.commit(sha), null);
  const url = `${call.hub.api}/repos/${repository.owner.login}/${repository.name}/compare/${from}...${to}`;
  return ok({
    ...answerExample('commit-comparison'),
    url,
    html_url: url,
    permalink_url: url,
    diff_url: `${url}.diff`,
    patch_url: `${url}.patch`,
    base_commit: await commitOf(a),
    merge_base_commit: await commitOf(mergeBase),
    status,
    ahead_by: ahead.length,
    behind_by: behind,
    total_commits: ahead.length,
    commits: pageOf(ahead, call.query).map((commit) => shapes.commitJson(call.hub, repository, commit, null)),
    files:
      Number(call.query.get('page') ?? 1) > 1
        ? []
        : files.slice(0, 300).map((file) => shapes.fileJson(call.hub, repository, file, b)),
  });
}
