import { requestExample, responseExample } from './examples.ts';
import { createRestContract, type Exchange } from './rest-contract.ts';

const contract = createRestContract();
const repo = '/repos/{owner}/{repo}';

/** A sound exchange: a comment on an issue. */
const comment: Exchange = {
  method: 'POST',
  path: '/repos/octocat/hello/issues/7/comments',
  query: new URLSearchParams(),
  requestBody: { body: 'Back-port is due.' },
  status: 201,
  responseBody: responseExample('POST', `${repo}/issues/{issue_number}/comments`, 201),
};

/** A sound exchange without a body. */
const pulls: Exchange = {
  method: 'GET',
  path: '/repos/octocat/hello/pulls',
  query: new URLSearchParams({ state: 'open', per_page: '100', page: '2' }),
  requestBody: undefined,
  status: 200,
  responseBody: [],
};

const checkRun: Exchange = {
  method: 'POST',
  path: '/repos/octocat/hello/check-runs',
  query: new URLSearchParams(),
  requestBody: requestExample('POST', `${repo}/check-runs`),
  status: 201,
  responseBody: responseExample('POST', `${repo}/check-runs`, 201),
};

const query = (text: string) => ({ ...pulls, query: new URLSearchParams(text) });
const asks = (requestBody: unknown) => ({ ...comment, requestBody });
const answers = (status: number, responseBody: unknown) => ({ ...comment, status, responseBody });

describe('a sound exchange', () => {
  test.each([comment, pulls, checkRun])('$method $path passes', (exchange) => {
    expect(contract.check(exchange)).toEqual([]);
    expect(contract.check({ ...exchange, path: `/api/v3${exchange.path}` })).toEqual([]);
  });

  test.each([
    ['/repos/o/r/git/ref/heads/release/2.1', 'git/ref'],
    ['/repos/o/r/git/ref/heads%2Frelease%2F2.1', 'git/ref'],
  ])('a name with slashes is one parameter: %s', (path) => {
    const responseBody = responseExample('GET', `${repo}/git/ref/{ref}`, 200);
    expect(contract.check({ ...pulls, query: new URLSearchParams(), path, responseBody })).toEqual([]);
  });

  test('the most literal path wins over a name with slashes', () => {
    const path = '/repos/o/r/commits/release/2.1/check-runs';
    expect(contract.check({ ...pulls, query: new URLSearchParams('x=1'), path, status: 404 })[0]).toMatch(
      /^GET \/repos\/\{owner\}\/\{repo\}\/commits\/\{ref\}\/check-runs: /,
    );
  });
});

describe('what is asked', () => {
  const post = `POST ${repo}/issues/{issue_number}/comments`;
  test.each<[string, Exchange, string]>([
    [
      'an unknown path',
      { ...pulls, path: '/repos/o/r/hotfixes' },
      'GET /repos/o/r/hotfixes: GitHub has no such operation',
    ],
    [
      'an unknown method',
      { ...pulls, method: 'PUT' },
      'PUT /repos/octocat/hello/pulls: GitHub has no such operation',
    ],
    [
      'an unknown query parameter',
      query('branch=main'),
      `GET ${repo}/pulls: query parameter 'branch' GitHub declares no such parameter`,
    ],
    [
      'a query value outside its enum',
      query('state=draft'),
      `GET ${repo}/pulls: query parameter 'state' must be one of "open", "closed", "all", not 'draft'`,
    ],
    [
      'a query value of a wrong type',
      query('per_page=all'),
      `GET ${repo}/pulls: query parameter 'per_page' must be integer, not 'all'`,
    ],
    [
      'a query value given twice',
      query('page=1&page=2'),
      `GET ${repo}/pulls: query parameter 'page' is given more than once`,
    ],
    [
      'a missing query parameter',
      {
        ...pulls,
        path: '/search/issues',
        query: new URLSearchParams(),
        status: 404,
        responseBody: { message: 'x' },
      },
      "GET /search/issues: query parameter 'q' is missing",
    ],
    [
      'a path parameter of a wrong type',
      { ...comment, path: '/repos/o/r/issues/seven/comments' },
      `${post}: path parameter 'issue_number' must be integer, not 'seven'`,
    ],
    [
      'a body where none is taken',
      { ...pulls, requestBody: { state: 'open' } },
      `GET ${repo}/pulls: request body GitHub takes no body here`,
    ],
    ['a missing body', asks(''), `${post}: request body is missing`],
    ['a missing field', asks({}), `${post}: request body must have required property 'body'`],
    ['a field of a wrong type', asks({ body: 7 }), `${post}: request body /body must be string`],
    [
      'an undeclared field',
      asks({ body: 'x', pinned: true }),
      `${post}: request body /pinned GitHub declares no such property`,
    ],
  ])('%s is a violation', (_, exchange, violation) => {
    expect(contract.check(exchange)).toEqual([violation]);
  });

  test.each<[string, object, string]>([
    ['beside alternatives that leave other fields alone', { colour: 'red' }, '/colour'],
    ['in an object', { output: { title: 'a', summary: 'b', footer: 'c' } }, '/output/footer'],
    [
      'in a list',
      {
        output: {
          title: 'a',
          summary: 'b',
          annotations: [
            { path: 'x', start_line: 1, end_line: 1, annotation_level: 'notice', message: 'm', level: 2 },
          ],
        },
      },
      '/output/annotations/0/level',
    ],
  ])('an undeclared field %s is a violation', (_, extra, where) => {
    // The description of this update has `anyOf`, with `additionalProperties: true` in each alternative.
    const update = { ...checkRun, method: 'PATCH', path: `${checkRun.path}/7`, status: 200 };
    const requestBody = { name: 'hotfix', status: 'in_progress', ...extra };
    expect(contract.check({ ...update, requestBody })).toEqual([
      `PATCH ${repo}/check-runs/{check_run_id}: request body ${where} GitHub declares no such property`,
    ]);
  });

  test('a field of another alternative than the one that fits is a violation', () => {
    const codespace = { ...comment, path: '/user/codespaces', status: 404, responseBody: { message: 'x' } };
    const check = (requestBody: object) => contract.check({ ...codespace, requestBody });
    expect(check({ repository_id: 7, ref: 'main' })).toEqual([]);
    expect(check({ repository_id: 7, pull_request: 'x' })).toEqual([
      'POST /user/codespaces: request body /pull_request GitHub declares no such property',
    ]);
  });

  test('a list of alternatives is judged by the alternative that fits', () => {
    const labels = { ...checkRun, path: '/repos/o/r/issues/7/labels', status: 200, responseBody: [] };
    const check = (label: unknown) => contract.check({ ...labels, requestBody: { labels: [label] } });
    expect(check('hotfix')).toEqual([]);
    expect(check({ name: 'hotfix' })).toEqual([]);
    expect(check({ name: 'hotfix', color: 'red' }).join()).toContain('/labels/0/color');
  });
});

