import { createLog, type LogOptions } from '../../src/logging/logging.ts';
import { slackSecrets } from '../../src/settings/slack.ts';

const started = '-----BEGIN RSA PRIVATE KEY-----';
const pem = `${started}\nMIIEpAIBAAKCAQEAplanted\nplanted+/=\n-----END RSA PRIVATE KEY-----\n`;
const jwt = 'eyJhbGciOiJSUzI1NiJ9.eyJpc3MiOiJwbGFudGVkIn0.planted-signature_planted';

function logTo(options: Partial<LogOptions> = {}) {
  const lines: string[] = [];
  const to = { write: (line: string) => void lines.push(line) };
  return { lines, log: createLog({ level: 'trace', format: 'json', colour: false, to, ...options }) };
}

describe('secrets', () => {
  const secrets = [
    ...slackSecrets({ kind: 'webhook', url: 'https://chat.example.com/hooks/planted-hook' }),
    'hook-secret-planted',
    'with "quote" \\ planted',
    'p@ss-planted',
  ];
  const planted: Array<[string, string]> = [
    ['a webhook secret', 'the secret is hook-secret-planted.'],
    ['a known secret with characters that JSON escapes', 'is with "quote" \\ planted ok'],
    ['a known secret in JSON in a string', JSON.stringify({ a: 'with "quote" \\ planted' })],
    ['a known secret in an address', `https://x/?p=${encodeURIComponent('p@ss-planted')}`],
    ['an installation token', 'used ghs_planted0123456789abcdefghijklmnop'],
    ['a long installation token', `used ghs_12345_${jwt}`],
    ['a personal token', 'ghp_planted0123456789'],
    ['a fine-grained token', 'github_pat_11AAAA_planted0123456789'],
    ['a token of Slack', 'used xoxb-1234567890-planted0123456789'],
    ['a webhook of Slack', 'https://hooks.slack.com/services/T0/B0/planted0123456789'],
    ['a webhook elsewhere', `POST ${new URL('https://chat.example.com/hooks/planted-hook').pathname}`],
    ['a JWT', `signed in with ${jwt}`],
    ['an authorization header', 'Authorization: Bearer planted-0123456789'],
    ['an authorization header of any scheme', 'authorization=Custom planted'],
    ['an authorization header in JSON in a string', JSON.stringify({ authorization: 'token planted' })],
    ['a bearer token alone', 'sent bearer planted0123456789'],
    ['a private key', pem],
    ['a private key in JSON in a string', JSON.stringify({ text: pem })],
    ['a private key cut short', `${started}\nplanted`],
    ['a private key cut short in JSON in a string', JSON.stringify({ text: `${started}\nplanted` })],
    ['a private key in base64', `${Buffer.from(pem).toString('base64')}`],
    ['a password in an address', 'postgres://user:planted@db:5432/hotfix'],
    ['a password as a parameter', 'postgres://db/hotfix?user=u&password=planted&x=1'],
    ['the code of a new App', 'GET /setup?code=planted'],
  ];

  function expectHidden(line: string): void {
    expect(line).not.toMatch(/planted/);
    expect(line).not.toContain(Buffer.from('planted').toString('base64').slice(0, 8));
    expect(line).toContain('[hidden]');
    expect(JSON.parse(line)).toMatchObject({ level: 'info' });
  }

  test.each(planted)(
    '%s is hidden in a message, a field, an error and its cause, and by a child',
    (_, text) => {
      const { log, lines } = logTo({ secrets });
      log.info(text);
      log.info({ deep: { er: [text] } }, 'field');
      log.info({ err: new Error(text) }, 'error');
      log.info(new Error('outer', { cause: new Error(text) }));
      log.child({ part: text }).info('child');
      expect(lines).toHaveLength(5);
      lines.forEach(expectHidden);
    },
  );

  test.each([
    'password',
    'secret',
    'token',
    'pem',
    'webhook_secret',
    'webhookSecret',
    'private_key',
    'cookie',
  ])('the field %s is hidden whatever it holds', (name) => {
    const { log, lines } = logTo();
    log.info({ [name]: 'planted "x" \\', next: 'stays' }, 'field');
    lines.forEach(expectHidden);
    expect(lines[0]).toContain('"next":"stays"');
  });

  test('the headers of a failed request are left out', () => {
    const { log, lines } = logTo();
    const request = {
      method: 'GET',
      url: '/x',
      headers: { authorization: 'token planted' },
      body: 'planted',
    };
    const error = Object.assign(new Error('Not Found'), {
      status: 404,
      request,
      response: { data: 'planted' },
    });
    log.info({ err: error }, 'asked GitHub');
    expect(lines[0]).not.toContain('planted');
    expect(JSON.parse(lines[0] ?? '')).toMatchObject({
      err: { type: 'Error', message: 'Not Found', status: 404 },
    });
  });

  test('text without secrets stays', () => {
    const { log, lines } = logTo({ secrets: ['main'] });
    const url = 'https://github.com/acme/shop/compare/main...hotfix/INC-1-x';
    log.info(
      { url, sha: 'a'.repeat(40), delivery: '72d3162e-cc78-11e3-81ab-4c9367dc0958' },
      'the token bucket is full',
    );
    expect(lines[0]).not.toContain('[hidden]');
  });

  test('a hostile line is scrubbed quickly', () => {
    const { log } = logTo();
    const begin = process.cpuUsage().user;
    for (const part of ['eyJ', 'a', 'authorization ', started, 'ghs_', 'Bearer ', '://', '"token":"']) {
      log.info(part.repeat(200_000 / part.length));
    }
    expect(process.cpuUsage().user - begin).toBeLessThan(5_000_000);
  });
});

describe('format', () => {
  test('JSON has the level by name and the time as ISO 8601', () => {
    const { log, lines } = logTo();
    log.warn({ delivery: 'd1' }, 'stored');
    const time = expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
    expect(JSON.parse(lines[0] ?? '')).toMatchObject({ level: 'warn', time, delivery: 'd1', msg: 'stored' });
  });

  test('the pretty format has one line for each outcome, with a stack below', () => {
    const { log, lines } = logTo({ format: 'pretty' });
    log.info({ repository: 'acme/shop', n: 2, title: 'a b' }, 'opened the backfill');
    log.error({ err: new Error('broken') }, 'could not');
    expect(lines[0]).toMatch(
      /^\d\d:\d\d:\d\d info {2}opened the backfill {2}repository=acme\/shop n=2 title="a b"\n$/,
    );
    expect(lines[1]).toMatch(/^\d\d:\d\d:\d\d error could not\n {4}Error: broken\n {4}at .+\n/);
  });

  test('in the pretty format, outside text can neither start a line nor control the terminal', () => {
    const { log, lines } = logTo({ format: 'pretty' });
    log.info({ branch: 'a\u001b[2J\u202e' }, 'one\ntwo');
    expect(lines[0]).toContain('one\\u000atwo');
    expect(lines[0]).toContain('a\\u001b[2J\\u202e');
    expect(lines[0]?.match(/\n/g)).toHaveLength(1);
  });

  test('colours are for terminals', () => {
    const { log, lines } = logTo({ format: 'pretty', colour: true });
    log.error('red');
    expect(lines[0]).toContain('\u001b[31merror\u001b[0m');
  });

  test('lines below the level are not written', () => {
    const { log, lines } = logTo({ level: 'warn' });
    log.info('quiet');
    expect(lines).toEqual([]);
  });
});
