import { requestExample, responseExample, webhookExample } from './examples.ts';
import { createRestContract } from './rest-contract.ts';
import { createWebhookContract } from './webhook-contract.ts';

const rest = createRestContract();
const repo = '/repos/{owner}/{repo}';

/** The operations that the app and its stand-in for GitHub live on. */
const operations: [method: string, template: string, status: number][] = [
  ['GET', '/app', 200],
  ['GET', '/app/installations', 200],
  ['GET', `${repo}/installation`, 200],
  ['GET', '/installation/repositories', 200],
  ['POST', '/app/installations/{installation_id}/access_tokens', 201],
  ['GET', `${repo}/branches/{branch}`, 200],
  ['GET', `${repo}/rules/branches/{branch}`, 200],
  ['GET', `${repo}/git/ref/{ref}`, 200],
  ['POST', `${repo}/git/refs`, 201],
  ['GET', `${repo}/compare/{basehead}`, 200],
  ['GET', `${repo}/contents/{path}`, 200],
  ['GET', `${repo}/commits/{ref}/check-runs`, 200],
  ['GET', `${repo}/commits/{ref}/status`, 200],
  ['POST', `${repo}/check-runs`, 201],
  ['PATCH', `${repo}/check-runs/{check_run_id}`, 200],
  ['GET', `${repo}/pulls`, 200],
  ['POST', `${repo}/pulls`, 201],
  ['GET', `${repo}/pulls/{pull_number}`, 200],
  ['POST', `${repo}/pulls/{pull_number}/requested_reviewers`, 201],
  ['GET', `${repo}/issues`, 200],
  ['POST', `${repo}/issues`, 201],
  ['PATCH', `${repo}/issues/{issue_number}`, 200],
  ['GET', `${repo}/issues/{issue_number}/comments`, 200],
  ['GET', `${repo}/issues/{issue_number}/events`, 200],
  ['POST', `${repo}/issues/{issue_number}/comments`, 201],
  ['PATCH', `${repo}/issues/comments/{comment_id}`, 200],
  ['GET', `${repo}/issues/{issue_number}/labels`, 200],
  ['POST', `${repo}/issues/{issue_number}/labels`, 200],
  ['POST', `${repo}/labels`, 201],
];

test.each(operations)("GitHub's own example of %s %s passes", (method, template, status) => {
  const path = template
    .replaceAll(/\{(issue_number|pull_number|\w+_id)\}/g, '7')
    .replaceAll(/\{(\w+)\}/g, 'main');
  const requestBody = requestExample(method, template);
  const responseBody = responseExample(method, template, status);
  const query = new URLSearchParams();
  expect(rest.check({ method, path, query, requestBody, status, responseBody })).toEqual([]);
});

test('an example is a copy: what one test does to it does not reach the next', () => {
  const example = () => responseExample('GET', '/app', 200) as Record<string, unknown>;
  example().id = 'changed';
  expect(example().id).toBe(1);
});

// Each of these needs one of the exceptions: without it a delivery that GitHub sent would be a violation.
test.each([
  ['installation', 'new_permissions_accepted'],
  ['label', 'created'],
])('a delivery of %s.%s that GitHub sent passes', (event, action) => {
  expect(createWebhookContract().check(event, webhookExample(event, action))).toEqual([]);
});

test("an author's address in a delivery may be any text, as in Git", () => {
  const payload = webhookExample('check_suite', 'requested');
  const suite = payload.check_suite as { head_commit: { author: { email: string } } };
  suite.head_commit.author.email = 'build machine';
  expect(createWebhookContract().check('check_suite', payload)).toEqual([]);
});
