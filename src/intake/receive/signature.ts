import { createHmac, createSecretKey, timingSafeEqual } from 'node:crypto';

const form = /^sha256=([0-9a-f]{64})$/i;

/** Whether the header can be a signature at all, which is known before a byte of the body. */
export function isSignatureHeader(header: unknown): header is string {
  return typeof header === 'string' && form.test(header);
}

/** Whether GitHub signed these bytes, as the header says. */
export type IsSigned = (body: Buffer, header: string | undefined) => boolean;

/**
 * Knows what was signed with one of the secrets. Every secret is tried in full, so that neither the answer nor its time
 * tells which one is in use. The older `sha1=` signature is not accepted.
 */
export function signedWith(secrets: readonly string[]): IsSigned {
  const keys = secrets.map((secret) => createSecretKey(secret, 'utf8'));
  return (body, header) => {
    const hex = form.exec(header ?? '')?.[1];
    if (hex === undefined) return false;
    const given = Buffer.from(hex.toLowerCase(), 'latin1');
    return keys
      .map((key) => {
        const made = createHmac('sha256', key).update(body).digest('hex');
        return timingSafeEqual(Buffer.from(made, 'latin1'), given);
      })
      .includes(true);
  };
}