describe('what is answered', () => {
  const post = `POST ${repo}/issues/{issue_number}/comments`;
  test.each<[string, Exchange, string]>([
    ['a missing body', answers(201, undefined), `${post}: response 201 body is missing`],
    [
      'a status not listed',
      answers(200, {}),
      `${post}: response 200 body GitHub declares no status 200 here`,
    ],
    [
      'an error that is none of the few',
      answers(418, {}),
      `${post}: response 418 body GitHub declares no status 418 here`,
    ],
    [
      'an error without a message',
      answers(401, {}),
      `${post}: response 401 body must be an object with a 'message', as GitHub's errors are`,
    ],
    [
      'a listed error of a wrong shape',
      answers(404, { message: 7 }),
      `${post}: response 404 body /message must be string`,
    ],
    [
      'a refused body where none was taken',
      { ...pulls, path: '/app', query: new URLSearchParams(), status: 422, responseBody: { message: 'x' } },
      'GET /app: response 422 body GitHub declares no status 422 here',
    ],
    [
      '"not modified" to a change',
      answers(304, ''),
      `${post}: response 304 body GitHub declares no status 304 here`,
    ],
    [
      'a body with "not modified"',
      { ...pulls, status: 304 },
      `GET ${repo}/pulls: response 304 body GitHub answers without a body here`,
    ],
    [
      'a body with "no content"',
      {
        ...pulls,
        method: 'DELETE',
        path: '/repos/o/r/git/refs/heads/x',
        query: new URLSearchParams(),
        status: 204,
      },
      `DELETE ${repo}/git/refs/{ref}: response 204 body GitHub answers without a body here`,
    ],
  ])('%s is a violation', (_, exchange, violation) => {
    expect(contract.check(exchange)).toEqual([violation]);
  });

  test('a missing field and a field of a wrong type are violations', () => {
    const operation = `GET ${repo}/issues/{issue_number}`;
    const example = responseExample('GET', `${repo}/issues/{issue_number}`, 200);
    const check = (change: object) =>
      contract.check({
        ...pulls,
        path: '/repos/o/r/issues/7',
        query: new URLSearchParams(),
        responseBody: { ...(example as object), ...change },
      });
    expect(check({})).toEqual([]);
    expect(check({ title: 7 })).toEqual([`${operation}: response 200 body /title must be string`]);
    expect(check({ number: undefined })).toEqual([
      `${operation}: response 200 body must have required property 'number'`,
    ]);
  });

  test.each([
    [301, { message: 'Moved Permanently' }],
    [401, { message: 'Bad credentials', documentation_url: 'https://docs.github.com/rest', status: '401' }],
    [403, { message: 'You have exceeded a secondary rate limit.' }],
    [404, { message: 'Not Found' }],
    [422, { message: 'Validation Failed', documentation_url: 'https://docs.github.com/rest', errors: [] }],
    [429, { message: 'You have exceeded a secondary rate limit.' }],
    [500, ''],
    [502, '<html>Bad gateway</html>'],
    [503, undefined],
  ])('status %i is one that any operation may answer', (status, responseBody) => {
    expect(contract.check(answers(status, responseBody))).toEqual([]);
  });

  test('"not modified" is an answer to any GET', () => {
    expect(contract.check({ ...pulls, status: 304, responseBody: undefined })).toEqual([]);
  });
});
