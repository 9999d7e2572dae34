import { keyFrom } from '../github/client/app-signature.ts';
import { codeOf, type Environment, type ReportFault, settingOf } from './faults.ts';

const whereToGetOne =
  'Generate a private key on the settings page of the App and pass that file, its text, or its text in base64.';

/** The App's private key as PKCS#8 PEM; null when there is none or when it has a fault. */
export function readPrivateKey(
  env: Environment,
  fault: ReportFault,
  readFile: (path: string) => string,
): string | null {
  const text = settingOf(env, 'PRIVATE_KEY');
  const path = settingOf(env, 'PRIVATE_KEY_PATH');
  if (text && path) {
    fault('PRIVATE_KEY', 'is set together with PRIVATE_KEY_PATH. Keep one of the two.');
    return null;
  }
  if (text) {
    return checked('PRIVATE_KEY', text, fault);
  }
  if (!path) {
    return null;
  }
  if (path.includes('-----BEGIN')) {
    fault('PRIVATE_KEY_PATH', 'is a key, not a path. Move it to PRIVATE_KEY.');
    return null;
  }
  try {
    return checked('PRIVATE_KEY_PATH', readFile(path), fault);
  } catch (error) {
    const advice = `names a file that cannot be read (${codeOf(error)}). Write the path of the App's .pem file.`;
    fault('PRIVATE_KEY_PATH', advice);
    return null;
  }
}

function checked(name: string, value: string, fault: ReportFault): string | null {
  const pem = pemFrom(value);
  if (!pem.includes('-----BEGIN')) {
    fault(name, `is not a PEM file. ${whereToGetOne}`);
    return null;
  }
  if (/-----BEGIN ENCRYPTED |^Proc-Type: .*ENCRYPTED/m.test(pem)) {
    fault(name, `has a passphrase, which keys from GitHub never have. ${whereToGetOne}`);
    return null;
  }
  try {
    const key = keyFrom(pem);
    if (key.asymmetricKeyType === 'rsa') {
      return key.export({ type: 'pkcs8', format: 'pem' }).toString();
    }
    fault(name, `is not an RSA key, and GitHub accepts no other. ${whereToGetOne}`);
  } catch {
    // OpenSSL's message can quote the key.
    fault(name, `is damaged or not a private key. ${whereToGetOne}`);
  }
  return null;
}

/** Undoes what shells, env files and secret stores do to a PEM: quotes, `\n` for a new line, base64. */
function pemFrom(value: string): string {
  const bare = value.trim().replace(/^(["'])([\s\S]*)\1$/, '$2');
  const text = bare.includes('-----BEGIN') ? bare : Buffer.from(bare, 'base64').toString('utf8');
  return text.replaceAll('\\n', '\n').trim();
}
