import { path, signatureOf } from './delivery.ts';

/** A whole request in bytes, but for its id: many are sent, and signing each would measure the sender. */
export interface Request {
  /** The bytes of one delivery; each has another id. */
  withId(id: string): Buffer;
}

const idLength = 36;

export function prepareRequest(body: string, event = 'push'): Request {
  const before = [
    `POST ${path} HTTP/1.1`,
    'host: 127.0.0.1',
    'user-agent: GitHub-Hookshot/044aadd',
    'accept: */*',
    'content-type: application/json',
    `content-length: ${Buffer.byteLength(body)}`,
    `x-github-event: ${event}`,
    'x-github-hook-id: 292430182',
    'x-github-hook-installation-target-id: 79929171',
    'x-github-hook-installation-target-type: integration',
    `x-hub-signature-256: ${signatureOf(body)}`,
    'x-github-delivery: ',
  ].join('\r\n');
  const whole = Buffer.from(`${before}${' '.repeat(idLength)}\r\n\r\n${body}`);
  const at = Buffer.byteLength(before);
  return {
    withId(id) {
      const bytes = Buffer.from(whole);
      bytes.write(id.padEnd(idLength, '0').slice(0, idLength), at, 'latin1');
      return bytes;
    },
  };
}
