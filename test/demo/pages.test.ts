import { servePages } from '../../demo/page/serve-pages.ts';
import { type StandIn, startStandIn } from '../../demo/stand-in/stand-in.ts';
import { privateKey } from '../support/app-key.ts';

let github: StandIn;
let live = false;

beforeAll(async () => {
  github = await startStandIn({
    app: { id: 1, slug: 'an-app', privateKey, webhookSecret: 'secret', permissions: {}, events: [] },
  });
  github.api.page = servePages(github.hub, () => live);
  const repository = await github.repository('acme/shop');
  const ada = repository.as('ada');
  const sha = await ada.push('fix', { from: 'main', files: { a: 'b' }, message: '<i>Fix</i>' });
  await ada.openPull({
    head: 'fix',
    title: '<script>alert(1)</script>',
    body: '**Bold** <script>alert(2)</script>',
  });
  ada.comment(1, 'Hello @grace');
  await repository.automation.check({ sha, name: 'full-ci', conclusion: 'failure' });
});
afterAll(() => github.close());

async function page(path: string): Promise<{ status: number; text: string; headers: Headers }> {
  const answer = await fetch(`${github.hub.web}${path}`);
  return { status: answer.status, text: await answer.text(), headers: answer.headers };
}

test('the overview leads to every page, and each is there', async () => {
  const { text } = await page('/');
  const links = [...text.matchAll(/href="(\/[^"]*)"/g)].map(([, href = '']) => href);
  expect(links).toEqual(
    expect.arrayContaining([
      '/acme/shop/pull/1',
      expect.stringMatching(/runs\/\d+/),
      expect.stringMatching(/commit\//),
    ]),
  );
  for (const link of links)
    expect({ link, status: (await page(link)).status }).toEqual({ link, status: 200 });
});

test('a pull request shows its comments, and nothing in them runs', async () => {
  const { text, headers } = await page('/acme/shop/pull/1');
  expect(text).toContain('<strong>Bold</strong>');
  expect(text).toContain('<strong class="mention">@grace</strong>');
  expect(text).toContain('failure');
  expect(text).not.toContain('<script');
  expect(headers.get('content-security-policy')).toContain("default-src 'none'");
});

test('a page reloads while the story is running', async () => {
  live = true;
  expect((await page('/')).text).toContain('http-equiv="refresh"');
  live = false;
  expect((await page('/')).text).not.toContain('http-equiv="refresh"');
});

test.each(['/acme/none', '/acme/shop/pull/7', '/acme/shop/commit/main', '/acme/shop/runs/x', '/nothing'])(
  '%s is not there, and the page says so',
  async (path) => {
    const { status, text } = await page(path);
    expect(status).toBe(404);
    expect(text).toContain('Page not found');
  },
);
