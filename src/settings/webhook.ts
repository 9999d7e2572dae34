import { type Environment, type ReportFault, settingOf } from './faults.ts';

const shortestSecret = 8;
const ownPaths = ['/', '/healthz', '/readyz', '/metrics', '/ping'];
const howToMakeOne = 'Make one with `openssl rand -hex 32` and give the same to the App on GitHub.';

/**
 * The secrets that a delivery may be signed with, the current one first. Without one Probot would use the well-known
 * word "development", so a missing secret is a fault wherever deliveries are taken.
 */
export function readWebhookSecrets(
  env: Environment,
  fault: ReportFault,
  production: boolean,
): readonly string[] {
  const secrets = new Set<string>();
  for (const name of ['WEBHOOK_SECRET', 'WEBHOOK_SECRET_PREVIOUS']) {
    const secret = env[name];
    if (!secret?.trim()) {
      if (name === 'WEBHOOK_SECRET') {
        fault(name, `is not set: anyone could send deliveries. ${howToMakeOne}`);
      }
    } else if (secret !== secret.trim()) {
      fault(name, 'has white space around it, which is part of a secret. Remove it.');
    } else if (production && secret === 'development') {
      fault(name, `is the well-known default "development". ${howToMakeOne}`);
    } else if (production && secret.length < shortestSecret) {
      fault(name, `is shorter than ${shortestSecret} characters. ${howToMakeOne}`);
    } else {
      secrets.add(secret);
    }
  }
  return [...secrets];
}

/** The path at which deliveries arrive. */
export function readWebhookPath(env: Environment, fault: ReportFault): string {
  const path = settingOf(env, 'WEBHOOK_PATH') ?? '/api/github/webhooks';
  if (!/^\/[\w\-./~]*$/.test(path)) {
    fault('WEBHOOK_PATH', 'is not a path. Start it with a slash, such as /api/github/webhooks.');
  } else if (ownPaths.includes(path)) {
    fault('WEBHOOK_PATH', `is taken by another page. Use none of ${ownPaths.join(', ')}.`);
  }
  return path;
}

/** The smee channel whose deliveries are passed on during development. */
export function readWebhookProxyUrl(
  env: Environment,
  fault: ReportFault,
  production: boolean,
): string | null {
  const value = settingOf(env, 'WEBHOOK_PROXY_URL');
  if (value && production) {
    fault('WEBHOOK_PROXY_URL', 'is for development. Unset it, and let GitHub deliver to PUBLIC_URL.');
  } else if (value && !/^https?:\/\/[^\s/]+\/\S+$/.test(value)) {
    fault('WEBHOOK_PROXY_URL', 'is not a channel. Write its address, such as https://smee.io/your-channel.');
  }
  return value;
}
