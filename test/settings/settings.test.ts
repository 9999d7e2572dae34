import { generateKeyPairSync } from 'node:crypto';
import {
  isAllowed,
  readSettings,
  type ServeSettings,
  SettingsError,
  secretsOf,
} from '../../src/settings/settings.ts';

const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
const pem = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
const pkcs1 = privateKey.export({ type: 'pkcs1', format: 'pem' }).toString();
const secret = '0123456789abcdef';
const credentials = { APP_ID: '12345', PRIVATE_KEY: pem, WEBHOOK_SECRET: secret };

function serve(env: Record<string, string>): ServeSettings {
  const settings = readSettings({ ...credentials, ...env });
  if (settings.mode !== 'serve') {
    throw new Error('Expected credentials.');
  }
  return settings;
}

/** Names of the faults, and the message. */
function faultsOf(env: Record<string, string>): { names: string[]; message: string } {
  try {
    readSettings(env);
  } catch (error) {
    if (error instanceof SettingsError) {
      return { names: error.faults.map(({ name }) => name), message: error.message };
    }
    throw error;
  }
  return { names: [], message: '' };
}

describe('defaults', () => {
  test('are those of Probot and of the embedded database', () => {
    expect(serve({})).toEqual({
      mode: 'serve',
      production: false,
      appId: 12345,
      privateKey: pem,
      webhookSecrets: [secret],
      webhookPath: '/api/github/webhooks',
      webhookProxyUrl: null,
      host: 'localhost',
      port: 3000,
      publicUrl: null,
      apiUrl: 'https://api.github.com',
      webUrl: 'https://github.com',
      logLevel: 'info',
      logFormat: 'pretty',
      database: { kind: 'embedded', dataDir: './data' },
      allowedOrgs: [],
      keepDays: 30,
      slack: null,
    });
  });

  test('log JSON in production', () => {
    expect(serve({ NODE_ENV: 'production' })).toMatchObject({ production: true, logFormat: 'json' });
  });

  test('stand in for blank values', () => {
    expect(serve({ PORT: '', HOST: ' ', GHE_HOST: '', LOG_LEVEL: '', DATABASE_URL: '' })).toEqual(serve({}));
  });
});

describe('each setting is taken', () => {
  test('as given', () => {
    const settings = serve({
      HOST: '0.0.0.0',
      PORT: '0',
      WEBHOOK_PATH: '/hooks',
      WEBHOOK_SECRET_PREVIOUS: 'fedcba9876543210',
      WEBHOOK_PROXY_URL: 'https://smee.example/abc',
      PUBLIC_URL: 'https://hotfix.example.com/',
      GHE_HOST: '127.0.0.1:4300',
      GHE_PROTOCOL: 'http',
      LOG_LEVEL: 'debug',
      LOG_FORMAT: 'json',
      DATABASE_URL: 'postgresql://user:pass@db:5432/hotfix',
      ALLOWED_ORGS: 'Acme, acme-labs,',
    });
    expect(settings).toMatchObject({
      host: '0.0.0.0',
      port: 0,
      webhookPath: '/hooks',
      webhookSecrets: [secret, 'fedcba9876543210'],
      webhookProxyUrl: 'https://smee.example/abc',
      publicUrl: 'https://hotfix.example.com',
      apiUrl: 'http://127.0.0.1:4300/api/v3',
      webUrl: 'http://127.0.0.1:4300',
      logLevel: 'debug',
      logFormat: 'json',
      database: { kind: 'postgres', url: 'postgresql://user:pass@db:5432/hotfix' },
      allowedOrgs: ['acme', 'acme-labs'],
    });
  });

  test('a secret that is the same as the previous one counts once', () => {
    expect(serve({ WEBHOOK_SECRET_PREVIOUS: secret }).webhookSecrets).toEqual([secret]);
  });

  test('an explicit, weak secret is good enough outside of production', () => {
    expect(serve({ WEBHOOK_SECRET: 'development' }).webhookSecrets).toEqual(['development']);
  });
});

