import { createServer, type IncomingMessage } from 'node:http';
import { listening } from './listening.ts';

/** As much of GitHub as a load needs: it counts requests, and gives the shortest answers. */
export interface CountingGitHub {
  /** `127.0.0.1:4300` */
  host: string;
  /** By method and path: the times of the requests, milliseconds as `performance.now` counts them. */
  asked: { what: string; at: number }[];
  close(): void;
}

export async function startCountingGitHub(): Promise<CountingGitHub> {
  const asked: CountingGitHub['asked'] = [];
  let id = 1;
  const server = createServer((request, response) => {
    const what = `${request.method} ${request.url?.replace('/api/v3', '')}`;
    asked.push({ what, at: performance.now() });
    request.resume().on('end', () => {
      const { status, body } = answer(request, what, id++);
      response.writeHead(status, { 'content-type': 'application/json; charset=utf-8' });
      response.end(JSON.stringify(body));
    });
  });
  const { port } = await listening(server);
  return { host: `127.0.0.1:${port}`, asked, close: () => server.close().closeAllConnections() };
}

function answer({ method }: IncomingMessage, what: string, id: number): { status: number; body: unknown } {
  const ok = (body: unknown, status = 200) => ({ status, body });
  if (what.includes('/access_tokens')) {
    const expires_at = new Date(Date.now() + 3_600_000).toISOString();
    return ok(
      { token: 'ghs_of-the-benchmarks', expires_at, permissions: {}, repository_selection: 'all' },
      201,
    );
  }
  if (
    /\/installation\/repositories|\/app\/(?:installations|hook\/deliveries)|\/(?:issues|pulls)\?/.test(what)
  )
    return ok(what.includes('/installation/') ? { total_count: 0, repositories: [] } : []);
  const compared = /\/compare\/[^/]+\.\.\.([0-9a-f]+)/.exec(what);
  if (compared)
    return ok({
      status: 'ahead',
      merge_base_commit: { sha: 'b'.repeat(40) },
      commits: [],
      files: [],
      total_commits: 0,
    });
  if (method !== 'GET') return ok({ id, number: id, html_url: `https://github.com/acme/x/runs/${id}` }, 201);
  return ok({ message: 'Not Found' }, 404);
}
