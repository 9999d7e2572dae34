import { createHmac, timingSafeEqual } from 'node:crypto';
import { createServer } from 'node:http';
import { secret } from '../load/delivery.ts';
import { listening } from './listening.ts';
import type { Started } from './server.ts';

/** The least that a receiver of deliveries can do: the limit. It checks the signature, and stores nothing. */
export function bare(): Promise<Started> {
  const server = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => {
      const given = Buffer.from(String(request.headers['x-hub-signature-256']));
      const made = `sha256=${createHmac('sha256', secret).update(Buffer.concat(parts)).digest('hex')}`;
      const isSigned = given.length === made.length && timingSafeEqual(given, Buffer.from(made));
      response.writeHead(isSigned ? 202 : 401, { 'content-length': 2 });
      response.end('ok');
    });
  });
  return listening(server);
}
