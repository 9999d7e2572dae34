import { createPrivateKey, type KeyObject, sign } from 'node:crypto';

/** GitHub accepts at most ten minutes, and no time ahead of its own clock. */
const seconds = { before: 30, after: 570 };

/** How Octokit asks for the App's signature: for its id, at this machine's time plus a number of seconds. */
export type CreateSignature = (
  appId: string | number,
  secondsOff?: number,
) => Promise<{ jwt: string; expiresAt: string }>;

/**
 * Signs as the App, with a key that is read once: reading one, as Octokit would each time, now and then fails for an
 * error that something else has left behind in OpenSSL.
 */
export function createSignature(privateKey: string): CreateSignature {
  const key = keyFrom(privateKey);
  return async (appId, secondsOff = 0) => {
    const at = Math.floor(Date.now() / 1_000) + secondsOff;
    const claims = { iat: at - seconds.before, exp: at + seconds.after, iss: appId };
    const signed = `${encoded({ alg: 'RS256', typ: 'JWT' })}.${encoded(claims)}`;
    const signature = sign('sha256', Buffer.from(signed), key).toString('base64url');
    return {
      jwt: `${signed}.${signature}`,
      expiresAt: new Date(claims.exp * 1_000).toISOString(),
    };
  };
}

/** OpenSSL can report an error left over from an earlier call: a good key is accepted at the second try. */
export function keyFrom(pem: string): KeyObject {
  try {
    return createPrivateKey(pem);
  } catch {
    return createPrivateKey(pem);
  }
}

function encoded(part: object): string {
  return Buffer.from(JSON.stringify(part)).toString('base64url');
}
