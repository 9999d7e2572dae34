import { createSign, generateKeyPairSync } from 'node:crypto';
import { type GitHub, type GitHubOptions, startGitHub } from '../../../demo/github/github.ts';
import type { Permissions } from '../../../demo/github/model/identity.ts';

const { privateKey } = generateKeyPairSync('rsa', {
  modulusLength: 2048,
  publicKeyEncoding: { type: 'spki', format: 'pem' },
  privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
});

export { privateKey };

export const everyPermission: Permissions = {
  metadata: 'read',
  contents: 'write',
  pull_requests: 'write',
  issues: 'write',
  checks: 'write',
  deployments: 'read',
  actions: 'read',
  statuses: 'read',
  members: 'read',
};

export const everyEvent = [
  'push',
  'create',
  'delete',
  'pull_request',
  'issues',
  'issue_comment',
  'deployment',
  'deployment_status',
  'workflow_run',
  'repository_dispatch',
  'status',
  'repository',
];

export const appId = 4711;

export function aGitHub(
  options: Partial<Omit<GitHubOptions, 'app'>> & { app?: Partial<GitHubOptions['app']> } = {},
): Promise<GitHub> {
  const app = {
    id: appId,
    slug: 'hotfix-policy',
    privateKey,
    webhookSecret: 'hush',
    permissions: everyPermission,
    events: everyEvent,
    ...options.app,
  };
  return startGitHub({ ...options, app });
}

/** A JWT as an App makes it; `change` spoils it. */
export function jwt({ iss = appId, at = Date.now() / 1000, life = 540, key = privateKey } = {}): string {
  const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');
  const claims = { iss, iat: Math.floor(at) - 30, exp: Math.floor(at) + life };
  const signed = `${part({ alg: 'RS256', typ: 'JWT' })}.${part(claims)}`;
  return `${signed}.${createSign('RSA-SHA256').update(signed).sign(key, 'base64url')}`;
}

export interface Answer {
  status: number;
  headers: Headers;
  // biome-ignore lint/suspicious/noExplicitAny: what GitHub answers is looked into by tests, field by field
  body: any;
}

export interface AskOptions {
  authorization?: string;
  headers?: Record<string, string>;
  body?: unknown;
}

/** One request, `GET /repos/…`, below `/api/v3`. */
export async function ask(
  github: GitHub,
  line: string,
  { authorization, headers = {}, body }: AskOptions = {},
): Promise<Answer> {
  const [method = 'GET', path = '/'] = line.split(' ');
  const answer = await fetch(`${github.url}/api/v3${path}`, {
    method,
    redirect: 'manual',
    headers: {
      ...(authorization === undefined ? {} : { authorization }),
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...headers,
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await answer.text();
  const json = answer.headers.get('content-type')?.startsWith('application/json') ?? false;
  return { status: answer.status, headers: answer.headers, body: json ? JSON.parse(text) : text };
}

/** Asks with the token of an installation, which is fetched first. */
export async function asInstallation(
  github: GitHub,
  id = github.site.installations[0]?.id ?? 0,
): Promise<(line: string, options?: AskOptions) => Promise<Answer>> {
  const path = `POST /app/installations/${id}/access_tokens`;
  const { body } = await ask(github, path, { authorization: `bearer ${jwt()}` });
  return (line, options = {}) => ask(github, line, { authorization: `token ${body.token}`, ...options });
}
