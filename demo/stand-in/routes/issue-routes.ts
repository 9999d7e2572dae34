import * as announce from '../announce.ts';
import * as changes from '../changes.ts';
import type { Comment, Issue, Repository } from '../model.ts';
import * as shapes from '../shapes.ts';
import { invalid, notFound, SiteError } from '../site-error.ts';
import { type Call, listed, ok, type Route, repositoryOf, route, text, texts } from './route.ts';

const base = '/repos/{owner}/{repo}';
const reading = 'issues:read|pull_requests:read';
const writing = 'issues:write|pull_requests:write';

export const issueRoutes: Route[] = [
  route('GET', `${base}/issues`, reading, (call) => {
    const repository = repositoryOf(call);
    const state = call.query.get('state') ?? 'open';
    const creator = call.query.get('creator');
    const labels = (call.query.get('labels') ?? '').split(',').filter(Boolean);
    const since = new Date(call.query.get('since') ?? 0);
    const items = [...repository.issues.values()]
      .filter((one) => state === 'all' || one.state === state)
      .filter((one) => creator === null || one.author.login === creator)
      .filter((one) => one.updatedAt >= since)
      .filter((one) => labels.every((label) => one.labels.includes(label)))
      .reverse();
    return listed(items.map((one) => shapes.issueJson(call.hub, repository, one)));
  }),
  route('POST', `${base}/issues`, 'issues:write', (call) => {
    const repository = repositoryOf(call);
    if (!repository.hasIssues) throw new SiteError(410, 'Issues has been disabled in this repository.');
    const { title, body, labels, assignees } = call.body;
    if (text(title) === '')
      throw invalid('Validation Failed', { resource: 'Issue', field: 'title', code: 'missing_field' });
    for (const login of texts(assignees)) {
      if (repository.collaborators.has(login.toLowerCase())) continue;
      throw invalid('Validation Failed', {
        value: login,
        resource: 'Issue',
        field: 'assignees',
        code: 'invalid',
      });
    }
    const made = {
      title: text(title),
      body: text(body),
      labels: texts(labels),
      assignees: texts(assignees),
      by: call.hub.bot,
    };
    return ok(shapes.issueJson(call.hub, repository, changes.newIssue(call.hub, repository, made)), 201);
  }),
  route('GET', `${base}/issues/{issue_number}`, reading, (call) => {
    const [repository, issue] = issueOf(call);
    return ok(shapes.issueJson(call.hub, repository, issue));
  }),
  route('PATCH', `${base}/issues/{issue_number}`, writing, async (call) => {
    const [repository, issue] = issueOf(call);
    const { title, body, state, state_reason } = call.body;
    const by = call.hub.bot;
    changes.edit(call.hub, repository, issue, {
      body: typeof body === 'string' ? body : issue.body,
      title: typeof title === 'string' ? title : issue.title,
      by,
    });
    const reason = state_reason === 'not_planned' ? 'not_planned' : 'completed';
    if (state === 'closed' || state === 'open')
      await changes.setState(call.hub, repository, issue, { state, reason, by });
    changes.touch(call.hub, issue);
    return ok(shapes.issueJson(call.hub, repository, issue));
  }),
  // Only the review requests among the events of an issue.
  route('GET', `${base}/issues/{issue_number}/events`, reading, (call) => {
    const [repository, issue] = issueOf(call);
    const notices = issue.pull?.reviewNotices ?? [];
    return listed(notices.map((one) => shapes.reviewNoticeJson(call.hub, repository, one)));
  }),
  route('GET', `${base}/issues/{issue_number}/comments`, reading, (call) => {
    const [repository, issue] = issueOf(call);
    return listed(issue.comments.map((one) => shapes.commentJson(call.hub, repository, issue, one)));
  }),
  route('POST', `${base}/issues/{issue_number}/comments`, writing, (call) => {
    const [repository, issue] = issueOf(call);
    const made = changes.comment(call.hub, repository, issue, {
      body: text(call.body.body),
      by: call.hub.bot,
    });
    return ok(shapes.commentJson(call.hub, repository, issue, made), 201);
  }),
  route('PATCH', `${base}/issues/comments/{comment_id}`, writing, (call) => {
    const [repository, issue, comment] = commentOf(call);
    changes.limit(text(call.body.body));
    const more = { changes: { body: { from: comment.body } } };
    comment.body = text(call.body.body);
    comment.updatedAt = call.hub.now();
    announce.issueComment(call.hub, repository, { action: 'edited', issue, comment, by: call.hub.bot, more });
    return ok(shapes.commentJson(call.hub, repository, issue, comment));
  }),
  route('GET', `${base}/issues/comments/{comment_id}/reactions`, reading, (call) => {
    const [, , comment] = commentOf(call);
    const content = call.query.get('content');
    const reactions = comment.reactions.filter((one) => content === null || one.content === content);
    return listed(reactions.map((one) => shapes.reactionJson(call.hub, one)));
  }),
  route('POST', `${base}/issues/comments/{comment_id}/reactions`, writing, (call) => {
    const [, , comment] = commentOf(call);
    const content = text(call.body.content);
    const known = comment.reactions.some((one) => one.by === call.hub.bot && one.content === content);
    if (!known) comment.reactions.push({ by: call.hub.bot, content });
    return ok(shapes.reactionJson(call.hub, { by: call.hub.bot, content }), known ? 200 : 201);
  }),
  route('POST', `${base}/labels`, writing, (call) => {
    const repository = repositoryOf(call);
    const { name, color, description } = call.body;
    const key = text(name).toLowerCase();
    if (repository.labels.has(key))
      throw invalid('Validation Failed', { resource: 'Label', code: 'already_exists', field: 'name' });
    const label = {
      id: call.hub.nextId(),
      name: text(name),
      color: text(color) || 'ededed',
      description: text(description) || null,
    };
    repository.labels.set(key, label);
    return ok(shapes.labelJson(call.hub, repository, label), 201);
  }),
  route('POST', `${base}/issues/{issue_number}/labels`, writing, (call) => {
    const [repository, issue] = issueOf(call);
    const names = texts(call.body.labels);
    changes.relabel(call.hub, repository, issue, { add: [...new Set(names)], by: call.hub.bot });
    return labelsOf(call, repository, issue);
  }),
  route('DELETE', `${base}/issues/{issue_number}/labels/{name}`, writing, (call) => {
    const [repository, issue] = issueOf(call);
    const name = text(call.params.name);
    if (!issue.labels.some((one) => one.toLowerCase() === name.toLowerCase())) throw notFound();
    changes.relabel(call.hub, repository, issue, { remove: [name], by: call.hub.bot });
    return labelsOf(call, repository, issue);
  }),
];

function labelsOf(call: Call, repository: Repository, issue: Issue) {
  const labels = issue.labels.flatMap((name) => repository.labels.get(name.toLowerCase()) ?? []);
  return ok(labels.map((label) => shapes.labelJson(call.hub, repository, label)));
}

function issueOf(call: Call): [Repository, Issue] {
  const repository = repositoryOf(call);
  return [repository, call.hub.issue(repository, Number(call.params.issue_number))];
}

function commentOf(call: Call): [Repository, Issue, Comment] {
  const repository = repositoryOf(call);
  for (const issue of repository.issues.values()) {
    const comment = issue.comments.find((one) => one.id === Number(call.params.comment_id));
    if (comment) return [repository, issue, comment];
  }
  throw notFound();
}
