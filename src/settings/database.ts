import { type Environment, type ReportFault, settingOf } from './faults.ts';

/** Where the records are: a Postgres server, or the embedded one in a folder. */
export type DatabaseSettings = { kind: 'postgres'; url: string } | { kind: 'embedded'; dataDir: string };

/** DATABASE_URL wins over DATA_DIR, which a container image always sets. */
export function readDatabase(env: Environment, fault: ReportFault): DatabaseSettings {
  const url = settingOf(env, 'DATABASE_URL');
  if (!url) {
    return { kind: 'embedded', dataDir: settingOf(env, 'DATA_DIR') ?? './data' };
  }
  const parsed = URL.canParse(url) ? new URL(url) : null;
  if (!/^postgres(?:ql)?:\/\//.test(url)) {
    fault('DATABASE_URL', 'is not a Postgres address. Write postgres://user:password@host:5432/database.');
  } else if (!parsed || parsed.hash) {
    fault(
      'DATABASE_URL',
      'cannot be read. Percent-encode the special characters of its password (# is %23).',
    );
  } else if (parsed.pathname.length < 2) {
    fault('DATABASE_URL', 'names no database. End it with one: postgres://user:password@host:5432/database.');
  }
  return { kind: 'postgres', url };
}

/** The passwords in a Postgres address, as written and decoded. */
export function passwordsIn(url: string): string[] {
  const { password, searchParams } = new URL(url);
  const asked = searchParams.get('password');
  return [password, unescaped(password), asked ?? ''].filter((text) => text !== '');
}

function unescaped(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
