/** The set-up page in a process of its own, in a folder of its own, with a stand-in for GitHub that counts. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { copyFileSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { text } from 'node:stream/consumers';
import { pathToFileURL } from 'node:url';
import { parseEnv } from 'node:util';

/** The working folder and the environment are those of the process. */
const script = `
  const { loadEnvFile } = await import(process.env.SOURCES + '/settings/env-file.ts');
  const { readSettings } = await import(process.env.SOURCES + '/settings/settings.ts');
  const { createLog } = await import(process.env.SOURCES + '/logging/logging.ts');
  const { startSetUp } = await import(process.env.SOURCES + '/set-up/set-up.ts');
  loadEnvFile(process.cwd());
  const settings = readSettings(process.env);
  const { url, port } = await startSetUp(settings, createLog({ level: settings.logLevel, format: 'json' }));
  console.log('PORT=' + port + '\\nURL=' + url);
`;

export const registered = {
  id: 4711,
  client_id: 'Iv1.planted',
  client_secret: 'planted-client-secret',
  webhook_secret: 'planted-webhook-secret',
  pem: '-----BEGIN RSA PRIVATE KEY-----\nplanted+/=\n-----END RSA PRIVATE KEY-----\n',
  html_url: 'http://github.example/apps/hotfix-policy',
};

export interface SetUp {
  /** As it is printed, with the token. */
  printed: string;
  /** The same without it, at the address that the process listens on. */
  url: string;
  githubUrl: string;
  log(): string;
}

export interface SetUpFolder {
  folder: string;
  /** What GitHub was asked. */
  asked: string[];
  env(): Record<string, string | undefined>;
  start(env?: Record<string, string>): Promise<SetUp>;
  end(): void;
}

export async function setUpFolder(): Promise<SetUpFolder> {
  const folder = mkdtempSync(join(tmpdir(), 'set-up-'));
  copyFileSync('app.yml', join(folder, 'app.yml'));
  const asked: string[] = [];
  const github = createServer((request, response) => {
    asked.push(`${request.method} ${request.url}`);
    response.writeHead(201, { 'content-type': 'application/json' }).end(JSON.stringify(registered));
  });
  github.listen(0, '127.0.0.1');
  await once(github, 'listening');
  const address = github.address();
  const host = `127.0.0.1:${typeof address === 'object' ? address?.port : ''}`;
  const stop: (() => void)[] = [() => github.close()];
  return {
    folder,
    asked,
    env: () => parseEnv(readFileSync(join(folder, '.env'), 'utf8')),
    async start(env = {}) {
      const child = spawn(process.execPath, ['--input-type=module', '-e', script], {
        cwd: folder,
        env: {
          SOURCES: pathToFileURL(resolve('src')).href,
          PORT: '0',
          HOST: '127.0.0.1',
          GHE_HOST: host,
          GHE_PROTOCOL: 'http',
          ...env,
        },
      });
      stop.unshift(() => child.kill());
      const failed = text(child.stderr);
      const started = Promise.withResolvers<string>();
      let output = '';
      child.stdout.on('data', (chunk) => {
        output += String(chunk);
        const printed = /^URL=(.*)$/m.exec(output)?.[1];
        if (printed) started.resolve(printed);
      });
      child.once('exit', async () => started.reject(new Error(await failed)));
      const printed = await started.promise;
      const port = /^PORT=(\d+)$/m.exec(output)?.[1];
      const url = `http://127.0.0.1:${port}`;
      return { printed, url, log: () => output, githubUrl: `http://${host}` };
    },
    end() {
      for (const one of stop) one();
      rmSync(folder, { recursive: true });
    },
  };
}

/** Opens the printed address as a browser does, which brings its session to everything after. */
export async function browser({ printed, url }: SetUp): Promise<(path: string) => Promise<Response>> {
  const opened = await fetch(`${url}/${new URL(printed).search}`, { redirect: 'manual' });
  const [cookie = ''] = opened.headers.getSetCookie();
  return (path) =>
    fetch(`${url}${path}`, { redirect: 'manual', headers: { cookie: cookie.split(';', 1)[0] ?? '' } });
}

/** What the page sends to GitHub: where, with which state, and the App. */
export async function formOf(response: Response) {
  const page = await response.text();
  const unescaped = (value = ''): string =>
    value.replaceAll('&quot;', '"').replaceAll('&#39;', "'").replaceAll('&amp;', '&');
  const action = unescaped(/action="([^"]*)"/.exec(page)?.[1]);
  const manifest = JSON.parse(unescaped(/value="([^"]*)"/.exec(page)?.[1]) || '{}') as Record<
    string,
    unknown
  >;
  return { action, state: new URL(action).searchParams.get('state') ?? '', manifest };
}
