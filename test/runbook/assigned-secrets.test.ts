import { assignedSecrets } from '../../src/runbook/assigned-secrets.ts';

/** Put together here, so that nothing that looks like a secret stands in the repository. */
const value = ['hunter2', 'hunter3'].join('-X');

test.each([
  ['bare', 'PASSWORD='],
  ['exported', 'export DB_PASSWORD='],
  ['for one command', 'PGPASSWORD='],
  ['declared', 'declare -r API_KEY='],
  ['after another command', 'cd x; STRIPE_SECRET_KEY='],
  ['in small letters', 'token='],
  ['in a comment', '# client_secret='],
])('a value is found: %s', (_, before) => {
  for (const written of [value, `'${value}'`, `"${value}"`]) {
    const text = `echo\n  ${before}${written} psql\n`;
    expect(assignedSecrets(text)).toEqual([{ line: 2, column: 3 + before.lastIndexOf(' ') + 1 }]);
  }
});

test('a line that says that it is none is passed over', () => {
  const line = `PASSWORD=${value}`;
  expect(assignedSecrets(`${line} # secretlint-disable-line`)).toEqual([]);
  expect(assignedSecrets(`# secretlint-disable-next-line\n${line}\n${line}`)).toEqual([
    { line: 3, column: 1 },
  ]);
});

test.each([
  'PASSWORD="$DB_PASSWORD"',
  'PASSWORD=$(vault read -field=x secret/db1234567)',
  'PASSWORD=`cat /run/secrets/db1`',
  `PASSWORD="$\{1:-}"`,
  'PASSWORD=',
  'PASSWORD=short1',
  'PASSWORD=onlyletters',
  'PASSWORD=12345678',
  'PASSWORD="one or two words 123"',
  'PASSWORD=changeme123',
  'PASSWORD="<your-password-1>"',
  'TOKEN=payments-token-2',
  'TOKEN=vault/payments/token1',
  'TOKEN=/run/secrets/token1',
  'TOKEN=https://vault.example/v1/token1',
  `TOKEN_FILE=${value}`,
  `TOKENS=${value}`,
  `NAME=${value}`,
  `curl --token=${value}`.replace('--token', '--name'),
])('no secret: %j', (line) => {
  expect(assignedSecrets(line)).toEqual([]);
});

test.each([
  'PASSWORD='.repeat(20_000),
  `PASSWORD=${'a1'.repeat(50_000)}`,
  "PASSWORD='".repeat(20_000),
  'a'.repeat(200_000),
])('a long line is gone through in a moment (%#)', (text) => {
  const before = performance.now();
  assignedSecrets(text);
  expect(performance.now() - before).toBeLessThan(1_000);
});
