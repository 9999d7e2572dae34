import * as announce from '../announce.ts';
import * as changes from '../changes.ts';
import type { Issue, Repository } from '../model.ts';
import * as shapes from '../shapes.ts';
import { invalid, notFound } from '../site-error.ts';
import { type Call, listed, ok, type Route, repositoryOf, route, text, texts } from './route.ts';

const base = '/repos/{owner}/{repo}/pulls';

export const pullRoutes: Route[] = [
  route('GET', base, 'pull_requests:read', (call) => {
    const repository = repositoryOf(call);
    const items = select(call, repository).map((one) =>
      shapes.pullJson(call.hub, repository, one, { full: false }),
    );
    return listed(items);
  }),
  route('POST', base, 'pull_requests:write', async (call) => {
    const repository = repositoryOf(call);
    const { head, base: to, title, body, draft } = call.body;
    const made = {
      head: text(head),
      base: text(to),
      title: text(title),
      body: text(body),
      draft: draft === true,
    };
    const issue = await changes.openPull(call.hub, repository, { ...made, by: call.hub.bot });
    return ok(shapes.pullJson(call.hub, repository, issue, { full: true }), 201);
  }),
  route('GET', `${base}/{pull_number}`, 'pull_requests:read', async (call) => {
    const [repository, issue] = pullOf(call);
    if (changes.isWorkedOut(issue, call.hub.now())) await changes.workOutMergeable(repository, issue);
    const answer = shapes.pullJson(call.hub, repository, issue, { full: true });
    await changes.workOutMergeable(repository, issue);
    return ok(answer);
  }),
  route('PATCH', `${base}/{pull_number}`, 'pull_requests:write', async (call) => {
    const [repository, issue] = pullOf(call);
    const { title, body, state } = call.body;
    if (typeof title === 'string') issue.title = title;
    if (typeof body === 'string') issue.body = body;
    if (state === 'closed' && issue.state === 'open') {
      changes.close(call.hub, issue, null);
      announce.pullRequest(call.hub, repository, { action: 'closed', issue, by: call.hub.bot });
    }
    if (state === 'open' && issue.state === 'closed')
      await changes.reopen(call.hub, repository, issue, call.hub.bot);
    return ok(shapes.pullJson(call.hub, repository, issue, { full: true }));
  }),
  route('POST', `${base}/{pull_number}/requested_reviewers`, 'pull_requests:write', (call) => {
    const [repository, issue] = pullOf(call);
    const reviewers = texts(call.body.reviewers);
    const teams = texts(call.body.team_reviewers);
    const strangers = reviewers.filter((login) => !repository.collaborators.has(login.toLowerCase()));
    const unknown = teams.filter(
      (slug) => !call.hub.teams.get(repository.owner.login)?.some((team) => team.slug === slug),
    );
    if (strangers.length > 0 || unknown.length > 0) {
      throw invalid(
        `Reviews may only be requested from collaborators. One or more of the users or teams you specified is not a collaborator of the ${repository.owner.login}/${repository.name} repository.`,
      );
    }
    changes.requestReviews(call.hub, issue, { people: reviewers, teams, by: call.hub.bot });
    return ok(shapes.pullJson(call.hub, repository, issue, { full: false }), 201);
  }),
];

function pullOf(call: Call): [Repository, Issue] {
  const repository = repositoryOf(call);
  const issue = repository.issues.get(Number(call.params.pull_number));
  if (!issue?.pull) throw notFound();
  return [repository, issue];
}

function select({ query }: Call, repository: Repository): Issue[] {
  const state = query.get('state') ?? 'open';
  const head = query.get('head') ?? '';
  // Without the owner GitHub ignores the filter.
  const branch = head.includes(':') ? head.slice(head.indexOf(':') + 1) : null;
  const to = query.get('base');
  return [...repository.issues.values()]
    .filter((one) => one.pull && (state === 'all' || one.state === state))
    .filter((one) => branch === null || one.pull?.head === branch)
    .filter((one) => to === null || one.pull?.base === to)
    .reverse();
}
