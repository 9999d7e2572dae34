import { createHash, randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { AppAuth } from './app-auth.ts';
import { Faults } from './faults.ts';
import type { Hub } from './hub.ts';
import { type AppRoute, appRoutes } from './routes/app-routes.ts';
import { checkRoutes } from './routes/check-routes.ts';
import { historyRoutes } from './routes/history-routes.ts';
import { issueRoutes } from './routes/issue-routes.ts';
import { pullRoutes } from './routes/pull-routes.ts';
import { repositoryRoutes } from './routes/repository-routes.ts';
import { type Answer, ok, type Route } from './routes/route.ts';
import { treeRoutes } from './routes/tree-routes.ts';
import { notFound, SiteError } from './site-error.ts';

/** One request and its answer, for GitHub's own description to judge. */
export interface Exchange {
  method: string;
  /** Without the API's prefix. */
  path: string;
  query: URLSearchParams;
  /** The client wants it only if it has changed. */
  conditional: boolean;
  requestBody: unknown;
  status: number;
  responseBody: unknown;
  /** `null`: no such operation here. */
  template: string | null;
}

/** Parameters that may contain slashes. */
const wide = ['path', 'ref', 'branch', 'basehead'];

const routes: Route[] = [
  ...repositoryRoutes,
  ...treeRoutes,
  ...historyRoutes,
  ...pullRoutes,
  ...issueRoutes,
  ...checkRoutes,
];
const tokenTemplate = '/app/installations/{installation_id}/access_tokens';
const tokenRoute: AppRoute = { method: 'POST', template: tokenTemplate, handle: () => ok(null) };
const patterns = patternsOf(routes);
const ownPatterns = patternsOf([tokenRoute, ...appRoutes]);

/** The API over HTTP: signs in, checks permissions, pages lists, applies faults, keeps a log. */
export class ApiServer {
  readonly faults = new Faults();
  readonly log: Exchange[] = [];
  readonly auth: AppAuth;
  readonly #hub: Hub;
  readonly #server: Server;
  readonly #listeners: ((exchange: Exchange) => void)[] = [];
  /** Replaces the body of an answer, for tests with answers that say less. */
  reshape: ((exchange: Exchange) => unknown) | null = null;
  /** Answers requests outside the API: pages. */
  page: ((request: IncomingMessage, response: ServerResponse) => boolean) | null = null;

  constructor(hub: Hub) {
    this.#hub = hub;
    this.auth = new AppAuth(hub);
    this.#server = createServer((request, response) => {
      this.#serve(request, response).catch((error: unknown) => {
        response.destroy(error instanceof Error ? error : undefined);
      });
    });
  }

  onExchange(listener: (exchange: Exchange) => void): void {
    this.#listeners.push(listener);
  }

  async listen(port: number): Promise<string> {
    await new Promise<void>((resolve) => this.#server.listen(port, '127.0.0.1', resolve));
    return `127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', 'http://stand-in');
    if (!url.pathname.startsWith('/api/v3/') && this.page?.(request, response)) return;
    const method = request.method ?? 'GET';
    const path = url.pathname.replace(/^\/api\/v3/, '');
    const body = await bodyOf(request);
    const fault = this.faults.take(method, path);
    // A wait that nobody is left to see the end of keeps no process alive.
    if (fault?.delayMs) await pause(fault.delayMs, undefined, { ref: false });
    if (fault?.cut === 'before') {
      response.destroy();
      return;
    }
    const replaced = fault?.status !== undefined;
    const { answer, template } =
      replaced && !fault.after
        ? { answer: null, template: templateOf(method, path) }
        : await this.#answer(request, { method, path, url, body });
    if (fault?.cut === 'after') {
      response.destroy();
      return;
    }
    const status = replaced ? (fault.status ?? 500) : (answer?.status ?? 500);
    const headers = this.#headers(fault?.headers);
    const whole = replaced ? (fault.body ?? { message: 'Server Error' }) : page(answer, url, headers);
    const exchange: Exchange = {
      method,
      path,
      query: url.searchParams,
      conditional: 'if-none-match' in request.headers,
      requestBody: body,
      status,
      responseBody: whole,
      template,
    };
    this.log.push(exchange);
    // GitHub's description does not judge an answer that a test put in place.
    if (!replaced) for (const listener of this.#listeners) listener(exchange);
    send(request, response, { status, headers, body: this.reshape ? this.reshape(exchange) : whole });
  }

  async #answer(
    request: IncomingMessage,
    { method, path, url, body }: { method: string; path: string; url: URL; body: unknown },
  ): Promise<{ answer: Answer; template: string | null }> {
    const header = request.headers.authorization ?? '';
    try {
      const own = this.#ownRoute(method, url, header);
      if (own) return own;
      const installation = this.auth.asInstallation(header);
      const match = matchIn(patterns, method, path);
      if (!match) throw notFound();
      const { route, params } = match;
      const moved = this.#moved(params, url);
      if (moved)
        return {
          answer: {
            status: 301,
            body: { message: 'Moved Permanently', url: moved, documentation_url: 'https://docs.github.com' },
          },
          template: route.template,
        };
      if (!this.#allowed(route.needs)) {
        return {
          answer: refusal(new SiteError(403, 'Resource not accessible by integration')),
          template: route.template,
        };
      }
      const given = typeof body === 'object' && body !== null ? (body as Record<string, unknown>) : {};
      try {
        const answer = await route.handle({
          hub: this.#hub,
          params,
          query: url.searchParams,
          body: given,
          installation,
        });
        return { answer, template: route.template };
      } catch (error) {
        return { answer: refusal(error), template: route.template };
      }
    } catch (error) {
      return { answer: refusal(error), template: templateOf(method, path) };
    }
  }

  /** Requests of the App as itself. */
  #ownRoute(method: string, url: URL, header: string): { answer: Answer; template: string } | null {
    const path = url.pathname.replace(/^\/api\/v3/, '');
    const match = matchIn(ownPatterns, method, path);
    if (!match) return null;
    this.auth.asApp(header);
    const { route, params } = match;
    const { template } = route;
    try {
      const { installation_id } = params;
      const answer =
        template === tokenTemplate
          ? { status: 201, body: this.auth.newToken(Number(installation_id)) }
          : route.handle({ hub: this.#hub, params, query: url.searchParams });
      return { answer, template };
    } catch (error) {
      return { answer: refusal(error), template };
    }
  }

  #moved(params: Record<string, string>, url: URL): string | null {
    const id = this.#hub.renamed.get(`${params.owner}/${params.repo}`.toLowerCase());
    const repository = this.#hub.repositories.find((one) => one.id === id);
    if (!repository) return null;
    return `${this.#hub.api}${url.pathname.replace(/^\/api\/v3/, '').replace(`/${params.owner}/${params.repo}`, `/${repository.owner.login}/${repository.name}`)}${url.search}`;
  }

  #allowed(needs: string[]): boolean {
    const { permissions } = this.#hub.app;
    return (
      needs.length === 0 ||
      needs.some((need) => {
        const [name = '', level] = need.split(':');
        return permissions[name] === 'write' || (level === 'read' && permissions[name] === 'read');
      })
    );
  }

  #headers(more: Record<string, string> = {}): Record<string, string> {
    return {
      'content-type': 'application/json; charset=utf-8',
      'x-github-request-id': randomUUID().slice(0, 18).toUpperCase(),
      'x-ratelimit-limit': '5000',
      'x-ratelimit-remaining': String(Math.max(0, 5000 - this.log.length)),
      'x-ratelimit-used': String(Math.min(5000, this.log.length)),
      'x-ratelimit-reset': String(Math.floor(Date.now() / 1000) + 3600),
      'x-ratelimit-resource': 'core',
      ...more,
    };
  }
}

