/**
 * The environment, read and checked once at start. Everything else takes {@link Settings}.
 */
import { readFileSync } from 'node:fs';
import type { SlackSettings } from '../slack/slack.ts';
import { readGitHubAddress, readListenAddress, readOrganisation, readPublicUrl } from './addresses.ts';
import { type DatabaseSettings, passwordsIn, readDatabase } from './database.ts';
import { type Environment, type ReportFault, type SettingFault, SettingsError, settingOf } from './faults.ts';
import { readPrivateKey } from './private-key.ts';
import { readRetention } from './retention.ts';
import { readSlack, slackSecrets } from './slack.ts';
import { readWebhookPath, readWebhookProxyUrl, readWebhookSecrets } from './webhook.ts';

export { SettingsError } from './faults.ts';

export const logLevels = ['trace', 'debug', 'info', 'warn', 'error', 'fatal'] as const;
export const logFormats = ['pretty', 'json'] as const;
export type LogLevel = (typeof logLevels)[number];
export type LogFormat = (typeof logFormats)[number];

/** What every way of running needs. */
interface CommonSettings {
  production: boolean;
  host: string;
  /** 0 means any free port. */
  port: number;
  webhookPath: string;
  /** A smee channel to take deliveries from, outside of production only. */
  webhookProxyUrl: string | null;
  /** Where others reach this server, without a slash at the end. */
  publicUrl: string | null;
  /** GitHub's REST API, without a slash at the end. */
  apiUrl: string;
  /** GitHub's pages, without a slash at the end. */
  webUrl: string;
  logLevel: LogLevel;
  logFormat: LogFormat;
}

/** The App has its credentials and works. */
export interface ServeSettings extends CommonSettings {
  mode: 'serve';
  appId: number;
  /** PKCS#8 PEM. */
  privateKey: string;
  /** Never empty; the first is the present one, a second is accepted while it is rotated. */
  webhookSecrets: readonly string[];
  database: DatabaseSettings;
  /** Logins in lower case; empty means every organisation that installs the App. */
  allowedOrgs: readonly string[];
  /** How many days a processed delivery is kept. */
  keepDays: number;
  /** How to reach Slack; `null`: it is not set up. */
  slack: SlackSettings | null;
}

/** There are no credentials yet: the set-up page gets them. */
export interface SetUpSettings extends CommonSettings {
  mode: 'set-up';
  /** The organisation to register the App for; `null`: one's own account. */
  organisation: string | null;
}

export type Settings = ServeSettings | SetUpSettings;

/**
 * Checks the whole environment and says what it means. Without any credentials, outside of production, the
 * App is to be set up.
 * @throws {SettingsError} naming every fault
 */
export function readSettings(
  env: Environment,
  readFile = (path: string) => readFileSync(path, 'utf8'),
): Settings {
  const faults: SettingFault[] = [];
  const fault: ReportFault = (name, advice) => {
    faults.push({ name, advice });
  };
  const production = env.NODE_ENV === 'production';
  const credentials = readCredentials(env, { production, fault, readFile });
  const { host, port } = readListenAddress(env, fault);
  const common: CommonSettings = {
    production,
    host,
    port,
    webhookPath: readWebhookPath(env, fault),
    webhookProxyUrl: readWebhookProxyUrl(env, fault, production),
    publicUrl: readPublicUrl(env, fault),
    ...readGitHubAddress(env, fault),
    logLevel: oneOf({ env, fault, name: 'LOG_LEVEL', choices: logLevels }) ?? 'info',
    logFormat:
      oneOf({ env, fault, name: 'LOG_FORMAT', choices: logFormats }) ?? (production ? 'json' : 'pretty'),
  };
  const database = readDatabase(env, fault);
  const allowedOrgs = readAllowedOrgs(env, fault);
  const keepDays = readRetention(env, fault);
  const slack = readSlack(env, fault);
  const organisation = readOrganisation(env, fault);
  if (faults.length > 0) {
    throw new SettingsError(faults);
  }
  return credentials
    ? { mode: 'serve', ...common, ...credentials, database, allowedOrgs, keepDays, slack }
    : { mode: 'set-up', ...common, organisation };
}

/** Whether deliveries of this organisation or user are processed. GitHub's logins ignore case. */
export function isAllowed(settings: Pick<ServeSettings, 'allowedOrgs'>, owner: string): boolean {
  return settings.allowedOrgs.length === 0 || settings.allowedOrgs.includes(owner.toLowerCase());
}

/** Every value that must never reach a log. */
export function secretsOf(settings: Settings): string[] {
  if (settings.mode === 'set-up') {
    return [];
  }
  const { privateKey, webhookSecrets, database, slack } = settings;
  return [
    privateKey,
    ...webhookSecrets,
    ...(database.kind === 'postgres' ? [database.url, ...passwordsIn(database.url)] : []),
    ...slackSecrets(slack),
  ];
}

interface CredentialsReader {
  production: boolean;
  fault: ReportFault;
  readFile: (path: string) => string;
}

function readCredentials(
  env: Environment,
  { production, fault, readFile }: CredentialsReader,
): Pick<ServeSettings, 'appId' | 'privateKey' | 'webhookSecrets'> | null {
  const id = settingOf(env, 'APP_ID');
  const hasKey = settingOf(env, 'PRIVATE_KEY') !== null || settingOf(env, 'PRIVATE_KEY_PATH') !== null;
  if (!id && !hasKey && !production) {
    return null;
  }
  if (!id) {
    fault('APP_ID', 'is not set. Write the App ID from the settings page of the App.');
  } else if (!/^[1-9]\d{0,14}$/.test(id)) {
    fault(
      'APP_ID',
      'is not a number. Write the App ID (not the client ID) from the settings page of the App.',
    );
  }
  if (!hasKey) {
    fault('PRIVATE_KEY', "is not set, nor is PRIVATE_KEY_PATH. Write the path of the App's .pem file there.");
  }
  const privateKey = readPrivateKey(env, fault, readFile);
  const webhookSecrets = readWebhookSecrets(env, fault, production);
  return { appId: Number(id), privateKey: privateKey ?? '', webhookSecrets };
}

function readAllowedOrgs(env: Environment, fault: ReportFault): string[] {
  const logins = (settingOf(env, 'ALLOWED_ORGS') ?? '')
    .split(',')
    .map((login) => login.trim().toLowerCase())
    .filter((login) => login !== '');
  if (!logins.every((login) => /^[a-z0-9_-]+$/.test(login))) {
    fault('ALLOWED_ORGS', 'is not a list of logins. Separate them by commas: acme,acme-labs.');
  }
  return logins;
}

interface Choice<T extends string> {
  env: Environment;
  fault: ReportFault;
  name: string;
  choices: readonly T[];
}

function oneOf<T extends string>({ env, fault, name, choices }: Choice<T>): T | null {
  const value = settingOf(env, name);
  const choice = choices.find((known) => known === value) ?? null;
  if (value && !choice) {
    fault(name, `is unknown. Write one of ${choices.join(', ')}.`);
  }
  return choice;
}
