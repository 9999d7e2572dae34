import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'yaml';
import { type PlayedRepository, type StandIn, startStandIn } from '../stand-in/stand-in.ts';
import { type Server, startServer } from './server.ts';
import { shopFiles } from './shop-files.ts';

export const appId = 4711;

/** Everything that the story needs: the stand-in for GitHub, two repositories, and the real server. */
export interface Stage {
  github: StandIn;
  shop: PlayedRepository;
  infrastructure: PlayedRepository;
  server: Server;
  /** Stops the server and returns its exit code; the pages stay. */
  stopServer(): Promise<number | null>;
  /** Stops everything, and leaves nothing behind. */
  clear(): Promise<void>;
}

/** @throws {Error} if the server does not start, with its log; then nothing is left behind */
export async function setStage(signal: AbortSignal): Promise<Stage> {
  const folder = await mkdtemp(join(tmpdir(), 'hotfix-policy-demo-'));
  const webhookSecret = randomBytes(32).toString('hex');
  const privateKey = newPrivateKey();
  const github = await startStandIn({
    app: { id: appId, slug: 'hotfix-policy', privateKey, webhookSecret, ...registration() },
  });
  const leave = async (): Promise<void> => {
    await github.close();
    await rm(folder, { recursive: true, force: true });
  };
  try {
    const githubHost = github.host;
    const server = await startServer({ folder, githubHost, appId, privateKey, webhookSecret, signal });
    github.wire.url = `${server.url}/api/github/webhooks`;
    const shop = await github.repository('acme/checkout-service', {
      files: shopFiles(new Date()),
      deleteBranchOnMerge: true,
    });
    shop.protect('main', ['full-ci']);
    // GitHub requests no review from somebody who has no access.
    for (const login of ['ada', 'alan', 'grace']) shop.as(login);
    const infrastructure = await github.repository('acme/ecommerce-infra');
    github.install('acme');
    return {
      github,
      shop,
      infrastructure,
      server,
      stopServer: async () => {
        await github.wire.settled();
        return server.stop();
      },
      clear: async () => {
        await server.stop();
        await leave();
      },
    };
  } catch (error) {
    await leave();
    throw error;
  }
}

/** For an App that exists only here, and ends with the process. */
function newPrivateKey(): string {
  return generateKeyPairSync('rsa', {
    modulusLength: 2048,
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  }).privateKey;
}

/** The permissions in the App's manifest: the stand-in grants these and no others. */
function registration(): { permissions: Record<string, string>; events: string[] } {
  const manifest = parse(readFileSync(new URL('../../app.yml', import.meta.url), 'utf8')) as {
    default_permissions: Record<string, string>;
    default_events: string[];
  };
  return { permissions: manifest.default_permissions, events: manifest.default_events };
}