function page(answer: Answer | null, url: URL, headers: Record<string, string>): unknown {
  if (!answer?.list) {
    if (answer?.status === 301) headers.location = (answer.body as { url: string }).url;
    if (answer?.next) headers.link = `<${linkTo(url, headers, answer.next)}>; rel="next"`;
    return answer?.body ?? null;
  }
  const { items, wrap } = answer.list;
  const size = Math.min(100, Number(url.searchParams.get('per_page') ?? 30));
  const number = Number(url.searchParams.get('page') ?? 1);
  const last = Math.max(1, Math.ceil(items.length / size));
  const link = (to: number, rel: string): string =>
    `<${linkTo(url, headers, { page: String(to) })}>; rel="${rel}"`;
  if (number < last) headers.link = `${link(number + 1, 'next')}, ${link(last, 'last')}`;
  const cut = items.slice((number - 1) * size, number * size);
  return wrap ? wrap(cut, items.length) : cut;
}

function linkTo(url: URL, headers: Record<string, string>, parameters: Record<string, string>): string {
  const next = new URL(url);
  for (const [name, value] of Object.entries(parameters)) next.searchParams.set(name, value);
  return `http://${headers.host ?? 'stand-in'}${next.pathname}${next.search}`;
}

function send(
  request: IncomingMessage,
  response: ServerResponse,
  { status, headers, body }: { status: number; headers: Record<string, string>; body: unknown },
): void {
  const text = body === null ? '' : JSON.stringify(body);
  const etag = `W/"${createHash('sha256').update(text).digest('hex')}"`;
  if (headers.link)
    headers.link = headers.link.replaceAll('http://stand-in', `http://${request.headers.host}`);
  if (request.method === 'GET' && status === 200) {
    headers.etag = etag;
    if (request.headers['if-none-match'] === etag) {
      response.writeHead(304, headers).end();
      return;
    }
  }
  response.writeHead(status, headers).end(text);
}

function refusal(error: unknown): Answer {
  if (error instanceof SiteError) return { status: error.status, body: error.body };
  throw error;
}

interface Pattern<R> {
  route: R;
  pattern: RegExp;
}

/** A parameter with slashes would swallow what follows it: the longer template is tried first. */
function patternsOf<R extends { template: string }>(all: R[]): Pattern<R>[] {
  return all
    .toSorted((a, b) => b.template.split('/').length - a.template.split('/').length)
    .map((route) => ({ route, pattern: patternOf(route.template) }));
}

function matchIn<R extends { method: string }>(
  among: Pattern<R>[],
  method: string,
  path: string,
): { route: R; params: Record<string, string> } | null {
  for (const { route, pattern } of among) {
    const match = route.method === method ? pattern.exec(path) : null;
    if (!match) continue;
    const params = Object.entries(match.groups ?? {}).map(([name, value]) => [
      name,
      decodeURIComponent(value),
    ]);
    return { route, params: Object.fromEntries(params) as Record<string, string> };
  }
  return null;
}

function templateOf(method: string, path: string): string | null {
  const match = matchIn(patterns, method, path) ?? matchIn(ownPatterns, method, path);
  return match?.route.template ?? null;
}

function patternOf(template: string): RegExp {
  const pattern = template.replace(
    /\{(\w+)\}/g,
    (_, name: string) => `(?<${name}>${wide.includes(name) ? '.+' : '[^/]+'})`,
  );
  return new RegExp(`^${pattern}$`);
}

async function bodyOf(request: IncomingMessage): Promise<unknown> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const text = Buffer.concat(chunks).toString('utf8');
  if (text === '') return undefined;
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return text;
  }
}
