import { readFileSync } from 'node:fs';
import { ProbotOctokit } from 'probot';
import { parse } from 'yaml';
import { z } from 'zod';
import type { Log } from '../logging/logging.ts';

/** The App as GitHub is to register it: what `app.yml` says, with the addresses of this server. */
export function manifestOf(path: string, addresses: { deliverTo: string; redirectTo: string }): string {
  const written: unknown = parse(readFileSync(path, 'utf8'));
  return JSON.stringify({
    ...Object(written),
    hook_attributes: { url: addresses.deliverTo },
    redirect_url: addresses.redirectTo,
  });
}

const registered = z.object({
  id: z.int().positive(),
  pem: z.string().min(1),
  webhook_secret: z.string().min(1),
  html_url: z.url({ protocol: /^https?$/ }),
});

/** An App that was just registered. */
export interface RegisteredApp {
  /** As `.env` holds them. */
  credentials: { APP_ID: string; PRIVATE_KEY: string; WEBHOOK_SECRET: string };
  /** Its page on GitHub. */
  page: string;
}

/** Exchanges the code that GitHub gave the browser, once, for the App. Throws where GitHub does not take it. */
export async function registeredApp(code: string, apiUrl: string, log: Log): Promise<RegisteredApp> {
  const octokit = new ProbotOctokit({
    baseUrl: apiUrl,
    log,
    throttle: { enabled: false },
    retry: { enabled: false },
  });
  const { data } = await octokit.request('POST /app-manifests/{code}/conversions', { code });
  const { id, pem, webhook_secret, html_url } = registered.parse(data);
  return {
    credentials: { APP_ID: String(id), PRIVATE_KEY: pem, WEBHOOK_SECRET: webhook_secret },
    page: html_url,
  };
}
