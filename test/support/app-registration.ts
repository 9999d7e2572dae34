/** The App as the stand-in for GitHub has it registered in tests. */
import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import type { AppRegistration } from '../../demo/stand-in/hub.ts';
import { privateKey } from './app-key.ts';

/** The App's id in these worlds. */
export const appId = 4711;

export const manifest = parse(readFileSync('app.yml', 'utf8')) as {
  default_permissions: Record<string, string>;
  default_events: string[];
};

export const secret = 'a secret of the tests alone';

export const registration: AppRegistration = {
  id: appId,
  slug: 'hotfix-policy',
  privateKey,
  webhookSecret: secret,
  permissions: manifest.default_permissions,
  events: manifest.default_events,
};
