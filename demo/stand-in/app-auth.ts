import { createPrivateKey, createPublicKey, type KeyObject, verify } from 'node:crypto';
import { answerExample } from './examples.ts';
import type { Hub } from './hub.ts';
import type { Installation } from './model.ts';
import { time } from './shapes.ts';
import { SiteError } from './site-error.ts';

/** Checks the App's signature and issues tokens for an hour, as GitHub does. */
export class AppAuth {
  readonly #hub: Hub;
  readonly #key: KeyObject;
  readonly #tokens = new Map<string, { installation: Installation; until: number }>();

  constructor(hub: Hub) {
    this.#hub = hub;
    this.#key = createPublicKey(keyFrom(hub.app.privateKey));
  }

  /** Throws unless the header carries a fresh signature of the App. */
  asApp(header: string): void {
    const token = header.replace(/^bearer /i, '');
    const [head = '', payload = '', signature = ''] = token.split('.');
    const signed = Buffer.from(`${head}.${payload}`);
    const valid =
      signature !== '' && verify('sha256', signed, this.#key, Buffer.from(signature, 'base64url'));
    if (!valid) throw new SiteError(401, 'A JSON web token could not be decoded');
    const { exp, iss } = JSON.parse(Buffer.from(payload, 'base64url').toString()) as {
      exp: number;
      iss: unknown;
    };
    if (exp * 1000 < Date.now() || Number(iss) !== this.#hub.app.id)
      throw new SiteError(
        401,
        "'Expiration time' claim ('exp') must be a numeric value representing the future time at which the assertion expires",
      );
  }

  newToken(id: number): Record<string, unknown> {
    const installation = this.#hub.installations.find((one) => one.id === id);
    if (!installation) throw new SiteError(404, 'Not Found');
    if (installation.suspended) throw new SiteError(403, 'This installation has been suspended');
    // GitHub's newer tokens are far longer than the old ones; no code may depend on their length.
    const token = `ghs_${this.#hub.app.id}_${crypto.randomUUID()}${crypto.randomUUID()}.${crypto.randomUUID()}`;
    const until = Date.now() + 3_600_000;
    this.#tokens.set(token, { installation, until });
    const { repositories: _, ...example } = answerExample('installation-token');
    return {
      ...example,
      token,
      expires_at: time(new Date(until)),
      permissions: this.#hub.app.permissions,
      repository_selection: 'all',
    };
  }

  asInstallation(header: string): Installation {
    const known = this.#tokens.get(header.replace(/^(token|bearer) /i, ''));
    if (!known || known.until < Date.now()) throw new SiteError(401, 'Bad credentials');
    if (known.installation.suspended) throw new SiteError(403, 'This installation has been suspended');
    return known.installation;
  }

  /** Revokes every token. */
  expire(): void {
    this.#tokens.clear();
  }
}

/** At the second attempt too: reading a key can fail once because of an earlier error left in OpenSSL. */
function keyFrom(pem: string): KeyObject {
  try {
    return createPrivateKey(pem);
  } catch {
    return createPrivateKey(pem);
  }
}
