import { createHash } from 'node:crypto';

/** By it is known whether what is there is what is wanted. */
export function hashOf(content: unknown): string {
  return createHash('sha256').update(JSON.stringify(content)).digest('hex');
}