describe('the private key', () => {
  test.each([
    ['PKCS#8', pem],
    ['PKCS#1', pkcs1],
    ['escaped new lines', pem.replaceAll('\n', '\\n')],
    ['quotation marks around it', `"${pkcs1.replaceAll('\n', '\\n')}"`],
    ['base64', Buffer.from(pkcs1).toString('base64')],
    ['Windows line ends', pem.replaceAll('\n', '\r\n')],
  ])('is read as %s', (_, PRIVATE_KEY) => {
    expect(serve({ PRIVATE_KEY }).privateKey).toBe(pem);
  });

  test('is read from a file', () => {
    const env = { APP_ID: '1', PRIVATE_KEY_PATH: './app.pem', WEBHOOK_SECRET: secret };
    expect(readSettings(env, (path) => (path === './app.pem' ? pkcs1 : ''))).toMatchObject({
      privateKey: pem,
    });
  });

  const elliptic = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey;
  const locked = privateKey.export({ type: 'pkcs8', format: 'pem', cipher: 'aes-256-cbc', passphrase: 'x' });
  const publicKey = generateKeyPairSync('rsa', { modulusLength: 2048 }).publicKey;
  test.each([
    ['is not RSA', elliptic.export({ type: 'pkcs8', format: 'pem' }).toString(), 'not an RSA key'],
    ['is locked', locked.toString(), 'passphrase'],
    ['is public', publicKey.export({ type: 'spki', format: 'pem' }).toString(), 'not a private key'],
    ['is cut short', pem.slice(0, 300), 'damaged'],
    ['is something else', 'hello', 'not a PEM file'],
  ])('is refused when it %s', (_, PRIVATE_KEY, reason) => {
    const { names, message } = faultsOf({ ...credentials, PRIVATE_KEY });
    expect(names).toEqual(['PRIVATE_KEY']);
    expect(message).toContain(reason);
  });

  test('is refused when it is given twice, and when its file cannot be read', () => {
    expect(faultsOf({ ...credentials, PRIVATE_KEY_PATH: './x.pem' }).names).toEqual(['PRIVATE_KEY']);
    const missing = faultsOf({ APP_ID: '1', WEBHOOK_SECRET: secret, PRIVATE_KEY_PATH: './no/such.pem' });
    expect(missing.names).toEqual(['PRIVATE_KEY_PATH']);
    expect(missing.message).toContain('ENOENT');
    expect(faultsOf({ APP_ID: '1', WEBHOOK_SECRET: secret, PRIVATE_KEY_PATH: pem }).message).toContain(
      'Move it',
    );
  });
});

describe('set-up', () => {
  test('is the mode without any credentials', () => {
    expect(readSettings({})).toMatchObject({
      mode: 'set-up',
      host: 'localhost',
      port: 3000,
    });
  });

  test('is not a mode of production', () => {
    expect(faultsOf({ NODE_ENV: 'production' }).names).toEqual(['APP_ID', 'PRIVATE_KEY', 'WEBHOOK_SECRET']);
  });

  test('is not what half of the credentials mean', () => {
    expect(faultsOf({ APP_ID: '1' }).names).toEqual(['PRIVATE_KEY', 'WEBHOOK_SECRET']);
    expect(faultsOf({ PRIVATE_KEY: pem }).names).toEqual(['APP_ID', 'WEBHOOK_SECRET']);
  });
});

describe('a value that is malformed or unsafe is refused', () => {
  const production = { NODE_ENV: 'production' };
  test.each<[string, Record<string, string>]>([
    ['APP_ID', { APP_ID: 'Iv1.0123456789abcdef' }],
    ['APP_ID', { APP_ID: '0' }],
    ['WEBHOOK_SECRET', { WEBHOOK_SECRET: '' }],
    ['WEBHOOK_SECRET', { WEBHOOK_SECRET: ` ${secret}` }],
    ['WEBHOOK_SECRET', { WEBHOOK_SECRET: '', ...production }],
    ['WEBHOOK_SECRET', { WEBHOOK_SECRET: 'development', ...production }],
    ['WEBHOOK_SECRET', { WEBHOOK_SECRET: '0123456', ...production }],
    ['WEBHOOK_SECRET_PREVIOUS', { WEBHOOK_SECRET_PREVIOUS: 'development', ...production }],
    ['WEBHOOK_PATH', { WEBHOOK_PATH: 'hooks' }],
    ['WEBHOOK_PATH', { WEBHOOK_PATH: '/hooks?x' }],
    ['WEBHOOK_PATH', { WEBHOOK_PATH: '/healthz' }],
    ['WEBHOOK_PROXY_URL', { WEBHOOK_PROXY_URL: 'smee' }],
    ['WEBHOOK_PROXY_URL', { WEBHOOK_PROXY_URL: 'https://smee.example/abc', ...production }],
    ['GHE_HOST', { GHE_HOST: 'https://ghe.example.com' }],
    ['GHE_HOST', { GHE_HOST: 'ghe.example.com/' }],
    ['GHE_HOST', { GHE_HOST: 'github.com' }],
    ['GHE_PROTOCOL', { GHE_PROTOCOL: 'ftp' }],
    ['HOST', { HOST: 'http://localhost' }],
    ['PORT', { PORT: '65536' }],
    ['PORT', { PORT: '-1' }],
    ['PORT', { PORT: '3000a' }],
    ['LOG_LEVEL', { LOG_LEVEL: 'verbose' }],
    ['LOG_FORMAT', { LOG_FORMAT: 'xml' }],
    ['DATABASE_URL', { DATABASE_URL: 'mysql://db/hotfix' }],
    ['DATABASE_URL', { DATABASE_URL: 'postgres://user:pa#ss@db/hotfix' }],
    ['DATABASE_URL', { DATABASE_URL: 'postgres://user:pass@db:5432' }],
    ['PUBLIC_URL', { PUBLIC_URL: 'hotfix.example.com' }],
    ['PUBLIC_URL', { PUBLIC_URL: 'https://hotfix.example.com/?a=b' }],
    ['ALLOWED_ORGS', { ALLOWED_ORGS: 'acme labs' }],
    ['SLACK_WEBHOOK_URL', { SLACK_WEBHOOK_URL: 'hooks.slack.com/services/T0/B0/x' }],
    ['SLACK_WEBHOOK_URL', { SLACK_WEBHOOK_URL: 'http://hooks.slack.com/services/T0/B0/x' }],
    ['SLACK_WEBHOOK_URL', { SLACK_WEBHOOK_URL: 'https://hooks.slack.com/' }],
    ['SLACK_WEBHOOK_URL', { SLACK_WEBHOOK_URL: 'https://user:pass@hooks.slack.com/services/T0/B0/x' }],
    ['SLACK_BOT_TOKEN', { SLACK_BOT_TOKEN: 'xoxp-1234567890-abc', SLACK_CHANNEL: 'C0123456789' }],
    ['SLACK_BOT_TOKEN', { SLACK_CHANNEL: 'C0123456789' }],
    ['SLACK_CHANNEL', { SLACK_BOT_TOKEN: 'xoxb-1234567890-abc' }],
    ['SLACK_CHANNEL', { SLACK_BOT_TOKEN: 'xoxb-1234567890-abc', SLACK_CHANNEL: '<#C0123456789>' }],
  ])('%s of %j', (name, env) => {
    expect(faultsOf({ ...credentials, ...env }).names).toEqual([name]);
  });

  test('all in one message, each with what to write instead and none with its value', () => {
    const env = {
      NODE_ENV: 'production',
      APP_ID: 'planted-id',
      PRIVATE_KEY: 'planted-key',
      WEBHOOK_SECRET: 'planted',
      DATABASE_URL: 'mysql://user:planted-password@db/x',
      PORT: 'planted-port',
    };
    const { names, message } = faultsOf(env);
    expect(names).toEqual(['APP_ID', 'PRIVATE_KEY', 'WEBHOOK_SECRET', 'PORT', 'DATABASE_URL']);
    expect(message).not.toContain('planted');
    expect(message).toMatchInlineSnapshot(`
"hotfix-policy cannot start with these settings:
  APP_ID: is not a number. Write the App ID (not the client ID) from the settings page of the App.
  PRIVATE_KEY: is not a PEM file. Generate a private key on the settings page of the App and pass that file, its text, or its text in base64.
  WEBHOOK_SECRET: is shorter than 8 characters. Make one with \`openssl rand -hex 32\` and give the same to the App on GitHub.
  PORT: is not a port. Write a whole number from 0 to 65535, such as 3000.
  DATABASE_URL: is not a Postgres address. Write postgres://user:password@host:5432/database.
.env.example describes every setting."
`);
  });
});

