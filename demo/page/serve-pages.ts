import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Hub } from '../stand-in/hub.ts';
import type { Repository } from '../stand-in/model.ts';
import { checkRunPage } from './check-run-page.ts';
import { commitPage, workflowRunPage } from './commit-page.ts';
import { html } from './html.ts';
import { layout, type Page } from './layout.ts';
import { overviewPage, repositoryPage } from './repository-page.ts';
import { styleSheet } from './style.ts';
import { threadPage } from './thread-page.ts';

/** Only the one style sheet is loaded, and no script runs. */
const policy =
  "default-src 'none'; style-src 'self'; img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

const lost: Page = {
  title: 'Not found',
  body: html`<h1>Page not found</h1><p>The stand-in shows pull requests, issues, check runs and commits. <a href="/">Start at the overview.</a></p>`,
};

/** Answers a browser's requests to the stand-in; `live` says whether the story is still running. */
export function servePages(
  hub: Hub,
  live: () => boolean,
): (request: IncomingMessage, response: ServerResponse) => boolean {
  return (request, response) => {
    if (request.method !== 'GET' && request.method !== 'HEAD') return false;
    answer(hub, { request, response, live: live() }).catch(() => response.destroy());
    return true;
  };
}

interface Visit {
  request: IncomingMessage;
  response: ServerResponse;
  live: boolean;
}

async function answer(hub: Hub, { request, response, live }: Visit): Promise<void> {
  const { pathname } = new URL(request.url ?? '/', 'http://stand-in');
  if (pathname === '/-/style.css') {
    const labels = hub.repositories.flatMap((repository) => [...repository.labels.values()]);
    send(response, { status: 200, type: 'text/css', text: styleSheet(labels) });
    return;
  }
  const page = await pageAt(hub, pathname);
  send(response, { status: page ? 200 : 404, type: 'text/html', text: layout(page ?? lost, { live }) });
}

async function pageAt(hub: Hub, pathname: string): Promise<Page | null> {
  if (pathname === '/') return overviewPage(hub);
  const [owner = '', name = '', ...rest] = pathname.slice(1).split('/');
  const repository = hub.repository(owner, name);
  if (!repository) return null;
  const place = rest.join('/');
  if (place === '') return repositoryPage(repository);
  const [, kind = '', id = ''] = /^(pull|issues|runs|commit|actions\/runs)\/(\w+)$/.exec(place) ?? [];
  return pageOf(repository, kind, id);
}

async function pageOf(repository: Repository, kind: string, id: string): Promise<Page | null> {
  switch (kind) {
    case 'pull':
    case 'issues': {
      const issue = repository.issues.get(Number(id));
      return issue ? threadPage(repository, issue) : null;
    }
    case 'runs': {
      const run = repository.checkRuns.find((one) => one.id === Number(id));
      return run ? checkRunPage(repository, run) : null;
    }
    case 'actions/runs': {
      const run = repository.runs.find((one) => one.id === Number(id));
      return run ? workflowRunPage(repository, run) : null;
    }
    case 'commit':
      return commitPage(repository, id);
    default:
      return null;
  }
}

function send(
  response: ServerResponse,
  { status, type, text }: { status: number; type: string; text: string },
): void {
  response.writeHead(status, {
    'content-type': `${type}; charset=utf-8`,
    'content-security-policy': policy,
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
    'cache-control': 'no-store',
  });
  response.end(text);
}