test('organisations are allowed by login, whatever its case, and all are without a list', () => {
  expect(isAllowed({ allowedOrgs: [] }, 'anyone')).toBe(true);
  expect(isAllowed({ allowedOrgs: ['acme'] }, 'Acme')).toBe(true);
  expect(isAllowed({ allowedOrgs: ['acme'] }, 'acme-labs')).toBe(false);
});

describe('the way to Slack', () => {
  const url = 'https://hooks.slack.com/services/T0/B0/0123456789abcdef';
  const bot = { SLACK_BOT_TOKEN: 'xoxb-1234567890-abc', SLACK_CHANNEL: '#hotfixes' };

  test('is a webhook, or a bot, which is taken where there are both', () => {
    expect(serve({ SLACK_WEBHOOK_URL: url }).slack).toEqual({ kind: 'webhook', url });
    const way = {
      kind: 'bot',
      apiUrl: 'https://slack.com/api',
      token: bot.SLACK_BOT_TOKEN,
      channel: '#hotfixes',
    };
    expect(serve(bot).slack).toEqual(way);
    expect(serve({ ...bot, SLACK_WEBHOOK_URL: url }).slack).toEqual(way);
  });

  test('may be one on this machine', () => {
    const here = 'http://127.0.0.1:4500/services/T0/B0/x';
    expect(serve({ SLACK_WEBHOOK_URL: here }).slack).toEqual({ kind: 'webhook', url: here });
  });

  test('is a secret, the whole of it and its last part', () => {
    expect(secretsOf(serve({ SLACK_WEBHOOK_URL: url }))).toEqual(
      expect.arrayContaining([url, '/services/T0/B0/0123456789abcdef', '0123456789abcdef']),
    );
    expect(secretsOf(serve(bot))).toContain(bot.SLACK_BOT_TOKEN);
  });
});

test('the secrets are known by value', () => {
  const DATABASE_URL = 'postgres://user:p%40ss-word@db/x';
  const settings = serve({ DATABASE_URL, WEBHOOK_SECRET_PREVIOUS: 'fedcba9876543210' });
  expect(secretsOf(settings)).toEqual([
    pem,
    secret,
    'fedcba9876543210',
    DATABASE_URL,
    'p%40ss-word',
    'p@ss-word',
  ]);
  expect(secretsOf(readSettings({}))).toEqual([]);
});
